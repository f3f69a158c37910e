/** Divisions of the spec and of the org under one key each, and the meaning of a grant's `divisions` among them. */
import type { FlawAtPath } from "../language/problem.ts";
import type { Spec, SpecDivisions } from "../language/spec.ts";
import type { DesiredDivision } from "../resources/division.ts";
import type { Ref } from "../resources/roleDivisions.ts";
import { type Flaw, quote } from "../values/flaw.ts";
import { isLiteral } from "../values/nameMatcher.ts";
import { nearest } from "../values/nearest.ts";
import { type Selector, selectorTest } from "../values/selector.ts";
import { compareText } from "../values/text.ts";
import type { OrgDivision } from "./orgFacts.ts";

export interface KnownDivision {
  /** Its key in the spec; the org's name of a division that the spec does not mention, or its id where that name is a key already. */
  readonly key: string;
  readonly name: string;
  readonly ref: Ref;
  /** It is the org's Home division. */
  readonly home: boolean;
}

export interface Divisions {
  readonly byKey: ReadonlyMap<string, KnownDivision>;
  readonly flaws: readonly FlawAtPath[];
}

/** All divisions that grants can name or select. Declared ones that the org lacks are flaws, and missing here. */
export function knownDivisions(spec: Spec, org: readonly OrgDivision[]): Divisions {
  const byName = Map.groupBy(org, ({ name }) => name);
  const byKey = new Map<string, KnownDivision>();
  const flaws: FlawAtPath[] = [];
  const isHome = (name: string) => byName.get(name)?.some(({ homeDivision }) => homeDivision) ?? false;
  for (const [key, { name, manage }] of Object.entries(spec.divisions)) {
    const [found, ...more] = byName.get(name) ?? [];
    if (manage) byKey.set(key, { key, name, ref: { managed: key }, home: isHome(name) });
    else if (found && more.length === 0) byKey.set(key, { key, name, ref: { id: found.id }, home: found.homeDivision });
    else flaws.push({ ...(found ? ambiguous(name) : notFound(name, byName.keys())), path: ["divisions", key] });
  }
  // A managed division that an earlier run created is in the org as well: the spec's word for it wins.
  const declared = new Set(Object.values(spec.divisions).map(({ name }) => name));
  for (const { id, name, homeDivision } of org) {
    const key =
      byKey.has(name) || Object.hasOwn(spec.divisions, name) || (byName.get(name)?.length ?? 0) > 1 ? id : name;
    if (!declared.has(name)) byKey.set(key, { key, name, ref: { id }, home: homeDivision });
  }
  return { byKey, flaws };
}

/** Managed divisions of the spec, sorted by key. */
export function desiredDivisions(spec: Spec): DesiredDivision[] {
  return Object.entries(spec.divisions)
    .filter(([, { manage }]) => manage)
    .map(([key, { name, adopted, description }]) => {
      return { key, path: ["divisions", key], ...(adopted !== undefined && { adopted }), name, description };
    })
    .sort((a, b) => compareText(a.key, b.key));
}

export type Resolved = ResolvedDivisions | { readonly flaw: Flaw };

export interface ResolvedDivisions {
  /** Sorted by key. */
  readonly refs: Readonly<Record<string, Ref>>;
  /** The Home division is among them. All-Divisions is not called Home: it is more than that. */
  readonly home: boolean;
}

/** Turns a selector into divisions: those of an org or, without an org, those of the spec (planOffline.ts). */
export type Select = (selector: Selector, all: readonly KnownDivision[]) => readonly KnownDivision[] | Flaw;

/** The divisions that `divisions` of a grant stands for. Keys that are missing in `byKey` have a flaw of their own and are skipped. */
export function resolveDivisions(divisions: SpecDivisions, byKey: Divisions["byKey"], select: Select): Resolved {
  if (divisions === "all") return { refs: { "*": { id: "*" } }, home: false };
  if (!("match" in divisions)) return resolved(divisions.flatMap((key) => byKey.get(key) ?? []));
  const selected = select(divisions, [...byKey.values()]);
  return "message" in selected ? { flaw: selected } : resolved(selected);
}

/** The divisions that an org has now. A selector that hits nothing is a mistake. */
export const selectInOrg: Select = (divisions, all) => {
  const stale = [...divisions.match, ...divisions.exclude].find(
    (name) => isLiteral(name) && !all.some((known) => known.name === name),
  );
  if (stale !== undefined) return notInSelector(stale, all);
  const selects = selectorTest(divisions);
  const selected = all.filter(({ name }) => selects(name));
  return selected.length > 0 ? selected : nothingSelected(divisions, all);
};

function resolved(selected: readonly KnownDivision[]): ResolvedDivisions {
  const sorted = [...selected].sort((a, b) => compareText(a.key, b.key));
  return {
    refs: Object.fromEntries(sorted.map(({ key, ref }) => [key, ref])),
    home: selected.some(({ home }) => home),
  };
}

function notFound(name: string, names: Iterable<string>): Flaw {
  return {
    code: "division-not-found",
    message: `the org has no division ${quote(name)}`,
    nearest: nearest(name, names),
    fix: "Correct the name, or add `manage: true` to have the stack create it.",
  };
}

function ambiguous(name: string): Flaw {
  return {
    code: "ambiguous-division",
    message: `the org has several divisions with the name ${quote(name)}`,
    fix: "Rename all but one of them in Genesys Cloud.",
  };
}

/** A plain name in a selector, above all under `exclude`, is meant to hit: mistyped, it would silently grant what it should leave out. */
function notInSelector(name: string, all: readonly KnownDivision[]): Flaw {
  return {
    code: "division-not-found",
    message: `the selector names ${quote(name)}, which is no division of the org or the spec`,
    nearest: nearest(
      name,
      all.map((known) => known.name),
    ),
    fix: "Correct or remove the name.",
  };
}

function nothingSelected({ match, exclude }: Selector, all: readonly KnownDivision[]): Flaw {
  const but = exclude.length > 0 ? ` but not ${exclude.map(quote).join(" or ")}` : "";
  return {
    code: "empty-selector",
    message: `no division matches ${match.map(quote).join(" or ")}${but}`,
    nearest: match
      .flatMap((pattern) =>
        nearest(
          pattern.replace(/[*?]/g, ""),
          all.map(({ name }) => name),
          2,
        ),
      )
      .slice(0, 3),
    fix: "Correct the pattern; upper and lower case differ.",
  };
}
