/**
 * Writes a client's `secret:` into a YAML file. Only its own characters change: the document is parsed for the places, never printed, so that
 * comments, order, quotes and line ends stay as they are.
 */
import { isAlias, isCollection, isMap, isScalar, type Pair, parseDocument, type YAMLMap } from "yaml";
import type { SpecDelivery, SpecSecret } from "../../access/language/spec.ts";
import { applySplices, type Edit, type Ranged, type Splice, startOf, usedAnchor } from "../splice.ts";

/** @returns the file's new text, or why its form allows no edit: one clause without a full stop */
export function editSecret(text: string, key: string, after: SpecSecret): Edit {
  const document = parseDocument(text);
  const client: unknown = document.getIn(["clients", key], true);
  if (!isMap(client)) return { fault: `\`clients.${key}\` is no map of its own there` };
  const pair = pairOf(client, "secret");
  const shared = usedAnchor(document, [client, pair?.value]);
  if (shared !== undefined) return { fault: `the anchor \`&${shared}\` shares it with other parts of the file` };
  const splices = pair ? changeSecret(text, pair, after) : [insertSecret(text, client, after)];
  return { text: applySplices(text, splices) };
}

type Entry = Pair<unknown, unknown>;

function pairOf(map: YAMLMap, key: string): Entry | undefined {
  return map.items.find((pair) => isScalar(pair.key) && pair.key.value === key);
}

function changeSecret(text: string, pair: Entry, after: SpecSecret): Splice[] {
  const { value } = pair;
  if (!isMap(value) || value.items.length === 0) return [replaceValue(text, pair, flow(after))];
  const generation = pairOf(value, "generation");
  const keep = pairOf(value, "keep");
  return [
    ...(generation ? [replaceValue(text, generation, String(after.generation))] : [insertFirst(text, value, after)]),
    ...keepSplices(text, value, { generation, keep }, after),
  ];
}

function keepSplices(
  text: string,
  map: YAMLMap,
  { generation, keep }: { readonly generation: Entry | undefined; readonly keep: Entry | undefined },
  after: SpecSecret,
): Splice[] {
  const list = `[${after.keep.join(", ")}]`;
  if (keep) return [after.keep.length > 0 ? replaceValue(text, keep, list) : removePair(text, map, keep)];
  if (after.keep.length === 0 || !generation) return [];
  const end = endOf(text, generation.value);
  return [
    { start: end, end, text: map.flow ? `, keep: ${list}` : `${newLine(text, indentOf(text, map))}keep: ${list}` },
  ];
}

/** A generation that the file leaves to the default, with what it keeps. */
function insertFirst(text: string, map: YAMLMap, { generation, keep }: SpecSecret): Splice {
  const start = startOf(map.items[0]?.key);
  const parts = [
    `generation: ${generation}`,
    ...(keep.length > 0 && !pairOf(map, "keep") ? [`keep: [${keep.join(", ")}]`] : []),
  ];
  const glue = map.flow ? ", " : newLine(text, indentOf(text, map));
  return { start, end: start, text: parts.map((part) => `${part}${glue}`).join("") };
}

function insertSecret(text: string, client: YAMLMap, after: SpecSecret): Splice {
  const last = client.items.at(-1);
  const end = endOf(text, last?.value ?? last?.key);
  if (client.flow) return { start: end, end, text: `, secret: ${flow(after)}` };
  const line = text.indexOf("\n", end);
  const at = line < 0 ? text.length : text[line - 1] === "\r" ? line - 1 : line;
  return { start: at, end: at, text: `${newLine(text, indentOf(text, client))}secret: ${flow(after)}` };
}

function replaceValue(text: string, { key, value }: Entry, by: string): Splice {
  const [start, end] = [startOf(value), endOf(text, value)];
  // `keep:` with nothing after it.
  if (end <= start || value === null) return afterKey(text, key, by);
  return { start, end, text: by };
}

function afterKey(text: string, key: unknown, by: string): Splice {
  const colon = text.indexOf(":", endOf(text, key)) + 1;
  return { start: colon, end: colon, text: ` ${by}` };
}

/** With its whole lines in block style, with its comma in flow style. */
function removePair(text: string, map: YAMLMap, pair: Entry): Splice {
  const index = map.items.indexOf(pair);
  const [start, end] = [startOf(pair.key), endOf(text, pair.value ?? pair.key)];
  const [before, next] = [map.items[index - 1], map.items[index + 1]];
  if (map.flow) {
    return before
      ? { start: endOf(text, before.value ?? before.key), end, text: "" }
      : { start, end: next ? startOf(next.key) : end, text: "" };
  }
  const line = text.indexOf("\n", end);
  return { start: text.lastIndexOf("\n", start) + 1, end: line < 0 ? text.length : line + 1, text: "" };
}

function flow({ generation, keep, deliver }: SpecSecret): string {
  const parts = [
    `generation: ${generation}`,
    ...(keep.length > 0 ? [`keep: [${keep.join(", ")}]`] : []),
    ...(deliver ? [`deliver: { ${delivery(deliver).join(", ")} }`] : []),
  ];
  return `{ ${parts.join(", ")} }`;
}

function delivery({ command, env }: SpecDelivery): string[] {
  return [`command: ${JSON.stringify(command)}`, ...(env ? [`env: [${env.join(", ")}]`] : [])];
}

/** End of a value without the line ends that belong to a block. */
function endOf(text: string, node: unknown): number {
  const { range } = (node ?? {}) as Ranged;
  const end = range?.[1] ?? 0;
  return isCollection(node) || isScalar(node) || isAlias(node) ? text.slice(0, end).trimEnd().length : end;
}

/** Columns before the keys of a block map. */
function indentOf(text: string, map: YAMLMap): number {
  const start = startOf(map.items[0]?.key);
  return start - (text.lastIndexOf("\n", start - 1) + 1);
}

function newLine(text: string, indent: number): string {
  return `${text.includes("\r\n") ? "\r\n" : "\n"}${" ".repeat(indent)}`;
}
