/** The content of the comment on a pull request: one stack, seen in one preview or in one comparison of specs. */
import type { AccessDiff } from "../../diff/model.ts";
import type { ReportResult } from "../model.ts";

export interface CommentModel {
  /** The difference; its verdict is `unknown` where the preview did not see enough for a better one. */
  readonly diff: AccessDiff;
  /** Changes that people and the vendor made in the org since the last update; absent where nobody looked. */
  readonly drift?: AccessDiff;
  /** False where a state was compared and nobody asked the org what changed in it since; absent where only specs were. */
  readonly driftLookedFor?: boolean;
  /** What the deployer lacks for the update, one line each: it would be refused, although the preview passes. */
  readonly lacks?: readonly string[];
  /** The findings of the rules, waived ones included. */
  readonly findings: readonly ReportResult[];
  /** Violations of other policy packs, and of rules about things that the spec does not know. */
  readonly violations: readonly PolicyViolation[];
  /** Absent where no preview ran. */
  readonly preview?: PreviewStatus;
  /** The two sides that were compared; absent where a preview ran. */
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
  /** Reasons why the head is not valid, so that nothing was compared; empty where it is valid. */
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
  /** Messages of the engine and the program, line by line; names in them come from files that anybody may have proposed. */
  readonly errors: readonly string[];
  /** Deployed resources that the preview told nothing about: shown as if they stayed. */
  readonly missing: number;
}

export interface GateResult {
  /** Reasons why a gate refuses; empty when none does. */
  readonly refusals: readonly string[];
  /** Something is gained, and all of it is approved. */
  readonly approved: boolean;
}
