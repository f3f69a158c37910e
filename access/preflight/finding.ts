/** A finding of a preflight: a problem of the deployer, with the place in the spec that it matters to. */
import type { LoadedSpec } from "../language/loadSpec.ts";
import { type FlawAtPath, type Problem, printProblem, problemAt } from "../language/problem.ts";
import type { Use } from "./needs.ts";

/**
 * `error` stops an update before its first write. `warning` stops none, and something later would fail. `advice` may matter, and the API
 * cannot tell.
 */
export type PreflightLevel = "error" | "warning" | "advice";

export const LEVELS: readonly PreflightLevel[] = ["error", "warning", "advice"];

export interface PreflightFinding extends Problem {
  readonly level: PreflightLevel;
  /** `org` where the org itself is in the way, whoever deploys; absent where the deployer is. */
  readonly about?: "org";
  /** For a missing permission: any one of these is needed. */
  readonly permissions?: readonly string[];
  /** For a missing permission: the operations that ask for it. */
  readonly operations?: readonly string[];
  /** For a missing permission: what it is missing for; `plan` stops a preview too. */
  readonly phases?: readonly Use["phase"][];
}

/** Something that the deployer lacks, at a path of the spec: a finding once file and line are looked up. */
export interface Lack
  extends FlawAtPath,
    Pick<PreflightFinding, "level" | "about" | "permissions" | "operations" | "phases"> {}

export function locateLack(
  spec: LoadedSpec,
  { level, about, permissions, operations, phases, ...finding }: Lack,
): PreflightFinding {
  const { path, atKey, ...flaw } = finding;
  return {
    ...problemAt(atKey ? spec.locateKey(path) : spec.locate(path), path, flaw),
    level,
    ...(about && { about }),
    ...(permissions && { permissions }),
    ...(operations && { operations }),
    ...(phases && { phases }),
  };
}

/** The first line of what a run tells about its org; the comment on a pull request finds it again by this line. */
export const ORG_NOTES = "The org is not in all as the spec expects it:";

/** One line per finding: place, what is missing and for what, what to do. */
export function findingLines(findings: readonly PreflightFinding[], level: PreflightLevel): string[] {
  return findings.filter((one) => one.level === level).map(printProblem);
}
