/**
 * The few edits of a spec's YAML that take a change of the org into it. Only the characters concerned change: the document is parsed for the places, never
 * printed, so that comments, order and line ends stay as they are.
 */
import { isAlias, isMap, isScalar, isSeq, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from "yaml";
import { applySplices, type Edit, type Ranged, type Splice, startOf, usedAnchor } from "../splice.ts";

export type Path = readonly (string | number)[];

export interface ListChange {
  /** What becomes of the entry with that index: texts in its place, none to remove it. */
  readonly changed: ReadonlyMap<number, readonly string[]>;
  /** Texts of new entries, at the end. */
  readonly added: readonly string[];
}

export function editList(text: string, path: Path, { changed, added }: ListChange): Edit {
  const document = parseDocument(text);
  const list: unknown = document.getIn(path, true);
  if (!isSeq(list) || list.items.length === 0) return { fault: `\`${path.join(".")}\` is no list with entries there` };
  const fault = sharedFault(document, [...nodesAbove(document, path), ...list.items]);
  if (fault !== undefined) return { fault };
  const left = list.items.length - [...changed.values()].filter((by) => by.length === 0).length;
  if (left === 0 && added.length === 0) return { fault: `nothing would be left of \`${path.join(".")}\`` };
  return { text: list.flow ? flowList(text, list, changed, added) : blockList(text, list, changed, added) };
}

/** Sets a value of a map, which may not have the key yet. */
export function editValue(text: string, path: Path, value: string): Edit {
  const document = parseDocument(text);
  const [map, key] = [document.getIn(path.slice(0, -1), true), path.at(-1)];
  if (!isMap(map) || map.items.length === 0) return { fault: `\`${path.slice(0, -1).join(".")}\` is no map there` };
  const fault = sharedFault(document, nodesAbove(document, path));
  if (fault !== undefined) return { fault };
  const pair = pairOf(map, key);
  if (!pair) {
    const first = startOf((map.items[1] ?? map.items[0])?.key);
    const line = text.lastIndexOf("\n", first - 1) + 1;
    const glue = map.flow ? ", " : `${lineBreakOf(text)}${" ".repeat(first - line)}`;
    return { text: applySplices(text, [{ start: first, end: first, text: `${String(key)}: ${value}${glue}` }]) };
  }
  if (!isScalar(pair.value) || pair.value.value === null)
    return { fault: `\`${path.join(".")}\` is no plain value there` };
  return { text: applySplices(text, [{ start: startOf(pair.value), end: endOf(text, pair.value), text: value }]) };
}

/** Removes a key of a map, with its lines. */
export function removeKey(text: string, path: Path): Edit {
  const document = parseDocument(text);
  const map: unknown = document.getIn(path.slice(0, -1), true);
  const pair = isMap(map) ? pairOf(map, path.at(-1)) : undefined;
  if (!isMap(map) || !pair || map.flow)
    return { fault: `\`${path.join(".")}\` has a form that it cannot be taken out of` };
  if (map.items.length === 1) return { fault: `nothing would be left of \`${path.slice(0, -1).join(".")}\`` };
  const fault = sharedFault(document, nodesAbove(document, path));
  if (fault !== undefined) return { fault };
  const start = text.lastIndexOf("\n", startOf(pair.key)) + 1;
  const line = text.indexOf("\n", endOf(text, pair.value ?? pair.key));
  return { text: applySplices(text, [{ start, end: line < 0 ? text.length : line + 1, text: "" }]) };
}

function flowList(text: string, list: YAMLSeq, changed: ListChange["changed"], added: readonly string[]): string {
  const [start, end] = [startOf(list), (list as Ranged).range?.[1] ?? 0];
  const own = list.items.map(
    (item, index) => changed.get(index)?.join(", ") ?? text.slice(startOf(item), endOf(text, item)),
  );
  const inside = text.slice(start, end);
  const pieces = [...own, ...added].filter((one) => one !== "");
  // A list over several lines stays one, with its indentation.
  const indent = /^\[\s*?(\r?\n[ \t]*)\S/.exec(inside)?.[1];
  const close = /(\r?\n[ \t]*)\]$/.exec(inside)?.[1] ?? "";
  const written = indent === undefined ? `[${pieces.join(", ")}]` : `[${indent}${pieces.join(`,${indent}`)}${close}]`;
  return applySplices(text, [{ start, end, text: written }]);
}

function blockList(text: string, list: YAMLSeq, changed: ListChange["changed"], added: readonly string[]): string {
  const lineBreak = lineBreakOf(text);
  const last = list.items.length - 1;
  const splices = [...changed].map(([index, pieces]): Splice => {
    const item = list.items[index];
    const [start, end] = [startOf(item), endOf(text, item)];
    const dash = text.lastIndexOf("-", start - 1);
    const lineStart = text.lastIndexOf("\n", dash) + 1;
    const indent = text.slice(lineStart, dash);
    const all = index === last ? [...pieces, ...added] : pieces;
    if (all.length > 0) return { start, end, text: all.join(`${lineBreak}${indent}- `) };
    const lineEnd = text.indexOf("\n", end);
    return { start: lineStart, end: lineEnd < 0 ? text.length : lineEnd + 1, text: "" };
  });
  if (!changed.has(last) && added.length > 0) {
    const item = list.items[last];
    const dash = text.lastIndexOf("-", startOf(item) - 1);
    const indent = text.slice(text.lastIndexOf("\n", dash) + 1, dash);
    const line = text.indexOf("\n", endOf(text, item));
    const at = line < 0 ? text.length : text[line - 1] === "\r" ? line - 1 : line;
    splices.push({ start: at, end: at, text: added.map((one) => `${lineBreak}${indent}- ${one}`).join("") });
  }
  return applySplices(text, splices);
}

type Document = ReturnType<typeof parseDocument>;

/** Every node on the way, the value itself among them. */
function nodesAbove(document: Document, path: Path): unknown[] {
  return path.map((_, depth) => document.getIn(path.slice(0, depth + 1), true));
}

function sharedFault(document: Document, nodes: readonly unknown[]): string | undefined {
  if (nodes.some((node) => isAlias(node))) return "a part of it is an alias";
  const anchor = usedAnchor(document, nodes);
  return anchor === undefined ? undefined : `the anchor \`&${anchor}\` shares it with other parts of the file`;
}

function pairOf(map: YAMLMap, key: string | number | undefined): Pair<unknown, unknown> | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function lineBreakOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}

/** End of a value without the line ends and comments behind it. */
function endOf(text: string, node: unknown): number {
  if (isMap(node) && !node.flow && node.items.length > 0) {
    const last = node.items.at(-1);
    return endOf(text, last?.value ?? last?.key);
  }
  if (isSeq(node) && !node.flow && node.items.length > 0) return endOf(text, node.items.at(-1));
  const end = (node as Ranged | null | undefined)?.range?.[1] ?? 0;
  return text.slice(0, end).trimEnd().length;
}
