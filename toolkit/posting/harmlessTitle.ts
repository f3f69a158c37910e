/**
 * The title of an issue, which holds names that somebody else chose. It is no Markdown, but both platforms make references of it, and
 * GitLab tells whom it mentions.
 */
import { WORD_JOINER, withoutReferences } from "./references.ts";

/** Control characters, invisible and bidirectional formatting, line separators, lone surrogates, private use. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/gu;
/** Characters: GitLab takes 255, GitHub 256. */
const LIMIT = 250;

/** One line in which nothing is a reference, cut where it is too long. */
export function harmlessTitle(title: string): string {
  const line = withoutReferences(title.replaceAll(/\s+/g, " ").trim().replaceAll(UNPRINTABLE, "\uFFFD"));
  const characters = [...line];
  return characters.length > LIMIT ? `${characters.slice(0, LIMIT - 1).join("")}…` : line;
}

/** True if both look the same: a platform may drop what is invisible. */
export function sameTitle(title: string, other: string): boolean {
  const visible = (text: string) => text.replaceAll(WORD_JOINER, "").trim();
  return visible(title) === visible(other);
}
