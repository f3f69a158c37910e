/** A whole check: files in, report and exit code out. Reads no network, no clock and no environment. */
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import { type Report, summarise } from "../../access/report/model.ts";
import { RULES } from "../../policies/rules/index.ts";
import { waiverRule } from "../../policies/waiverRule.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import { judgeSpecs, type SpecsToJudge } from "../judge/judgeSpecs.ts";
import { codeDescriptions, ruleDescription } from "../judge/toReport.ts";
import { TOOL } from "../tool.ts";

export interface CheckInput extends SpecsToJudge {
  /** Address that the pages of the rules stand below. */
  readonly rulePages?: string | undefined;
}

export interface CheckOutcome {
  readonly report: Report;
  readonly exitCode: ExitCode;
}

export function checkSpecs({ rulePages, ...specs }: CheckInput): CheckOutcome {
  const { stacks, invalid, notes } = judgeSpecs(specs);
  const report: Report = {
    tool: TOOL,
    catalogueDate: CATALOGUE_DATE,
    stacks,
    rules: [...[...RULES, waiverRule].map((rule) => ruleDescription(rule, rulePages)), ...codeDescriptions(invalid)],
    notes: [...invalid.map(({ file }) => notJudged(file)), ...notes],
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
