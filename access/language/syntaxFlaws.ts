/** Errors of the YAML parser in words that say what was probably meant: one mistake is one flaw, though the parser stumbles over it again and again. */
import type { YAMLError } from "yaml";
import { type Flaw, quote } from "../values/flaw.ts";

export interface FlawAtOffset {
  readonly offset: number;
  readonly flaw: Flaw;
}

/** Characters of a text that are looked at around one error: a file may be one line of megabytes, with an error at every place. */
const WINDOW = 1000;

/** Errors that are told; a file with more of them is no YAML. */
const MOST_ERRORS = 200;

/** The flaws of a text, by their place. Errors and warnings of the parser in, one flaw for each mistake out. */
export function syntaxFlaws(text: string, errors: readonly YAMLError[]): FlawAtOffset[] {
  const tabs = errors.filter(({ code }) => code === "TAB_AS_INDENT");
  // A tab makes the parser misread the lines after it as well: those errors go away with the tab.
  if (tabs.length > 0) return tabs.map(({ pos }) => ({ offset: pos[0], flaw: TAB }));
  const flaws: FlawAtOffset[] = [];
  let told: Place | undefined;
  for (const error of [...errors].sort((a, b) => a.pos[0] - b.pos[0]).slice(0, MOST_ERRORS)) {
    const place = placeOf(text, error.pos[0]);
    const isEcho = told !== undefined && (place.line === told.line || (told.spreads && place.offset < told.end));
    if (isEcho && error.code !== "BLOCK_IN_FLOW") continue;
    const comma = missingComma(text, error);
    // Of the parser's two errors about one missing comma, the second one knows that it is a comma.
    if (isEcho && comma) flaws[flaws.length - 1] = comma;
    else if (!isEcho) flaws.push(comma ?? { offset: error.pos[0], flaw: flawOf(text, error) });
    told = place;
  }
  return flaws;
}

interface Place {
  readonly offset: number;
  /** Offset at which its line begins. */
  readonly line: number;
  /** Offset of the next line that stands no deeper: what the parser says before it is about the same mistake, where it is inside of brackets. */
  readonly end: number;
  readonly spreads: boolean;
}

function placeOf(text: string, offset: number): Place {
  const line = text.lastIndexOf("\n", offset - 1) + 1;
  const indent = /^ */.exec(text.slice(line, line + WINDOW))?.[0].length ?? 0;
  const next = new RegExp(`\\n {0,${indent}}(?=[^\\s}\\]])`).exec(text.slice(offset, offset + 10 * WINDOW));
  const end = offset + (next ? next.index : 10 * WINDOW);
  return { offset, line, end, spreads: isInBrackets(text, offset) };
}

/** Between brackets on one line, the place at which the second of two values begins without a comma before it. */
function missingComma(text: string, { code, message, pos }: YAMLError): FlawAtOffset | undefined {
  if (code === "BLOCK_IN_FLOW") {
    const [, before = "", key] = /^([^:]*?\s)([^\s:]+):(?:\s|$)/s.exec(text.slice(pos[0], pos[0] + WINDOW)) ?? [];
    return key === undefined ? undefined : { offset: pos[0] + before.length, flaw: commaBefore(key) };
  }
  if (code === "MISSING_CHAR" && message.startsWith("Missing ,")) {
    return { offset: pos[0], flaw: commaBefore(wordAt(text, pos[0])) };
  }
  if (code === "UNEXPECTED_TOKEN" && message.endsWith("at node end") && isInBrackets(text, pos[0])) {
    return { offset: pos[0], flaw: commaBefore(wordAt(text, pos[0])) };
  }
  return undefined;
}

/** By the brackets of the line up to there; quoted ones are left out. */
function isInBrackets(text: string, offset: number): boolean {
  const begin = Math.max(text.lastIndexOf("\n", offset - 1) + 1, offset - WINDOW);
  const line = text.slice(begin, offset).replace(/"[^"]*"|'[^']*'/g, "");
  return line.replace(/[^{[]/g, "").length > line.replace(/[^}\]]/g, "").length;
}

function commaBefore(word: string): Flaw {
  const message = `a comma is missing before ${quote(word)}`;
  return {
    code: "yaml-syntax",
    message,
    fix: "Write a comma there: entries between brackets are separated by commas.",
  };
}

function wordAt(text: string, offset: number): string {
  return /^(?:"[^"\n]*"|[^\s,:}\]]+)?/.exec(text.slice(offset, offset + 200))?.[0] || text.slice(offset, offset + 1);
}

function flawOf(text: string, { code, message, pos }: YAMLError): Flaw {
  const known = FLAWS[code];
  if (known) return known;
  if (code === "TAG_RESOLVE_FAILED") {
    return { code: "yaml-tag", message, fix: "Remove the tag; plain values are enough here." };
  }
  const at = text.slice(pos[0], pos[0] + 1);
  if (code === "BLOCK_AS_IMPLICIT_KEY" && /^[^\n]*:(?:\s|$)/.test(text.slice(pos[0], pos[0] + WINDOW))) return COLON;
  if (code === "BAD_SCALAR_START") return syntax(`a text without quotes cannot begin with ${quote(at)}`, QUOTES);
  if (code === "UNEXPECTED_TOKEN" && message.endsWith("at node end")) {
    return syntax(`${quote(wordAt(text, pos[0]))} follows a value that has ended already`, QUOTES);
  }
  const bracket = /must be sufficiently indented and end with a ([}\]])$/.exec(message)?.[1];
  if (bracket !== undefined)
    return syntax(`a bracket that was opened above is not closed before this`, `Close it with \`${bracket}\`.`);
  return syntax(message, "Correct the YAML here or just above.");
}

const QUOTES = "Put the whole text in quotes; inside of '…' a quote is written twice.";

function syntax(message: string, fix: string): Flaw {
  return { code: "yaml-syntax", message, fix };
}

const TAB: Flaw = {
  code: "yaml-tab",
  message: "a tab indents this line, which YAML does not allow",
  fix: "Indent with spaces.",
};

const COLON = syntax(
  "a colon with a blank behind it stands in a text without quotes, and YAML begins a map there",
  "Put the text in quotes, or write the map on lines of its own.",
);

/** Levels of nesting, aliases followed. The language needs 9. */
export const MAX_DEPTH = 64;

export const TOO_DEEP: Flaw = {
  code: "too-deep",
  message: `values are nested more than ${MAX_DEPTH} levels deep`,
  fix: "Flatten the file.",
};

const FLAWS: Readonly<Record<string, Flaw>> = {
  MULTIPLE_DOCS: {
    code: "several-documents",
    message: "the file holds several YAML documents",
    fix: "Keep one document; use include for the others.",
  },
  RESOURCE_EXHAUSTION: TOO_DEEP,
};
