/** The terms of Pulumi's own files: `Pulumi.yaml` and `Pulumi.<stack>.yaml`. */

import { parseYaml } from "../language/parseYaml.ts";
import { type Problem, problemAt } from "../language/problem.ts";
import { type MapTree, type Tree, toValue } from "../language/tree.ts";
import { contentDigest } from "../values/contentDigest.ts";
import { nearest } from "../values/nearest.ts";
import { compareText } from "../values/text.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { type Coverage, PROJECT_COVERAGE, SETTINGS_COVERAGE } from "./coverage.ts";
import type { Term } from "./model.ts";

export interface FileTerms {
  readonly terms: readonly Term[];
  /** The file is not YAML, or has keys of which nobody has said what they do. */
  readonly problems: readonly Problem[];
}

/** @param text of `Pulumi.yaml` */
export function projectTerms(file: string, text: string): FileTerms {
  return termsOf(file, text, PROJECT_COVERAGE, "project");
}

/** @param text of `Pulumi.<stack>.yaml` */
export function settingsTerms(file: string, text: string): FileTerms {
  return termsOf(file, text, SETTINGS_COVERAGE, "stack");
}

function termsOf(
  file: string,
  text: string,
  coverage: Readonly<Record<string, Coverage>>,
  owner: "project" | "stack",
): FileTerms {
  const { tree, problems } = parseYaml(file, text);
  if (!tree || problems.length > 0) return { terms: [], problems };
  if (tree.kind !== "map") return { terms: [], problems: isNull(tree) ? [] : [notAMap(tree)] };
  const keys = [...tree.entries.keys()];
  const unknown = keys.filter((key) => !Object.hasOwn(coverage, key));
  const terms = keys.flatMap((key) => {
    const as = Object.hasOwn(coverage, key) ? coverage[key]?.as : undefined;
    const value = tree.entries.get(key)?.tree;
    if (!value || (as !== "project-setting" && as !== "stack-setting")) return [];
    return leaves(value, [key]).map(
      ([path, leaf]): Term => ({
        kind: as,
        owner,
        value: `${path.join(".")}: ${printed(leaf, path)}`,
        effect: { either: JSON.stringify(path) },
        path,
        position: leaf.at,
      }),
    );
  });
  return { terms, problems: unknown.map((key) => unknownKey(tree, key, coverage)) };
}

/** Every scalar and every encrypted value, with its path. */
function leaves(tree: Tree, path: YamlPath): [YamlPath, Tree][] {
  if (tree.kind === "map" && tree.entries.size > 0 && !tree.entries.has("secure"))
    return [...tree.entries].flatMap(([key, entry]) => leaves(entry.tree, [...path, key]));
  if (tree.kind === "list" && tree.items.length > 0)
    return tree.items.flatMap((item, index) => leaves(item, [...path, index]));
  // An empty list or map, like an empty file, says nothing.
  return tree.kind === "scalar" || (tree.kind === "map" && tree.entries.size > 0) ? [[path, tree]] : [];
}

/** Names of values that belong in no comment, whether somebody encrypted them or not. */
const SECRET = /(secret|password|passphrase|token|privatekey)$/i;
const CREDENTIALS_OF_URL = /^(\w+:\/\/)[^/@\s]+@/;

/** A secret is told by its digest: another ciphertext is another value for all that anybody can see. */
function printed(tree: Tree, path: YamlPath): string {
  const value = toValue(tree);
  const encrypted = tree.kind === "map" && tree.entries.has("secure");
  if (encrypted || SECRET.test(String(path.at(-1)))) return `${encrypted ? "encrypted" : "secret"}, ${digestOf(value)}`;
  return typeof value === "string" ? value.replace(CREDENTIALS_OF_URL, `$1${digestOf(value)}@`) : JSON.stringify(value);
}

function digestOf(value: unknown): string {
  return contentDigest(JSON.stringify(value));
}

function unknownKey(tree: MapTree, key: string, coverage: Readonly<Record<string, Coverage>>): Problem {
  const known = Object.keys(coverage).sort(compareText);
  return problemAt(tree.entries.get(key)?.key ?? tree.at, [key], {
    code: "unknown-project-key",
    message: `nobody has said what the key ${JSON.stringify(key)} gives`,
    nearest: nearest(key, known),
    fix: `Use one of ${known.join(", ")}, or remove it.`,
  });
}

function notAMap(tree: Tree): Problem {
  return problemAt(tree.at, [], {
    code: "wrong-shape",
    message: "the file is no map of keys and values",
    fix: "Write it as `pulumi new` and `pulumi config set` do.",
  });
}

function isNull(tree: Tree): boolean {
  return tree.kind === "scalar" && tree.value === null;
}
