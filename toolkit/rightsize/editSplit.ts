/**
 * Copies a role to a place right after it, and has grants name the copy. Only the characters concerned change: the document is parsed for the places,
 * never printed, so that comments, order and line ends stay as they are.
 */
import { isAlias, isMap, isScalar, isSeq, type Pair, parseDocument, visit, type YAMLMap } from "yaml";
import { applySplices, type Edit, type Splice, startOf, usedAnchor } from "../splice.ts";
import { endOf } from "./editUnused.ts";

export interface RoleCopy {
  readonly role: string;
  /** Key and name of the copy. */
  readonly key: string;
  readonly name: string;
  /** The client whose grants, by their place in its list, name the copy. */
  readonly client: string;
  readonly grants: readonly number[];
}

/** @returns the file's new text, or why its form allows no edit: one clause without a full stop */
export function editSplit(text: string, copy: RoleCopy): Edit {
  const document = parseDocument(text);
  const roles: unknown = document.getIn(["roles"], true);
  const pair = isMap(roles) ? pairOf(roles, copy.role) : undefined;
  if (!isMap(roles) || !pair || !isMap(pair.value))
    return { fault: `\`roles.${copy.role}\` is no map of its own there` };
  const named = copy.grants.map((index) => document.getIn(["clients", copy.client, "grants", index, "role"], true));
  if (!named.every((node) => isScalar(node)))
    return { fault: `the grants of \`clients.${copy.client}\` are no list of their own there` };
  const above = ["clients", copy.client, "grants"].map((_, index, path) =>
    document.getIn(path.slice(0, index + 1), true),
  );
  const grants = copy.grants.map((index) => document.getIn(["clients", copy.client, "grants", index], true));
  const anchored = usedAnchor(document, [roles, ...nodesIn(pair.value), ...above, ...grants, ...named]);
  if (anchored !== undefined) return { fault: `the anchor \`&${anchored}\` shares it with other parts of the file` };
  const copied = copyOf(text, roles, pair, pair.value, copy);
  if ("fault" in copied) return copied;
  const renamed = named.map((node) => ({ start: startOf(node), end: endOf(text, node), text: keyText(copy.key) }));
  return { text: applySplices(text, [copied, ...renamed]) };
}

function pairOf(map: YAMLMap, key: string): Pair | undefined {
  return map.items.find((pair) => isScalar(pair.key) && String(pair.key.value) === key);
}

function nodesIn(value: YAMLMap): readonly unknown[] {
  const nodes: unknown[] = [];
  visit(value, { Node: (_, node) => (isAlias(node) ? undefined : void nodes.push(node)) });
  return nodes;
}

/** A key as it can stand anywhere. */
function keyText(key: string): string {
  return /^[A-Za-z_][\w-]*$/.test(key) ? key : JSON.stringify(key);
}

function copyOf(text: string, roles: YAMLMap, pair: Pair, role: YAMLMap, copy: RoleCopy): Splice | { fault: string } {
  const name = pairOf(role, "name")?.value;
  if (!isScalar(name)) return { fault: `\`roles.${copy.role}.name\` does not stand there` };
  const start = roles.flow ? startOf(pair.key) : lineStart(text, startOf(pair.key));
  if (!roles.flow && text.slice(start, startOf(pair.key)).trim() !== "")
    return { fault: `\`roles.${copy.role}\` begins on a line with something else` };
  const end = roles.flow ? endOf(text, role) : blockEnd(text, contentEnd(text, role), startOf(pair.key) - start);
  const body = applySplices(
    text.slice(start, end),
    [
      { start: startOf(pair.key), end: endOf(text, pair.key), text: keyText(copy.key) },
      { start: startOf(name), end: endOf(text, name), text: JSON.stringify(copy.name) },
      ...withoutAdopted(text, role),
    ].map((one) => ({ ...one, start: one.start - start, end: one.end - start })),
  );
  if (roles.flow) return { start: end, end, text: `, ${body}` };
  const lineBreak = text.includes("\r\n") ? "\r\n" : "\n";
  return { start: end, end, text: text.slice(0, end).endsWith("\n") ? body : `${lineBreak}${body}` };
}

/** The org's role was taken over once: the copy is a new one. */
function withoutAdopted(text: string, role: YAMLMap): Splice[] {
  const index = role.items.findIndex(({ key }) => isScalar(key) && key.value === "adopted");
  const pair = role.items[index];
  if (!pair) return [];
  const [start, end] = [startOf(pair.key), contentEnd(text, pair.value ?? pair.key)];
  if (!role.flow) return [{ start: lineStart(text, start), end: lineEnd(text, end), text: "" }];
  const [before, after] = [role.items[index - 1], role.items[index + 1]];
  if (after) return [{ start, end: startOf(after.key), text: "" }];
  return [{ start: before ? endOf(text, before.value ?? before.key) : start, end, text: "" }];
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf("\n", at - 1) + 1;
}

/** Behind the line break. */
function lineEnd(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end < 0 ? text.length : end + 1;
}

/** Of a block the end of the last thing in it: its own range reaches to what follows. */
function contentEnd(text: string, node: unknown): number {
  if (isSeq(node) && !node.flow && node.items.length > 0) return contentEnd(text, node.items.at(-1));
  if (!isMap(node) || node.flow) return endOf(text, node);
  const last = node.items.at(-1);
  return contentEnd(text, last?.value ?? last?.key);
}

/** With the comments below that are indented as a part of the role. */
function blockEnd(text: string, at: number, indent: number): number {
  let end = lineEnd(text, at);
  let next = end;
  while (next < text.length) {
    const line = text.slice(next, lineEnd(text, next));
    const own = line.trimStart();
    if (own !== "" && (!own.startsWith("#") || line.length - own.length <= indent)) break;
    next += line.length;
    if (own !== "") end = next;
  }
  return end;
}
