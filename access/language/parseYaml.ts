/** Text of one YAML file -> tree with positions, or the problems of the text. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from "yaml";
import { type Flaw, quote } from "../values/flaw.ts";
import { type Position, type Problem, problemAt } from "./problem.ts";
import { MAX_DEPTH, syntaxFlaws, TOO_DEEP } from "./syntaxFlaws.ts";
import type { Entry, Tree } from "./tree.ts";

/**
 * Values in one file, aliases followed. This is the guard against files that grow by aliases of aliases. The `maxAliasCount` of the yaml package
 * counts uses instead, and would refuse one harmless anchor that many clients share.
 */
export const MAX_VALUES = 1_000_000;

export interface ParsedYaml {
  /** Absent when the text is no YAML that can be used. */
  readonly tree?: Tree;
  readonly problems: readonly Problem[];
}

/** A tree with what following its aliases would cost. */
interface Built {
  readonly tree: Tree;
  readonly values: number;
  readonly depth: number;
}

interface Build {
  readonly place: (offset: number) => Position;
  readonly report: (offset: number, flaw: Flaw) => void;
  /** The path of the node that is being built. */
  readonly path: (string | number)[];
  /** `building` while the anchor's own content is read: an alias in there would never end. */
  readonly anchors: Map<string, Built | "building">;
}

export function parseYaml(file: string, text: string): ParsedYaml {
  const lines = new LineCounter();
  const document = parseDocument(text, {
    lineCounter: lines,
    prettyErrors: false,
    stringKeys: true,
    // Both are done below: with the place of the first definition, and without comparing each key with every other.
    uniqueKeys: false,
    merge: false,
    resolveKnownTags: false,
  });
  const problems: Problem[] = [];
  const path: (string | number)[] = [];
  const place = (offset: number): Position => {
    const { line, col } = lines.linePos(offset);
    return { file, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const report = (offset: number, flaw: Flaw) => void problems.push(problemAt(place(offset), [...path], flaw));
  const found = syntaxFlaws(text, [...document.errors, ...document.warnings]);
  for (const { offset, flaw } of found) report(offset, flaw);
  if (problems.length > 0) return { problems: firstOfEach(problems) };
  const { tree, values, depth } = build({ place, report, path, anchors: new Map() }, document.contents);
  if (depth > MAX_DEPTH) report(0, TOO_DEEP);
  if (values > MAX_VALUES) report(0, tooMany);
  return problems.some(({ code }) => UNUSABLE.has(code)) ? { problems } : { tree, problems };
}

/** With one of these, parts of the tree are missing or endless. */
const UNUSABLE: ReadonlySet<string> = new Set(["too-deep", "alias-bomb", "alias-cycle", "unknown-alias"]);

function firstOfEach(problems: readonly Problem[]): Problem[] {
  return [
    ...new Map([...problems].reverse().map((problem) => [`${problem.code} ${problem.message}`, problem])).values(),
  ].reverse();
}

function build(state: Build, node: Node | null): Built {
  if (isAlias(node)) return follow(state, node.source, start(node));
  const anchor = node && "anchor" in node ? node.anchor : undefined;
  if (anchor) state.anchors.set(anchor, "building");
  const built = buildContent(state, node);
  if (anchor) state.anchors.set(anchor, built);
  return built;
}

function buildContent(state: Build, node: Node | null): Built {
  const at = state.place(start(node));
  if (isMap(node)) return buildMap(state, node, at);
  if (isSeq(node)) {
    const items = node.items.map((item, index) => buildChild(state, index, item as Node | null));
    return { tree: { kind: "list", at, items: items.map(({ tree }) => tree) }, ...cost(items) };
  }
  return { tree: { kind: "scalar", at, value: isScalar(node) ? node.value : null }, values: 1, depth: 1 };
}

function buildChild(state: Build, part: string | number, node: Node | null): Built {
  state.path.push(part);
  const built = build(state, node);
  state.path.pop();
  return built;
}

function buildMap(state: Build, node: YAMLMap, at: Position): Built {
  const own = new Map<string, Entry>();
  const merged = new Map<string, Entry>();
  const parts: Built[] = [];
  for (const { key, value } of node.items) {
    const built = buildChild(state, isScalar(key) ? String(key.value) : "?", value as Node | null);
    parts.push(built);
    if (isMergeKey(key)) mergeInto(state, merged, built.tree, start(value as Node));
    else addEntry(state, own, key, start(key as Node), built.tree);
  }
  const entries = new Map([...merged, ...own]);
  return { tree: { kind: "map", at, entries }, ...cost(parts) };
}

function addEntry(state: Build, entries: Map<string, Entry>, key: unknown, offset: number, tree: Tree): void {
  const name = isScalar(key) ? String(key.value) : undefined;
  const first = name === undefined ? undefined : entries.get(name);
  state.path.push(name ?? "?");
  if (name === undefined || name === "__proto__") state.report(offset, badKey(name));
  else if (first) state.report(offset, duplicateKey(name, first.key));
  else entries.set(name, { key: state.place(offset), tree });
  state.path.pop();
}

/** `<<: *a` or `<<: [*a, *b]`: keys of the map itself win, then earlier sources. */
function mergeInto(state: Build, merged: Map<string, Entry>, source: Tree, offset: number): void {
  const sources = source.kind === "list" ? source.items : [source];
  for (const tree of sources) {
    if (tree.kind !== "map") state.report(offset, badMerge);
    else for (const [name, entry] of tree.entries) if (!merged.has(name)) merged.set(name, entry);
  }
}

function isMergeKey(key: unknown): key is Scalar {
  return isScalar(key) && key.value === "<<" && key.type === "PLAIN";
}

function follow(state: Build, anchor: string, offset: number): Built {
  const target = state.anchors.get(anchor);
  if (target && target !== "building") return target;
  state.report(offset, target ? aliasCycle(anchor) : unknownAnchor(anchor));
  return { tree: { kind: "scalar", at: state.place(offset), value: null }, values: 1, depth: 1 };
}

function cost(parts: readonly Built[]): { values: number; depth: number } {
  return {
    values: parts.reduce((sum, { values }) => sum + values, 1),
    depth: parts.reduce((deepest, { depth }) => Math.max(deepest, depth), 0) + 1,
  };
}

function start(node: Node | null): number {
  return node?.range?.[0] ?? 0;
}

const tooMany: Flaw = {
  code: "alias-bomb",
  message: `aliases followed, the file holds more than ${MAX_VALUES} values`,
  fix: "Remove aliases that repeat other aliases.",
};

function badKey(name: string | undefined): Flaw {
  const message = name === undefined ? "a key must be plain text" : `${quote(name)} cannot be a key`;
  return { code: "bad-key", message, fix: "Write another key." };
}

function duplicateKey(name: string, { file, line, column }: Position): Flaw {
  const message = `the key ${quote(name)} is already defined at ${file}:${line}:${column}`;
  return { code: "duplicate-key", message, fix: "Remove or rename one of the two." };
}

const badMerge: Flaw = {
  code: "bad-merge",
  message: "`<<` merges a map or a list of maps",
  fix: "Give it an alias of a map, for instance `<<: *defaults`.",
};

function aliasCycle(anchor: string): Flaw {
  return { code: "alias-cycle", message: `*${anchor} stands inside its own anchor`, fix: "Write the value out." };
}

function unknownAnchor(anchor: string): Flaw {
  return {
    code: "unknown-alias",
    message: `no anchor &${anchor} stands above this alias`,
    fix: `Define &${anchor} first, or write the value out.`,
  };
}
