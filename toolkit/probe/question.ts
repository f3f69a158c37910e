/** A question that a probe puts to an org: one open behaviour of the vendor's platform. */
import type { Probe } from "./probe.ts";

export type Answer = string | number | boolean | readonly string[];

export interface Observation {
  readonly answer: Answer;
  /** The answer as a sentence: "A role with the name of another one is refused." */
  readonly words: string;
}

export interface Question {
  readonly id: string;
  /** The question in words. */
  readonly asks: string;
  /** What the probe makes and tries for it. */
  readonly does: string;
  /** The switches of the embedded org that stand for it. */
  readonly switches?: readonly string[];
  /** Throws NotObserved where this org, or this deployer, cannot tell. */
  ask(probe: Probe): Promise<Observation>;
}

/** An observation for each answer of a question with few answers. */
export function observed<A extends Answer & (string | boolean)>(
  answer: A,
  words: Readonly<Record<`${A}`, string>>,
): Observation {
  return { answer, words: words[`${answer}` as `${A}`] };
}
