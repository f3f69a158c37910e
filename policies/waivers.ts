/** Waivers: exceptions written in the spec, each for exactly one finding, with a reason, an owner and a last day. */
import type { Finding } from "./finding.ts";

/** One entry of `waivers:` in the spec. */
export interface Waiver {
  /** The id of the finding, exactly. */
  readonly finding: string;
  readonly reason: string;
  readonly owner: string;
  /** Last day on which it holds, `YYYY-MM-DD`, inclusive, in UTC. */
  readonly expires: string;
}

export interface Judged {
  /** What stands. Waivers that are expired, too long or match nothing add findings of their own (rule `waiver`). */
  readonly open: readonly Finding[];
  /** What a waiver covers; it stays visible in every output. */
  readonly waived: readonly { readonly finding: Finding; readonly waiver: Waiver }[];
}
