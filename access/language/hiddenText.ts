/**
 * Characters that nobody sees, or that turn a line around: with them a reviewer reads another file than the program does. They are refused in every
 * key and text, however they are written (`"\u202e"` too), and those that turn text around in comments as well.
 */
import type { Flaw } from "../values/flaw.ts";
import { codePoint, mixedWord, otherLetters, otherLettersText } from "../values/letters.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { type Position, type Problem, problemAt } from "./problem.ts";
import type { Tree } from "./tree.ts";

/** Control characters, invisible formatting, fillers, line separators, lone surrogates and private use; line feeds and tabs are looked at apart. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}\p{Default_Ignorable_Code_Point}\u2800]/gu;

/** A joiner between letters of a script that needs it (Persian, Hindi), or between the parts of one emoji; never beside Latin, Greek or Cyrillic. */
const JOINER = /^[\u200c\u200d]$/;
const JOINED = /^(?:[\u0530-\u1fff\u2600-\u{1faff}]|\ufe0f)$/u;

/** Chooses the coloured or the plain form of the sign before it. */
const VARIANT = /^[\ufe0e\ufe0f]$/;
const WITH_VARIANTS = /^[\p{Extended_Pictographic}\d#*]$/u;

/** What turns the order of a line around: the trick of "Trojan Source". */
const TURNING = /[\u202a-\u202e\u2066-\u2069]/u;

/** Keys whose text may have several lines: words for people, and commands. */
const PROSE: ReadonlySet<string> = new Set([
  "description",
  "purpose",
  "justification",
  "reason",
  "legalBasis",
  "command",
  "finding",
]);

/** Keys whose text is a name that people read and compare. */
const NAMES: ReadonlySet<string> = new Set(["name", "existing"]);
const NAMED_BY_KEY: ReadonlySet<string> = new Set(["divisions", "roles", "clients", "users", "groups"]);

/** Problems of the keys and texts of one file's tree, and of its comments. `text` is what the tree was read from. */
export function hiddenTextProblems(file: string, text: string, tree: Tree): Problem[] {
  const problems: Problem[] = [];
  walk(tree, [], problems, new Set());
  const lines = new Set(problems.map(({ position }) => position.line));
  return [...problems, ...turnedLines(file, text).filter(({ position }) => !lines.has(position.line))];
}

/** What aliases share is looked at once, where it is written. */
function walk(tree: Tree, path: YamlPath, problems: Problem[], seen: Set<Tree>): void {
  if (seen.has(tree)) return;
  seen.add(tree);
  if (tree.kind === "scalar") {
    if (typeof tree.value === "string") report(problems, tree.at, path, textFlaw(tree.value, path));
  } else if (tree.kind === "list") {
    for (const [index, item] of tree.items.entries()) walk(item, [...path, index], problems, seen);
  } else {
    for (const [key, entry] of tree.entries) {
      report(problems, entry.key, [...path, key], keyFlaw(key, path));
      walk(entry.tree, [...path, key], problems, seen);
    }
  }
}

function report(problems: Problem[], position: Position, path: YamlPath, flaw: Flaw | undefined): void {
  if (flaw) problems.push(problemAt(position, path, flaw));
}

function keyFlaw(key: string, above: YamlPath): Flaw | undefined {
  return hiddenFlaw(key, "a key", false) ?? (NAMED_BY_KEY.has(String(above.at(-1))) ? mixedFlaw(key) : undefined);
}

function textFlaw(text: string, path: YamlPath): Flaw | undefined {
  const key = String(path.findLast((part) => typeof part === "string") ?? "");
  // Rules have options of their own, such as commands of several lines.
  const mayBreak = PROSE.has(key) || path[path[0] === "override" ? 1 : 0] === "policies";
  return hiddenFlaw(text, "this text", mayBreak) ?? (NAMES.has(key) ? mixedFlaw(text) : undefined);
}

function hiddenFlaw(text: string, what: string, mayBreak: boolean): Flaw | undefined {
  for (const { 0: character, index } of text.matchAll(HIDDEN)) {
    if (mayBreak && (character === "\n" || character === "\t")) continue;
    if (belongsThere(text, character, index)) continue;
    return flawOf(character, text.slice(0, index), what);
  }
  return undefined;
}

function belongsThere(text: string, character: string, index: number): boolean {
  const before = [...text.slice(Math.max(0, index - 2), index)].at(-1) ?? "";
  const [after = ""] = text.slice(index + 1, index + 3);
  if (VARIANT.test(character)) return WITH_VARIANTS.test(before);
  return JOINER.test(character) && JOINED.test(before) && JOINED.test(after);
}

function flawOf(character: string, before: string, what: string): Flaw {
  const shown = before === "" ? "at the beginning" : `behind ${JSON.stringify(before.slice(-20))}`;
  if (character === "\n" || character === "\r") {
    return {
      code: "hidden-text",
      message: `${what} has a line break ${shown}`,
      fix: "Write it on one line; of a block text (`|`, `>`) the last line break counts, too.",
    };
  }
  const message = `${what} has the character ${codePoint(character)} (${nameOf(character)}) ${shown}, which nobody sees`;
  return { code: "hidden-text", message, fix: "Type the text again without it, and ask who put it there." };
}

function nameOf(character: string): string {
  if (character === "\t") return "a tab";
  if (TURNING.test(character) || /[\u200e\u200f\u061c]/u.test(character)) return "it turns the direction of text";
  if (/\p{Cc}/u.test(character)) return "a control character";
  if (/[\p{Zl}\p{Zp}]/u.test(character)) return "a line separator";
  if (/[\p{Cs}\p{Co}]/u.test(character)) return "no character of Unicode";
  return "it is invisible";
}

function mixedFlaw(text: string): Flaw | undefined {
  const word = mixedWord(text);
  if (word === undefined) return undefined;
  const message = `${JSON.stringify(word)} is one word of two alphabets: ${otherLettersText(otherLetters(word))}`;
  return {
    code: "look-alike-letters",
    message,
    fix: "Type it again in one alphabet; a name of the org with such a word is renamed there.",
  };
}

/** Lines, comments too, that a reviewer would be shown in another order. The first one is enough. */
function turnedLines(file: string, text: string): Problem[] {
  const index = text.search(TURNING);
  if (index < 0) return [];
  const before = text.slice(0, index).split("\n");
  const position = { file, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const character = text.slice(index, index + 1);
  const message = `this line has the character ${codePoint(character)} (${nameOf(character)}): it reads otherwise than it is`;
  return [
    problemAt(position, [], {
      code: "hidden-text",
      message,
      fix: "Type the line again without it, and ask who put it there.",
    }),
  ];
}
