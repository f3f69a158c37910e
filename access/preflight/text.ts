/** A preflight as lines for a person. */
import { printProblem } from "../language/problem.ts";
import type { PreflightFinding, PreflightLevel } from "./finding.ts";

/** One line per finding: place, what is missing and for what, what to do. */
export function findingLines(findings: readonly PreflightFinding[], level: PreflightLevel): string[] {
  return findings.filter((one) => one.level === level).map(printProblem);
}
