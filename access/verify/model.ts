/** A verification: claims of a spec, the requests that test them with a client's own token, and what the answers prove. */

/**
 * `proved` and `refuted` by an answer of the org; `not provable` with a reason. An expected refusal counts only where the same run has a
 * positive control: else a broken token, a typo or an outage would look like isolation.
 */
export const VERDICTS = ["proved", "refuted", "not provable"] as const;
export type Verdict = (typeof VERDICTS)[number];

/** Why nothing is proved. */
export const UNPROVABLE = [
  "no object",
  "write only",
  "no control",
  "throttled",
  "budget",
  "ambiguous answer",
  "not answered",
] as const;
export type Unprovable = (typeof UNPROVABLE)[number];
