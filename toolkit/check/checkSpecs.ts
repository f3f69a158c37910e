/** A whole check: files in, report and exit code out. Reads no network, no clock and no environment. */
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import { type Report, type ReportStack, summarise } from "../../access/report/model.ts";
import { RULES } from "../../policies/rules/index.ts";
import { waiverRule } from "../../policies/waiverRule.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import { type InForce, inForce } from "../judge/inForce.ts";
import { judgeStack, type StackWithFacts, withFacts } from "../judge/judgeStack.ts";
import { severalStacks } from "../judge/severalStacks.ts";
import { codeDescriptions, invalidStack, judgedStack, ruleDescription } from "../judge/toReport.ts";
import type { BaseRef } from "../open/base.ts";
import { type InvalidStack, isValid, type LoadedStack, openSpec } from "../open/loadedStack.ts";
import type { SpecFile } from "../open/specFiles.ts";
import { TOOL } from "../tool.ts";

export interface CheckInput {
  readonly files: readonly SpecFile[];
  readonly readText: (file: string) => string;
  /** Where waivers and policies are taken from; the files themselves when absent. */
  readonly base?: BaseRef | undefined;
  /** Advisory findings count as mandatory. */
  readonly strict: boolean;
  /** `YYYY-MM-DD`. */
  readonly today: string;
  /** Address that the pages of the rules stand below. */
  readonly rulePages?: string | undefined;
}

export interface CheckOutcome {
  readonly report: Report;
  readonly exitCode: ExitCode;
}

export function checkSpecs({ files, readText, base, strict, today, rulePages }: CheckInput): CheckOutcome {
  const loaded = files.map((file) => openSpec(file, readText));
  const valid = new Map(loaded.filter(isValid).map((stack) => [stack.file, withFacts(stack)]));
  const several = severalStacks([...valid.values()]);
  const rules = new Map([...valid].map(([file, { stack }]) => [file, inForce(stack, base)]));
  const stackOf = (stack: LoadedStack): ReportStack => {
    if (!isValid(stack)) return invalidStack(stack);
    const terms = rules.get(stack.file) as InForce;
    return judgedStack(stack, judgeStack(valid.get(stack.file) as StackWithFacts, several, terms, today), strict);
  };
  const invalid = loaded.filter((stack): stack is InvalidStack => !isValid(stack));
  const report: Report = {
    tool: TOOL,
    catalogueDate: CATALOGUE_DATE,
    stacks: loaded.map(stackOf),
    rules: [...[...RULES, waiverRule].map((rule) => ruleDescription(rule, rulePages)), ...codeDescriptions(invalid)],
    notes: [...invalid.map(({ file }) => notJudged(file)), ...[...rules.values()].flatMap(({ notes }) => notes)],
  };
  return { report, exitCode: exitCodeOf(report, invalid) };
}

function notJudged(file: string): string {
  return `${file} is not valid, so no rule has looked at it yet.`;
}

/** An invalid spec was not judged at all, which weighs more than what was found in others. */
function exitCodeOf(report: Report, invalid: readonly unknown[]): ExitCode {
  if (invalid.length > 0) return EXIT.invalidSpec;
  return summarise(report).refused > 0 ? EXIT.refused : EXIT.ok;
}
