/** The subjects of a stack that can do something, each with the path by which it can. */

import type { EffectiveAccess, EffectiveSubject } from "../effective/model.ts";
import { type Need, parseNeed } from "../intent/need.ts";
import type { LoadedSpec } from "../language/loadSpec.ts";
import type { DivisionId } from "../values/division.ts";
import type { Flaw } from "../values/flaw.ts";
import { explainNeed, knownIn } from "./explain.ts";
import type { Explanation } from "./model.ts";
import { findDivision } from "./subject.ts";

export interface Holders {
  readonly need: string;
  readonly division?: string;
  /** Subjects that can, or may be able to: by kind and key. */
  readonly subjects: readonly Explanation[];
  /** Clients that act as the user who signs in: they have the access of that user. Sorted. */
  readonly asUser: readonly string[];
}

export type WhoCanResult =
  | { readonly ok: true; readonly holders: Holders }
  | { readonly ok: false; readonly flaw: Flaw };

/** `can` is an operation or a permission; `division` a key or name, without it any. */
export function whoCan(access: EffectiveAccess, spec: LoadedSpec, can: string, division?: string): WhoCanResult {
  const need = parseNeed(can, knownIn(access));
  if (!need.ok) return need;
  const where = division === undefined ? undefined : findDivision(access, division);
  if (where?.ok === false) return where;
  return { ok: true, holders: holdersOf(access, spec, need.need, where?.value) };
}

function holdersOf(access: EffectiveAccess, spec: LoadedSpec, need: Need, division: DivisionId | undefined): Holders {
  const [asUser, others] = split(access.subjects);
  const explained = others.map((subject) => explainNeed({ access, spec, subject, need, division }));
  const named = explained[0]?.division;
  return {
    need: need.text,
    ...(named !== undefined && { division: named }),
    subjects: explained.filter(({ answer }) => answer !== "denied"),
    asUser: asUser.map(({ key }) => `clients.${key}`),
  };
}

function split(subjects: readonly EffectiveSubject[]): [EffectiveSubject[], EffectiveSubject[]] {
  const isAsUser = ({ grantType }: EffectiveSubject) => grantType !== undefined && grantType !== "CLIENT-CREDENTIALS";
  return [subjects.filter(isAsUser), subjects.filter((subject) => !isAsUser(subject))];
}
