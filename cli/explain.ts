/** `genesys-access explain`: may this client do that, and what does that error mean. */
import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { type Caller, diagnose } from "../access/explain/diagnose.ts";
import { diagnosisText } from "../access/explain/diagnosisText.ts";
import { explain } from "../access/explain/explain.ts";
import { findSubject } from "../access/explain/subject.ts";
import { explanationText } from "../access/explain/text.ts";
import { printableJson } from "../access/values/untrusted.ts";
import { EXIT } from "../toolkit/exitCodes.ts";
import { Failure } from "../toolkit/failure.ts";
import { asFailure, openStack } from "../toolkit/open/openStack.ts";

interface ExplainOptions {
  readonly can?: string;
  readonly division?: string;
  readonly stack?: string;
  readonly error?: string;
  readonly client?: string;
  readonly format: "text" | "json";
}

const HELP = `
The answer is a path (client, role, permission, division) or the layer that denies, with the line of the spec that would
open it. Everything comes from the spec and the catalogue: no org is asked.
Exit code 0: allowed, or an error was read. 1: denied, or the spec alone does not show that it is allowed.

Examples:
  genesys-access explain powerbi --can "POST /api/v2/analytics/conversations/details/query" --division EMEA_Operations
  genesys-access explain "groups.Quality Team" --can recording:recording:view --stack prod
  genesys-access explain --error answer.json
  pbpaste | genesys-access explain --error - --client powerbi --stack prod`;

export function explainCommand(): Command {
  return new Command("explain")
    .description("Say whether a client may do something, on which path, or which layer denies; or what an error means.")
    .argument("[client]", "key of a client; or users.<e-mail>, groups.<name>")
    .option("--can <what>", "an operation (METHOD /api/v2/…) or a permission (domain:entity:action)")
    .option("--division <division>", "key or name of a division; without it, any that the client has")
    .option("--stack <stack>", "name of a stack or a file; not needed where there is only one")
    .addOption(
      new Option("--error <file>", "a pasted 401, 403 or empty answer; - for standard input").conflicts([
        "can",
        "division",
      ]),
    )
    .option("--client <client>", "who made the call that failed")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .addHelpText("after", HELP)
    .action((client: string | undefined, options: ExplainOptions) => {
      if (options.error === undefined) answer(client ?? options.client, options);
      else readError(options.error, client ?? options.client, options);
    });
}

function answer(client: string | undefined, { can, division, stack, format }: ExplainOptions): void {
  if (client === undefined || can === undefined)
    throw new Failure("Name a client and what it should be able to do: `explain powerbi --can routing:queue:view`.");
  const { access, spec } = openStack(stack);
  const result = explain(access, spec, { client, can, ...(division !== undefined && { division }) });
  if (!result.ok) throw asFailure(result.flaw);
  const { explanation } = result;
  process.stdout.write(format === "json" ? printableJson(explanation) : explanationText(explanation));
  process.exitCode = explanation.answer === "allowed" ? EXIT.ok : EXIT.refused;
}

function readError(file: string, client: string | undefined, { stack, format }: ExplainOptions): void {
  const text = readText(file);
  const diagnosis = diagnose(text, client === undefined ? undefined : callerOf(client, stack));
  process.stdout.write(format === "json" ? printableJson(diagnosis) : diagnosisText(diagnosis));
}

function callerOf(client: string, stack: string | undefined): Caller {
  const { access, spec } = openStack(stack);
  const subject = findSubject(access, client);
  if (!subject.ok) throw asFailure(subject.flaw);
  return { access, spec, subject: subject.value };
}

function readText(file: string): string {
  try {
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new Failure(`The error cannot be read: ${(error as Error).message}. Give a file, or - for standard input.`);
  }
}
