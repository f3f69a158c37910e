/** `override`: the values of one org that differ from those of the files that it includes. */

import { type Flaw, quote } from "../values/flaw.ts";
import { nearest } from "../values/nearest.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { type Problem, problemAt } from "./problem.ts";
import type { Entry, MapTree, Tree } from "./tree.ts";

/** Shared settings of rules are not among them: they hold for every org. */
export const OVERRIDDEN_SECTIONS = ["divisions", "roles", "clients", "users", "groups"] as const;

export interface Overridden {
  readonly sections: ReadonlyMap<string, Entry>;
  readonly problems: readonly Problem[];
}

/**
 * Lays `override` over the merged sections: a field that it names replaces the shared one as a whole, `null` takes a field or a whole entry away.
 * An entry that nothing shared defines is a problem: a mistyped key would otherwise be a second client.
 */
export function applyOverride(sections: ReadonlyMap<string, Entry>, { tree }: Entry): Overridden {
  if (isNull(tree)) return { sections, problems: [] };
  if (tree.kind !== "map") return { sections, problems: [problemAt(tree.at, ["override"], notAMap("override"))] };
  const result = new Map(sections);
  const problems: Problem[] = [];
  for (const [name, entry] of tree.entries) {
    const overridden = overrideSection(name, result.get(name), entry);
    problems.push(...overridden.problems);
    if (overridden.section) result.set(name, overridden.section);
  }
  return { sections: result, problems };
}

function overrideSection(name: string, shared: Entry | undefined, { key, tree }: Entry) {
  const path = ["override", name];
  if (!OVERRIDDEN_SECTIONS.some((known) => known === name)) return only(problemAt(key, path, notOverridden(name)));
  if (isNull(tree)) return only();
  if (tree.kind !== "map") return only(problemAt(tree.at, path, notAMap(name)));
  const base = shared?.tree.kind === "map" ? shared.tree : undefined;
  const entries = new Map(base?.entries);
  const problems: Problem[] = [];
  for (const [item, entry] of tree.entries) {
    const before = base?.entries.get(item);
    const place: YamlPath = [...path, item];
    if (!before) problems.push(problemAt(entry.key, place, nothingShared(name, item, [...entries.keys()])));
    else if (isNull(entry.tree)) entries.delete(item);
    else if (entry.tree.kind !== "map") problems.push(problemAt(entry.tree.at, place, notAMap(item)));
    else entries.set(item, { key: before.key, tree: overrideFields(before.tree, entry.tree) });
  }
  if (!shared || !base) return only(...problems);
  const section: Entry = { key: shared.key, tree: { ...base, entries } };
  return { section, problems };
}

function only(...problems: readonly Problem[]): { section?: Entry; problems: readonly Problem[] } {
  return { problems };
}

function overrideFields(shared: Tree, own: MapTree): MapTree {
  const fields = new Map(shared.kind === "map" ? shared.entries : []);
  for (const [field, entry] of own.entries) {
    if (isNull(entry.tree)) fields.delete(field);
    else fields.set(field, entry);
  }
  return { kind: "map", at: shared.at, entries: fields };
}

function isNull(tree: Tree): boolean {
  return tree.kind === "scalar" && tree.value === null;
}

function notAMap(what: string): Flaw {
  return {
    code: "wrong-type",
    message: `${quote(what)} is a map of what is to be replaced`,
    fix: "Write it as `override: { clients: { key: { field: value } } }`.",
  };
}

function notOverridden(name: string): Flaw {
  return {
    code: "unknown-key",
    message: `the section ${quote(name)} cannot be overridden`,
    nearest: nearest(name, OVERRIDDEN_SECTIONS, 1),
    fix: `Write one of ${OVERRIDDEN_SECTIONS.join(", ")}.`,
  };
}

function nothingShared(section: string, key: string, known: readonly string[]): Flaw {
  return {
    code: "nothing-to-override",
    message: `there is no ${quote(key)} among the ${section} to override`,
    nearest: nearest(key, known),
    fix: `Correct the key, or define it under \`${section}:\`.`,
  };
}

/** The flaw of an included file that has an override of its own. */
export const OVERRIDE_IN_INCLUDED: Flaw = {
  code: "misplaced-override",
  message: "override stands in a file that another one includes: which of several would win is anybody's guess",
  fix: "Move it to the stack's own file.",
};
