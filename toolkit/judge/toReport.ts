/** Findings and problems -> what the report shows of them. */

import type { Problem } from "../../access/language/problem.ts";
import type {
  ReportLevel,
  ReportResult,
  ReportStack,
  ReportWaiver,
  RuleDescription,
} from "../../access/report/model.ts";
import { compareText } from "../../access/values/text.ts";
import { printYamlPath } from "../../access/values/yamlPath.ts";
import type { Finding } from "../../policies/finding.ts";
import { pathOf } from "../../policies/position.ts";
import type { RuleText } from "../../policies/rule.ts";
import { waiverRule } from "../../policies/waiverRule.ts";
import type { Judged } from "../../policies/waivers.ts";
import type { InvalidStack, ValidStack } from "../open/loadedStack.ts";

export interface JudgedStack extends Judged {
  readonly disabled: readonly string[];
}

export function judgedStack(
  stack: Omit<ValidStack, "desired">,
  { open, waived, disabled }: JudgedStack,
  strict: boolean,
): ReportStack {
  const results = [
    ...open.map((finding) => findingResult(stack, finding, strict)),
    ...waived.map(({ finding, waiver }) => findingResult(stack, finding, strict, waiver)),
  ];
  return { name: stack.name, file: stack.file, results: inOrder(results, stack.file), disabled };
}

export function invalidStack({ name, file, problems }: InvalidStack): ReportStack {
  return { name, file, results: inOrder(problems.map(problemResult), file), disabled: [] };
}

function findingResult(
  stack: Pick<ValidStack, "spec">,
  finding: Finding,
  strict: boolean,
  waiver?: ReportWaiver,
): ReportResult {
  const { id, rule, severity, enforcementLevel, message, why, fix } = finding;
  const path = pathOf(finding, stack.spec);
  const { file, line, column } = stack.spec.locate(path);
  return {
    id,
    rule,
    severity,
    level: strict || enforcementLevel === "mandatory" ? "mandatory" : "advisory",
    status: waiver ? "waived" : "open",
    waivable: rule !== waiverRule.id && finding.undecided !== true,
    position: { file, line, column },
    path: printYamlPath(path),
    message,
    why,
    fix,
    ...(waiver && { waiver: { reason: waiver.reason, owner: waiver.owner, expires: waiver.expires } }),
  };
}

/** A problem of the language refuses like a mandatory finding, and cannot be waived. */
function problemResult({ code, position, path, message, nearest, fix }: Problem): ReportResult {
  const stop = /[.!?]$/.test(message) ? "" : ".";
  const near = nearest.length > 0 ? ` Nearest: ${nearest.join(", ")}.` : "";
  const { file, line, column } = position;
  return {
    id: `${code}/${printYamlPath(path)}`,
    rule: code,
    severity: "high",
    level: "mandatory",
    status: "open",
    waivable: false,
    position: { file, line, column },
    path: printYamlPath(path),
    message: `${message}${stop}${near}`,
    why: "",
    fix,
  };
}

/** The stack's own file first, then what it includes; by line within a file. */
function inOrder(results: readonly ReportResult[], first: string): ReportResult[] {
  const rank = (file: string) => (file === first ? 0 : 1);
  return [...results].sort(
    ({ position: a, id: idA }, { position: b, id: idB }) =>
      rank(a.file) - rank(b.file) ||
      compareText(a.file, b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      compareText(idA, idB),
  );
}

export function ruleDescription(rule: RuleText, pages: string | undefined): RuleDescription {
  const { id, category, severity, enforcementLevel, title, why, fix, bad, good } = rule;
  const helpUri = pages === undefined ? {} : { helpUri: `${pages}${id}.md` };
  return { id, category, severity, level: enforcementLevel, title, why, fix, bad, good, ...helpUri };
}

/** Language problems have a code and no rule: each code that was found is described, so that every result names something that is listed. */
export function codeDescriptions(stacks: readonly InvalidStack[]): RuleDescription[] {
  const fixes = new Map(stacks.flatMap(({ problems }) => problems.map(({ code, fix }) => [code, fix] as const)));
  return [...fixes].sort(([a], [b]) => compareText(a, b)).map(([id, fix]) => codeDescription(id, fix));
}

function codeDescription(id: string, fix: string): RuleDescription {
  const level: ReportLevel = "mandatory";
  const title = `The spec is not valid: ${id.replaceAll("-", " ")}`;
  return { id, category: "language", severity: "high", level, title, why: "", fix, bad: "", good: "" };
}
