/** A list in a sentence, cut where it is long. */

const MOST = 12;

/** `a, b and c`; of a long list the first ones and how many there are besides. */
export function listed(words: readonly string[], most = MOST): string {
  const shown = words.length > most + 1 ? words.slice(0, most) : words;
  const more = words.length - shown.length;
  const parts = more > 0 ? [...shown, `${more} more`] : shown;
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}
