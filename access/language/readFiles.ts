/** A spec file with all that it includes, merged by key into one tree that still knows which file holds what. */
import { dirname, isAbsolute, join, normalize } from "node:path/posix";
import { type Flaw, quote } from "../values/flaw.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { encodingFlaw } from "./encodingFlaw.ts";
import { hiddenTextProblems } from "./hiddenText.ts";
import { applyOverride, OVERRIDE_IN_INCLUDED } from "./override.ts";
import { parseYaml } from "./parseYaml.ts";
import { type Position, type Problem, problemAt } from "./problem.ts";
import { MAX_FILE_BYTES } from "./regularFile.ts";
import type { ReadText } from "./specReader.ts";
import type { Entry, MapTree, Tree } from "./tree.ts";

/** Files of one spec: an org with a file for each team has some dozens. */
export const MAX_FILES = 500;

export interface SourceFiles {
  readonly tree: MapTree;
  readonly problems: readonly Problem[];
  /** False when a file is missing from the tree: what refers to it cannot be judged then. */
  readonly complete: boolean;
  /** In the order of reading. */
  readonly files: readonly string[];
}

/** Sections whose keys may come from several files; all else has one place. */
const MERGED = new Set(["divisions", "roles", "clients", "users", "groups", "policies"]);

interface Reading {
  readonly readText: ReadText;
  readonly sections: Map<string, Entry>;
  readonly problems: Problem[];
  readonly files: Set<string>;
  complete: boolean;
}

/** The `include` that names a file; the first file is named by nobody. */
interface IncludedFrom {
  readonly position: Position;
  readonly path: YamlPath;
  /** From the first file down to the including one. */
  readonly chain: readonly string[];
}

export function readFiles(file: string, readText: ReadText): SourceFiles {
  const reading: Reading = { readText, sections: new Map(), problems: [], files: new Set(), complete: true };
  const position = { file, line: 1, column: 1 };
  readInto(reading, file, { position, path: [], chain: [] });
  const tree: MapTree = { kind: "map", at: position, entries: overridden(reading) };
  return { tree, problems: reading.problems, complete: reading.complete, files: [...reading.files] };
}

/** Applies `override` after every file is read: the entries that it changes may come from any of them. */
function overridden(reading: Reading): ReadonlyMap<string, Entry> {
  const override = reading.sections.get("override");
  if (!override) return reading.sections;
  reading.sections.delete("override");
  const { sections, problems } = applyOverride(reading.sections, override);
  // A key that a missing file may define cannot be called missing.
  if (reading.complete) reading.problems.push(...problems);
  return sections;
}

function readInto(reading: Reading, file: string, from: IncludedFrom): void {
  if (from.chain.includes(file)) fail(reading, problemAt(from.position, from.path, includeCycle(from.chain, file)));
  if (reading.files.has(file)) return;
  if (reading.files.size >= MAX_FILES) {
    fail(reading, problemAt(from.position, from.path, tooMany));
    return;
  }
  reading.files.add(file);
  const text = readFile(reading, file, from);
  if (text === undefined) return;
  const { tree, problems } = parseYaml(file, text);
  reading.problems.push(...problems, ...(tree ? hiddenTextProblems(file, text, tree) : []));
  if (!tree) reading.complete = false;
  else if (tree.kind !== "map") fail(reading, problemAt(tree.at, [], rootFlaw(tree)));
  else mergeFile(reading, file, tree, from);
}

function readFile(reading: Reading, file: string, from: IncludedFrom): string | undefined {
  try {
    const text = reading.readText(file, from.chain[0] ?? file);
    const encoding = encodingFlaw(text);
    if (encoding) fail(reading, problemAt(placeAt(file, text, encoding.offset), [], encoding.flaw));
    else if (Buffer.byteLength(text) <= MAX_FILE_BYTES) return text;
    else fail(reading, problemAt({ file, line: 1, column: 1 }, [], tooLarge));
  } catch (error) {
    fail(reading, problemAt(from.position, from.path, unreadable(file, error)));
  }
  return undefined;
}

function placeAt(file: string, text: string, offset: number): Position {
  const lines = text.slice(0, offset).split("\n");
  return { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 };
}

