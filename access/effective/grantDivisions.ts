/** The divisions of a grant by name, not by key: renaming a key changes no access, and one key can come to mean another division. */

import type { Spec } from "../language/spec.ts";
import type { DesiredAccess } from "../plan/desired.ts";
import type { DesiredRoleDivisions, Ref } from "../resources/roleDivisions.ts";
import { type DivisionId, namedDivision, selectedDivisions } from "../values/division.ts";
import { printSelector } from "../values/selector.ts";
import { compareText } from "../values/text.ts";
import type { EffectiveDivision } from "./model.ts";
import { writtenDivisions } from "./written.ts";

export type DivisionReader = (grant: DesiredRoleDivisions) => readonly DivisionId[];

/** Grants that were resolved together share their list: a thousand clients need few. */
export function divisionReader(desired: DesiredAccess, spec: Spec | undefined): DivisionReader {
  const names = new Map(knownDivisions(desired, spec).map(({ key, name }) => [key, name]));
  const known = new WeakMap<object, readonly DivisionId[]>();
  return ({ divisions, path }) => {
    const before = known.get(divisions);
    if (before) return before;
    const written = spec && writtenDivisions(spec, path);
    const selector = written && typeof written === "object" && "match" in written ? written : undefined;
    const others = selector && printSelector(selector);
    const idOf = ([key, ref]: [string, Ref]): DivisionId => {
      if ("id" in ref && ref.id === "*") return "all";
      if (selector && key === others && !names.has(key)) return selectedDivisions(selector);
      return namedDivision(names.get(key) ?? key);
    };
    const ids = [...new Set(Object.entries(divisions).map(idOf))].sort(compareText);
    known.set(divisions, ids);
    return ids;
  };
}

/** The divisions that the spec declares; of a plan without its spec, the divisions that it manages. Sorted by key. */
export function knownDivisions(desired: DesiredAccess, spec: Spec | undefined): EffectiveDivision[] {
  const declared = Object.entries(spec?.divisions ?? {}).map(([key, { name, manage }]) => ({
    key,
    name,
    managed: manage,
  }));
  const managed = desired.divisions.map(({ key, name }) => ({ key, name, managed: true }));
  return (spec ? declared : managed).sort((a, b) => compareText(a.key, b.key));
}
