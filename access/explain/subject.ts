/** Finds whom a question is about, and the division that it names. */

import type { EffectiveAccess, EffectiveSubject } from "../effective/model.ts";
import {
  type DivisionId,
  divisionName,
  divisionOrder,
  divisionSelector,
  namedDivision,
  selectedDivisions,
} from "../values/division.ts";
import { type Flaw, quote } from "../values/flaw.ts";
import { nearest } from "../values/nearest.ts";

export type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly flaw: Flaw };

/** As expectations name it: `clients.powerbi`, `groups.Quality Team`. */
export function subjectName({ path: [section = "", key = ""] }: Pick<EffectiveSubject, "path">): string {
  return `${section}.${key}`;
}

/** A client by its key; anybody by section and key. */
export function findSubject({ subjects }: EffectiveAccess, text: string): Found<EffectiveSubject> {
  const value =
    subjects.find((subject) => subjectName(subject) === `clients.${text}`) ??
    subjects.find((subject) => subjectName(subject) === text);
  if (value) return { ok: true, value };
  const names = subjects.map(subjectName);
  const near = nearest(
    text,
    names.map((name) => name.replace(/^clients\./, "")),
  );
  const flaw = {
    code: "dangling-subject",
    message: `the spec has no client ${quote(text)}`,
    nearest: near,
    fix: "Write the key of a client, or users.<e-mail>, or groups.<name>.",
  };
  return { ok: false, flaw };
}

const covers = divisionOrder(new Set());

/** By key or name of the spec, `all` for All-Divisions, or the name of a division of the org that a selector takes. */
export function findDivision({ divisions, subjects }: EffectiveAccess, text: string): Found<DivisionId> {
  if (text === "all" || text === "*") return { ok: true, value: "all" };
  const declared = divisions.find(({ key }) => key === text) ?? divisions.find(({ name }) => name === text);
  const id = namedDivision(declared?.name ?? text);
  const granted = new Set(subjects.flatMap(({ products }) => products.flatMap((product) => product.divisions)));
  // One that a selector leaves out is a division like any other: the answer is then that it is left out.
  const isSelected = [...granted].some((division) => covers(withoutExclusions(division), id) && division !== "all");
  if (declared || isSelected) return { ok: true, value: id };
  const flaw = {
    code: "dangling-division",
    message: `the spec has no division ${quote(text)}, and no selector of its grants takes it`,
    nearest: nearest(
      text,
      divisions.flatMap(({ key, name }) => [key, name]),
    ),
    fix: "Write the key of a division.",
  };
  return { ok: false, flaw };
}

function withoutExclusions(division: DivisionId): DivisionId {
  const selector = divisionSelector(division);
  return selector ? selectedDivisions({ ...selector, exclude: [] }) : division;
}

/** The key under which the spec declares a division; its name where it does not. */
export function divisionKey({ divisions }: EffectiveAccess, id: DivisionId): string {
  const name = divisionName(id) ?? id;
  return divisions.find((division) => division.name === name)?.key ?? name;
}
