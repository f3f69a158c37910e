/** A question that a probe puts to an org: one open behaviour of the vendor's platform. */
import type { Probe } from "./probe.ts";

/** What it means in words: `access/observed/sentences.ts`. */
export type Answer = string | number | boolean | readonly string[];

export interface Question {
  readonly id: string;
  /** The question in words. */
  readonly asks: string;
  /** What the probe makes and tries for it. */
  readonly does: string;
  /** The switches of the embedded org that stand for it. */
  readonly switches?: readonly string[];
  /** Throws NotObserved where this org, or this deployer, cannot tell. */
  ask(probe: Probe): Promise<Answer>;
}
