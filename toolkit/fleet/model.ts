/** The report of a fleet's run: one entry for each org. */
import type { Counts } from "../../access/diff/model.ts";
import type { Verdict } from "../../access/diff/verdict.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import type { SpecFile } from "../open/specFiles.ts";
import type { ChangeKind } from "../pulumi/events.ts";

/**
 * `previewed`: `up` would do it. `applied`, `unchanged`: what `up` did. `refused`: by a rule or a gate. `failed`: the org, the backend, the
 * credentials or the spec. `interrupted`: a signal stopped it. `not run`: a signal or a "no" came first. `unknown`: the machine that ran it
 * gave no report.
 */
export type OrgResult =
  | "previewed"
  | "applied"
  | "unchanged"
  | "refused"
  | "failed"
  | "interrupted"
  | "not run"
  | "unknown";

export interface OrgReport {
  readonly stack: string;
  readonly file: string;
  /** As the spec names it; absent where the spec does not load. */
  readonly organization?: { readonly id: string; readonly name: string };
  /** Numbers of gains and losses of access, by the preview; absent where there was none. */
  readonly access?: Counts & {
    readonly verdict: Verdict;
    /** False: the verdict says nothing about what somebody changed in the org since the last update. */
    readonly driftLookedFor: boolean;
    /** Of exactly what is gained, for `--approved`. */
    readonly digest?: string;
  };
  /** Resources: those that would change in a preview, those that did in an update. */
  readonly changes: Readonly<Record<ChangeKind, number>>;
  readonly seconds: number;
  readonly result: OrgResult;
  readonly exitCode: ExitCode;
  /** The reasons of a refusal, a failure or an interruption. */
  readonly reasons: readonly string[];
  /** The org was not run: this is what the report says that `--retry-from` names. */
  readonly kept?: true;
}

export const NO_CHANGES: OrgReport["changes"] = { create: 0, update: 0, replace: 0, delete: 0 };

/** An org of which nothing is known yet. */
export function notPreviewed({ name, file }: SpecFile): OrgReport {
  const nothing = { changes: NO_CHANGES, seconds: 0, reasons: [] };
  return { stack: name, file, ...nothing, result: "not run", exitCode: EXIT.refused };
}

/** An org that was left as it is. */
export function notRun(report: OrgReport): OrgReport {
  return { ...report, changes: NO_CHANGES, result: "not run", exitCode: EXIT.refused };
}

/** An org with nothing to do. */
export function unchanged(report: OrgReport): OrgReport {
  return { ...report, result: "unchanged" };
}

/** The exit code of the worst org: the codes grow with what has to be done about them. */
export function worst(reports: readonly OrgReport[]): ExitCode {
  return reports.reduce<ExitCode>((code, report) => (report.exitCode > code ? report.exitCode : code), EXIT.ok);
}
