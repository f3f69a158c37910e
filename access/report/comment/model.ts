/** What the comment on a pull request tells: one stack, one preview or one comparison of specs. */
import type { AccessDiff } from "../../diff/model.ts";
import type { ReportResult } from "../model.ts";

export interface CommentModel {
  /** With the verdict `unknown` where the preview did not see enough for a better one. */
  readonly diff: AccessDiff;
  /** What people and the vendor changed in the org since the last update; absent where nobody looked. */
  readonly drift?: AccessDiff;
  /** Of the rules, with their waivers. */
  readonly findings: readonly ReportResult[];
  /** Of other policy packs, and what a rule says of which the spec knows nothing. */
  readonly violations: readonly PolicyViolation[];
  /** Absent where no preview ran. */
  readonly preview?: PreviewStatus;
  /** Where no preview ran: what was compared. */
  readonly compared?: ComparedSides;
  readonly gate: GateResult;
  /** `YYYY-MM-DD`. */
  readonly catalogueDate: string;
  readonly tool: { readonly name: string; readonly version: string };
}

/** Two sides as people call them: `origin/main`, `the working tree`, `the deployed state`. */
export interface ComparedSides {
  readonly base: string;
  readonly head: string;
  /** Why the head is not valid, so that nothing was compared; empty where it is. */
  readonly problems: readonly string[];
}

export interface PolicyViolation {
  readonly policy: string;
  readonly mandatory: boolean;
  readonly message: string;
}

/**
 * `refused`: the program and the policies ran, and refuse. `failed`: something else ended the preview, so that resources may be missing.
 */
export interface PreviewStatus {
  readonly state: "ok" | "refused" | "failed";
  /** What the engine and the program said, line by line; names in them come from files that anybody may have proposed. */
  readonly errors: readonly string[];
  /** Deployed resources that the preview told nothing about: shown as if they stayed. */
  readonly missing: number;
}

export interface GateResult {
  /** Why a gate refuses; empty when none does. */
  readonly refusals: readonly string[];
  /** Something is gained, and all of it is approved. */
  readonly approved: boolean;
}
