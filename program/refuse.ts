import { type Problem, printProblem } from "../access/language/problem.ts";
import { refusalText } from "../policies/refusal.ts";
import * as pulumi from "../providers/pulumi/sdk.ts";
import type { FindingLines } from "./evaluatePolicies.ts";

/** Stops the run before anything is registered, with every problem of the file in one list. */
export function refuse(what: string, file: string, problems: readonly Problem[]): never {
  throw new pulumi.RunError(
    [`${file} ${what} (${count(problems, "problem")}); nothing was changed.`, ...problems.map(printProblem)].join("\n"),
  );
}

/**
 * Tells the findings that refuse nothing: one warning for all advisory ones, one line for each waived one. `pulumi up` runs the program twice, and
 * its update only counts the advice that its preview has listed.
 */
export function tell({ advised, advice, waived }: Pick<FindingLines, "advised" | "advice" | "waived">): void {
  const head = `Advice (${advice} finding${advice === 1 ? "" : "s"})`;
  if (advice > 0 && pulumi.isDryRun()) pulumi.log.warn([`${head}:`, ...advised].join("\n"));
  else if (advice > 0) pulumi.log.info(`${head}: \`pulumi preview\` lists ${advice === 1 ? "it" : "them"}.`);
  for (const line of waived) pulumi.log.info(line);
}

/** Stops an update: nothing at all is registered while a finding stands. */
export function refuseBeforeUpdate(findings: readonly string[]): void {
  if (findings.length > 0 && !pulumi.isDryRun()) throw new pulumi.RunError(refusalText(findings));
}

/** Fails a preview after all resources are registered, so that reviewer and policy pack see the whole change. */
export function refuseAfterPreview(findings: readonly string[]): void {
  if (findings.length > 0) pulumi.log.error(refusalText(findings));
}

function count(list: readonly unknown[], noun: string): string {
  return `${list.length} ${noun}${list.length === 1 ? "" : "s"}`;
}
