/** A YAML file as plain maps, lists and scalars that know their place; aliases and merge keys are already followed. */

import type { YamlPath } from "../values/yamlPath.ts";
import type { Position } from "./problem.ts";

export type Tree = ScalarTree | ListTree | MapTree;

export interface ScalarTree {
  readonly kind: "scalar";
  readonly at: Position;
  /** String, number, boolean or null. */
  readonly value: unknown;
}

export interface ListTree {
  readonly kind: "list";
  readonly at: Position;
  readonly items: readonly Tree[];
}

export interface MapTree {
  readonly kind: "map";
  readonly at: Position;
  readonly entries: ReadonlyMap<string, Entry>;
}

/** One key of a map with its value. */
export interface Entry {
  readonly key: Position;
  readonly tree: Tree;
}

/** The place of a value, or of its nearest ancestor that exists. Content that came through an alias or a merge is where the anchor has it. */
export function locate(tree: Tree, path: YamlPath): Position {
  return walk(tree, path).tree.at;
}

/** The place of the last key of a path, or of the nearest ancestor that exists. */
export function locateKey(tree: Tree, path: YamlPath): Position {
  const { tree: found, entry, rest } = walk(tree, path);
  return rest === 0 && entry ? entry.key : found.at;
}

function walk(root: Tree, path: YamlPath): { tree: Tree; entry: Entry | undefined; rest: number } {
  let [tree, entry]: [Tree, Entry | undefined] = [root, undefined];
  for (const [index, part] of path.entries()) {
    const next = child(tree, part);
    if (!next) return { tree, entry, rest: path.length - index };
    [tree, entry] = "tree" in next ? [next.tree, next] : [next, undefined];
  }
  return { tree, entry, rest: 0 };
}

function child(tree: Tree, part: string | number): Entry | Tree | undefined {
  if (tree.kind === "map") return tree.entries.get(String(part));
  return tree.kind === "list" && typeof part === "number" ? tree.items[part] : undefined;
}

/** The plain JavaScript value. What several aliases share stays one object, so treat it as read-only. */
export function toValue(tree: Tree, made = new Map<Tree, unknown>()): unknown {
  if (tree.kind === "scalar") return tree.value;
  const value = made.get(tree) ?? collect(tree, made);
  made.set(tree, value);
  return value;
}

function collect(tree: ListTree | MapTree, made: Map<Tree, unknown>): unknown {
  if (tree.kind === "list") return tree.items.map((item) => toValue(item, made));
  return Object.fromEntries([...tree.entries].map(([key, entry]) => [key, toValue(entry.tree, made)]));
}
