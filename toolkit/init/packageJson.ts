/** Adds what is missing to a package.json that somebody else formats: by inserting lines, so that every other character stays. */
import { isDeepStrictEqual } from "node:util";
import { Failure } from "../failure.ts";

/** A value to add: to the package itself, or to one of its sections. */
export interface WantedValue {
  readonly section?: "dependencies" | "devDependencies";
  readonly key: string;
  readonly value: string;
}

export interface Completion {
  /** The new text; absent where nothing is missing, or where it cannot be added without changing the format. */
  readonly text?: string;
  /** The values that the package does not have. */
  readonly missing: readonly WantedValue[];
}

type Json = Readonly<Record<string, unknown>>;

interface Member {
  readonly key: string;
  readonly keyStart: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

interface JsonObject {
  /** Of the opening brace. */
  readonly start: number;
  /** Of the closing brace. */
  readonly end: number;
  readonly members: readonly Member[];
}

/** The package as data. Throws a Failure that says what is wrong with it. */
export function parsePackage(text: string, path = "package.json"): Json {
  const fail = (why: string) =>
    new Failure(`${path} is not JSON that npm can read: ${why}. Correct it, then run the same command again.`);
  let value: unknown;
  try {
    value = JSON.parse(withoutMark(text));
  } catch (error) {
    throw fail((error as Error).message.replace(/\s+/g, " "));
  }
  if (!isObject(value)) throw fail("it is no object");
  for (const section of ["dependencies", "devDependencies", "peerDependencies", "optionalDependencies"])
    if (value[section] !== undefined && !isObject(value[section])) throw fail(`"${section}" is no object`);
  return value;
}

/** Throws a Failure for a text that is no package.json. */
export function completePackage(text: string, wanted: readonly WantedValue[]): Completion {
  const before = parsePackage(text);
  const missing = wanted.filter((one) => !isThere(before, one));
  if (missing.length === 0) return { missing };
  const added = missing.reduce<string | undefined>(
    (current, one) => (current === undefined ? undefined : insert(current, one)),
    text,
  );
  return added !== undefined && holdsBoth(added, before, missing) ? { missing, text: added } : { missing };
}

/** The lines to add by hand. */
export function linesToAdd(missing: readonly WantedValue[]): string[] {
  const sections = new Map<string | undefined, WantedValue[]>();
  for (const one of missing) sections.set(one.section, [...(sections.get(one.section) ?? []), one]);
  return [...sections].flatMap(([section, values]) => {
    const lines = values.map(({ key, value }) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    return section === undefined ? lines : [`${JSON.stringify(section)}: {`, ...lines.map((line) => `  ${line}`), "}"];
  });
}

/** A dependency may stand in any section, in any version. */
function isThere(json: Json, { section, key }: WantedValue): boolean {
  if (section === undefined) return json[key] !== undefined;
  return ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"].some((name) => {
    const values = json[name];
    return isObject(values) && values[key] !== undefined;
  });
}

function insert(text: string, { section, key, value }: WantedValue): string | undefined {
  const root = objectAt(text, text.indexOf("{"));
  const unit = indentOf(text, root) ?? (root.members.length === 0 ? "  " : undefined);
  if (unit === undefined) return undefined;
  if (section === undefined)
    return insertInto(text, root, `${JSON.stringify(key)}: ${JSON.stringify(value)}`, "", unit);
  const member = root.members.findLast((one) => one.key === section);
  const line = `${JSON.stringify(key)}: ${JSON.stringify(value)}`;
  if (!member) {
    const end = lineEnd(text);
    const block = `${JSON.stringify(section)}: {${end}${unit}${unit}${line}${end}${unit}}`;
    return insertInto(text, root, block, "", unit);
  }
  const inner = objectAt(text, member.valueStart);
  const indent = inner.members.length === 0 ? unit + unit : indentOf(text, inner);
  return indent === undefined ? undefined : insertInto(text, inner, line, unit, indent);
}

/** After the last member, on a line of its own. */
function insertInto(text: string, { start, end, members }: JsonObject, line: string, outer: string, indent: string) {
  const newline = lineEnd(text);
  const last = members.at(-1);
  if (!last) return `${text.slice(0, start + 1)}${newline}${indent}${line}${newline}${outer}${text.slice(end)}`;
  return `${text.slice(0, last.valueEnd)},${newline}${indent}${line}${text.slice(last.valueEnd)}`;
}

/** Blanks before the first member; undefined where it does not begin a line. */
function indentOf(text: string, { start, members }: JsonObject): string | undefined {
  const [first] = members;
  if (!first) return undefined;
  return /\n([ \t]*)$/.exec(text.slice(start + 1, first.keyStart))?.[1];
}

function lineEnd(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** Proof that the insertion added what it should and nothing else. */
function holdsBoth(text: string, before: Json, missing: readonly WantedValue[]): boolean {
  const wanted: Record<string, unknown> = { ...before };
  for (const { section, key, value } of missing) {
    if (section === undefined) wanted[key] = value;
    else wanted[section] = { ...(wanted[section] as object | undefined), [key]: value };
  }
  return isDeepStrictEqual(JSON.parse(withoutMark(text)), wanted);
}

/** The object that begins at a brace of valid JSON. */
function objectAt(text: string, start: number): JsonObject {
  const members: Member[] = [];
  let at = skipBlanks(text, start + 1);
  while (text[at] !== "}") {
    const keyStart = at;
    const keyEnd = valueEnd(text, keyStart);
    const valueStart = skipBlanks(text, skipBlanks(text, keyEnd) + 1);
    const end = valueEnd(text, valueStart);
    const key = JSON.parse(text.slice(keyStart, keyEnd)) as string;
    members.push({ key, keyStart, valueStart, valueEnd: end });
    at = skipBlanks(text, end);
    if (text[at] === ",") at = skipBlanks(text, at + 1);
  }
  return { start, end: at, members };
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  while (/[ \t\r\n]/.test(text[at] ?? "")) at += 1;
  return at;
}

function valueEnd(text: string, start: number): number {
  let depth = 0;
  let at = start;
  do {
    const character = text[at];
    if (character === '"') at = stringEnd(text, at);
    else if (character === "{" || character === "[") {
      depth += 1;
      at += 1;
    } else if (character === "}" || character === "]") {
      depth -= 1;
      at += 1;
    } else if (depth > 0) at += 1;
    else at += /^[^\s,\]}]+/.exec(text.slice(at))?.[0].length ?? 1;
  } while (depth > 0);
  return at;
}

function stringEnd(text: string, start: number): number {
  let at = start + 1;
  while (text[at] !== '"') at += text[at] === "\\" ? 2 : 1;
  return at + 1;
}

function withoutMark(text: string): string {
  return text.replace(/^\uFEFF/, "");
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
