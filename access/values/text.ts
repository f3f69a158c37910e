/** Order and sets of texts. */

/** Code-unit order: the same on every machine and locale, unlike localeCompare. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Sorted, each once: the canonical form of a set of texts. */
export function sortedOnce(texts: Iterable<string>): string[] {
  return [...new Set(texts)].sort(compareText);
}
