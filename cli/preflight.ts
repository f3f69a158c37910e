/** `genesys-access preflight`: what the deploying client lacks, before the first write. */
import { Command, Option } from "commander";
import { PREFLIGHT_FORMATS, type PreflightOptions } from "../toolkit/preflight/options.ts";

const HELP = `
Derives from the spec what a deployment calls, and compares what these calls ask for with what the deploying client holds:
org, region, client, permissions, divisions, roles. Nothing is changed, and nothing is ever granted to the deployer.
Credentials are those of a deployment: GENESYSCLOUD_* in the environment, or the stack's config.

  error    an update would stop before its first write (exit code 1)
  warning  an update would pass; taking something away, or a later step, would fail
  advice   may matter, and the API cannot tell

--print-role needs no org: it prints the smallest role that can deploy the stack, and a client that holds it, as a spec.

Examples:
  genesys-access preflight --stack prod
  genesys-access preflight --stack prod --format json --output preflight.json
  genesys-access preflight --stack prod --print-role > stacks/prod-deployer.yaml`;

export function preflightCommand(): Command {
  return new Command("preflight")
    .description("List everything that the deploying client lacks for a stack, before the first write.")
    .requiredOption("--stack <name>", "the stack, or a file with its spec; it need not be deployed yet")
    .addOption(new Option("--format <format>", "what to print").choices(PREFLIGHT_FORMATS).default("text"))
    .option("--output <file>", "write the report to a file")
    .option("--print-role", "print the smallest role for a deployer of this stack instead", false)
    .addHelpText("after", HELP)
    .action(run);
}

/** Loaded here, since no other command needs the providers. */
async function run(options: PreflightOptions): Promise<void> {
  const { preflightStack } = await import("../toolkit/preflight/preflightStack.ts");
  process.exitCode = await preflightStack(options);
}
