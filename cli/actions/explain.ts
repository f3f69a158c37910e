/** Answers from the spec, or reads an error, and sets the exit code: what `genesys-access explain` does with its options. */
import { readFileSync } from "node:fs";
import { type Caller, diagnose } from "../../access/explain/diagnose.ts";
import { diagnosisText } from "../../access/explain/diagnosisText.ts";
import { explain } from "../../access/explain/explain.ts";
import { diagnosisWith, explanationWith } from "../../access/explain/observed.ts";
import { findSubject } from "../../access/explain/subject.ts";
import { explanationText } from "../../access/explain/text.ts";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import type { ObservedOrg } from "../../access/observed/model.ts";
import { answerJson } from "../../toolkit/answerJson.ts";
import { EXIT } from "../../toolkit/exitCodes.ts";
import { Failure } from "../../toolkit/failure.ts";
import { observedOrg } from "../../toolkit/open/observedOrg.ts";
import { asFailure, openStack } from "../../toolkit/open/openStack.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export interface ExplainOptions {
  readonly can?: string;
  readonly division?: string;
  readonly stack?: string;
  readonly error?: string;
  readonly client?: string;
  readonly format: "text" | "json";
  readonly output?: string;
}

export function run(client: string | undefined, options: ExplainOptions): void {
  if (options.error === undefined) answer(client ?? options.client, options);
  else readError(options.error, client ?? options.client, options);
}

function answer(client: string | undefined, { can, division, stack, format, output }: ExplainOptions): void {
  if (client === undefined || can === undefined)
    throw new Failure("Name a client and what it should be able to do: `explain powerbi --can routing:queue:view`.");
  const { access, spec } = openStack(stack);
  const result = explain(access, spec, { client, can, ...(division !== undefined && { division }) });
  if (!result.ok) throw asFailure(result.flaw);
  const explanation = explanationWith(result.explanation, observedIn(spec));
  writeReport(format === "json" ? answerJson(explanation) : explanationText(explanation), output, format);
  process.exitCode = explanation.answer === "allowed" ? EXIT.ok : EXIT.refused;
}

function readError(file: string, client: string | undefined, { stack, format, output }: ExplainOptions): void {
  const text = readText(file);
  const caller = client === undefined ? undefined : callerOf(client, stack);
  const spec = caller?.spec ?? (stack === undefined ? undefined : openStack(stack).spec);
  const diagnosis = diagnosisWith(diagnose(text, caller), spec && observedIn(spec));
  writeReport(format === "json" ? answerJson(diagnosis) : diagnosisText(diagnosis), output, format);
}

function observedIn({ file, value }: LoadedSpec): ObservedOrg | undefined {
  return observedOrg(file, value.organization.id, process.cwd());
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
