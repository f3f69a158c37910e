/** Texts of ours as words of a shell. */

/** In single quotes: nothing in it means anything to a shell. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}

/** Words for a list that a shell splits at blanks; those with a blank of their own cannot stand in one. */
export function words(all: readonly string[]): string {
  return all.filter((word) => !/\s/.test(word)).join(" ");
}

/** A description without what a completion list would read: one sentence at most. */
export function sentence(text: string): string {
  const [first = ""] = text.split(/[:;.](?=\s|$)/);
  return first.trim();
}