function mergeFile(reading: Reading, file: string, tree: MapTree, from: IncludedFrom): void {
  for (const [key, entry] of tree.entries) {
    if (key === "override" && from.chain.length > 0)
      reading.problems.push(problemAt(entry.key, ["override"], OVERRIDE_IN_INCLUDED));
    else if (key !== "include") mergeSection(reading, key, entry);
  }
  const include = tree.entries.get("include");
  if (!include) return;
  const chain = [...from.chain, file];
  for (const { item, position, path } of includedFiles(reading, include.tree)) {
    readInto(reading, isAbsolute(item) ? item : normalize(join(dirname(file), item)), { position, path, chain });
  }
}

function includedFiles(reading: Reading, tree: Tree): { item: string; position: Position; path: YamlPath }[] {
  if (tree.kind === "scalar" && tree.value === null) return [];
  if (tree.kind !== "list") {
    fail(reading, problemAt(tree.at, ["include"], notAList));
    return [];
  }
  return tree.items.flatMap((item, index) => {
    const path = ["include", index];
    if (item.kind === "scalar" && typeof item.value === "string" && item.value !== "") {
      return [{ item: item.value, position: item.at, path }];
    }
    fail(reading, problemAt(item.at, path, notAList));
    return [];
  });
}

function mergeSection(reading: Reading, key: string, entry: Entry): void {
  const first = reading.sections.get(key);
  const merges = MERGED.has(key);
  if (!first || (merges && isNull(first.tree))) reading.sections.set(key, entry);
  else if (!merges) reading.problems.push(problemAt(entry.key, [key], definedTwice(key, first.key)));
  else if (!isNull(entry.tree))
    reading.sections.set(key, { key: first.key, tree: bothParts(reading, key, first.tree, entry.tree) });
}

function bothParts(reading: Reading, section: string, first: Tree, second: Tree): Tree {
  if (first.kind === "map" && second.kind === "map") return mergeMaps(reading, section, first, second);
  reading.problems.push(problemAt((first.kind === "map" ? second : first).at, [section], notAMap(section)));
  return first.kind === "map" ? first : second;
}

function mergeMaps(reading: Reading, section: string, first: MapTree, second: MapTree): MapTree {
  const entries = new Map(first.entries);
  for (const [key, entry] of second.entries) {
    const before = entries.get(key);
    if (before) reading.problems.push(problemAt(entry.key, [section, key], definedTwice(key, before.key)));
    else entries.set(key, entry);
  }
  return { ...first, entries };
}

function isNull(tree: Tree): boolean {
  return tree.kind === "scalar" && tree.value === null;
}

function fail(reading: Reading, problem: Problem): void {
  reading.complete = false;
  reading.problems.push(problem);
}

function rootFlaw(tree: Tree): Flaw {
  if (isNull(tree))
    return {
      code: "empty-file",
      message: "the file is empty",
      fix: "Write at least organization, or `{}` in a file that is included.",
    };
  return { code: "wrong-type", message: "a spec is a map of sections", fix: "Start with `organization:`." };
}

function includeCycle(chain: readonly string[], file: string): Flaw {
  const message = `files include each other: ${[...chain.slice(chain.indexOf(file)), file].join(" -> ")}`;
  return { code: "include-cycle", message, fix: "Remove this include." };
}

function unreadable(file: string, error: unknown): Flaw {
  const message = `${quote(file)} cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  return {
    code: "unreadable-file",
    message,
    fix: "Name a file in the folder of the project (included files are looked up beside the including one).",
  };
}

const tooLarge: Flaw = {
  code: "file-too-large",
  message: `the file is larger than ${MAX_FILE_BYTES} bytes`,
  fix: "Split it with include.",
};

const tooMany: Flaw = {
  code: "too-many-files",
  message: `a spec has at most ${MAX_FILES} files`,
  fix: "Join some of the included files.",
};

const notAList: Flaw = {
  code: "wrong-type",
  message: "include is a list of file names",
  fix: "Write it as `include: [shared/roles.yaml]`.",
};

function notAMap(section: string): Flaw {
  return {
    code: "wrong-type",
    message: `${section} is a map of keys in every file`,
    fix: `Write the ${section} as \`key: { … }\`.`,
  };
}

function definedTwice(key: string, { file, line, column }: Position): Flaw {
  const message = `${quote(key)} is already defined at ${file}:${line}:${column}`;
  return { code: "duplicate-key", message, fix: "Remove or rename one of the two." };
}
