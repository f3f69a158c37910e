/** Selectors of divisions: patterns over names, and patterns that take some of them out again. */
import { nameMatcher } from "./nameMatcher.ts";

/** `*` and `?` stand for any text and any character; upper and lower case differ. */
export interface Selector {
  readonly match: readonly string[];
  readonly exclude: readonly string[];
}

/** A test whether a selector takes a division of that name. */
export function selectorTest({ match, exclude }: Selector): (name: string) => boolean {
  const [matches, excluded] = [nameMatcher(match), nameMatcher(exclude)];
  return (name) => matches(name) && !excluded(name);
}

/** `EMEA_*, APAC_* without *_Test`. */
export function printSelector({ match, exclude }: Selector): string {
  return [match.join(", "), ...(exclude.length > 0 ? [`without ${exclude.join(", ")}`] : [])].join(" ");
}
