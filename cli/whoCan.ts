/** `genesys-access who-can`: everybody in a stack who can do something. */
import { Command, Option } from "commander";
import { holdersText } from "../access/explain/text.ts";
import { whoCan } from "../access/explain/whoCan.ts";
import { printableJson } from "../access/values/untrusted.ts";
import { asFailure, openStack } from "../toolkit/open/openStack.ts";

interface WhoCanOptions {
  readonly division?: string;
  readonly stack?: string;
  readonly format: "text" | "json";
}

const HELP = `
Who can, and who may be able to: a role of the org may hold anything, and divisions may not limit a permission.

Examples:
  genesys-access who-can recording:recording:view --stack prod
  genesys-access who-can "DELETE /api/v2/routing/queues/{queueId}" --division EMEA_Operations`;

export function whoCanCommand(): Command {
  return new Command("who-can")
    .description("List the clients, users and groups of a stack that can do something, with the role that lets them.")
    .argument("<what>", "an operation (METHOD /api/v2/…) or a permission (domain:entity:action)")
    .option("--division <division>", "key or name of a division; without it, any")
    .option("--stack <stack>", "name of a stack or a file; not needed where there is only one")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .addHelpText("after", HELP)
    .action(run);
}

function run(what: string, { division, stack, format }: WhoCanOptions): void {
  const { access, spec } = openStack(stack);
  const result = whoCan(access, spec, what, division);
  if (!result.ok) throw asFailure(result.flaw);
  process.stdout.write(format === "json" ? printableJson(result.holders) : holdersText(result.holders));
}
