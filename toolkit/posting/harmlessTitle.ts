/**
 * The title of an issue, which holds names that somebody else chose. It is no Markdown, but both platforms make references of it, and
 * GitLab tells whom it mentions.
 */
import { printable } from "../../access/values/untrusted.ts";
import { WORD_JOINER, withoutReferences } from "./references.ts";

/** Characters: GitLab takes 255, GitHub 256. */
const LIMIT = 250;

/** One line in which nothing is a reference, cut where it is too long. */
export function harmlessTitle(title: string): string {
  const line = withoutReferences(printable(title.toWellFormed().replaceAll(/\s+/g, " ").trim()));
  const characters = [...line];
  return characters.length > LIMIT ? `${characters.slice(0, LIMIT - 1).join("")}…` : line;
}

/** True if both look the same: a platform may drop what is invisible. */
export function sameTitle(title: string, other: string): boolean {
  const visible = (text: string) => text.replaceAll(WORD_JOINER, "").trim();
  return visible(title) === visible(other);
}
