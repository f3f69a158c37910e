/**
 * Text of others in a comment. Names come from YAML that anybody may have proposed, and from the org: whatever they hold, they are shown in
 * code spans, where neither Markdown nor the platforms' own marks (@mentions, #issues, quick actions) mean anything.
 */
import type { InlineCode, PhrasingContent } from "mdast";
import { printable } from "../../values/untrusted.ts";

const LONGEST_NAME = 160;
const LONGEST_PROSE = 900;

/** A name, permission or place. `|` is written as its escape, because tables and code spans disagree on how it is quoted. */
export function code(text: string): InlineCode {
  const shown = shorten(printable(text), LONGEST_NAME).replaceAll("|", "\\u{7c}");
  return { type: "inlineCode", value: shown.trim() === "" ? JSON.stringify(shown) : shown };
}

/** A quotation, or a word with the blanks before it. */
const PIECES = /"(?:[^"\\]|\\.)*"|`[^`]*`|\s+|[^\s"`]+|["`]/gu;
/** Words that mean nothing to Markdown or to a platform: letters, and what stands inside or around them in a sentence. */
const PLAIN =
  /^\(?\p{L}[\p{L}\p{N}'’-]*(?:[./][\p{L}][\p{L}\p{N}'’-]*)*[.,;:!?)]*$|^\p{N}{1,6}[.,;:)]*$|^[-–.:;,!?()]$/u;
/** Words that platforms turn into links: addresses, commits, `GH-12`, keys of issue trackers. For some of them a letter that is not of ASCII ends a word. */
const LINKED = /www\.|(?<!\w)(?:[a-z]+-\d|[0-9a-f]{7,64}\b)/i;

/** A sentence of ours that quotes others: words stay text, everything else becomes code. */
export function prose(text: string): PhrasingContent[] {
  const shown = shorten(printable(text.replace(/\s+/gu, " ").trim()), LONGEST_PROSE);
  return merge((shown.match(PIECES) ?? []).flatMap(pieceOf));
}

function pieceOf(piece: string): PhrasingContent[] {
  if (/^\s+$/u.test(piece)) return [words(" ")];
  if (PLAIN.test(piece) && !LINKED.test(piece)) return [words(piece)];
  const quoted = /^`(.+)`$/su.exec(piece)?.[1];
  if (quoted !== undefined) return [code(quoted)];
  const [, core = piece, end = ""] = /^(.*?[^.,;:!?)])([.,;:!?)]*)$/su.exec(piece) ?? [];
  return end === "" ? [code(core)] : [code(core), words(end)];
}

export function words(text: string): PhrasingContent {
  return { type: "text", value: text };
}

/** Neighbours become one: two code spans without a blank between them would be read as one. */
function merge(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const merged: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = merged.at(-1);
    if (last?.type === "text" && node.type === "text") last.value += node.value;
    else if (last?.type === "inlineCode" && node.type === "inlineCode") last.value += node.value;
    else merged.push({ ...node });
  }
  return merged;
}

function shorten(text: string, longest: number): string {
  return text.length <= longest
    ? text
    : `${text
        .slice(0, longest)
        .toWellFormed()
        .replace(/\uFFFD$/, "")}…`;
}
