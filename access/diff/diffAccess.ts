/** Compares the effective access of a stack before and after. */

import type { EffectiveAccess, EffectiveSubject } from "../effective/model.ts";
import { compareTerms } from "../terms/compareTerms.ts";
import { isCertainTerm, type TermChange } from "../terms/model.ts";
import { divisionOrder } from "../values/division.ts";
import { subjectId } from "../values/subject.ts";
import { compareText } from "../values/text.ts";
import type { Compared } from "./cause.ts";
import { diffSubject } from "./diffSubject.ts";
import { digestOf } from "./digest.ts";
import { gainedAtoms } from "./gainedAtoms.ts";
import { isSameOrg, joinRenamed, pairSubjects, type SubjectPair } from "./matchSubjects.ts";
import type { AccessDiff, Change, Counts, DiffContext, Rename, SubjectDiff } from "./model.ts";
import { notCovered } from "./notCovered.ts";
import { divisionRenames, renameDivisions } from "./renamedDivisions.ts";
import { compareRisk, RISK_LEVELS, type Risk } from "./risk.ts";
import { subjectOf } from "./subjectOf.ts";
import { verdictOf } from "./verdict.ts";

/** Both sides must have been made in the same way (with an org, or without one): a selector and its divisions are not compared. */
export function diffAccess(before: EffectiveAccess, head: EffectiveAccess, context: DiffContext = {}): AccessDiff {
  const divisions = divisionRenames(before, head);
  const base = renameDivisions(before, divisions);
  const managed = [...base.divisions, ...head.divisions].flatMap(({ name, managed: made }) => (made ? [name] : []));
  const compared: Compared = { base, head, order: divisionOrder(new Set(managed)), context };
  const sameOrg = isSameOrg(base, head);
  const same = (a: EffectiveSubject, b: EffectiveSubject) => sameOrg && !diffSubject(compared, { base: a, head: b });
  const pairs = joinRenamed(pairSubjects(base, head), same);
  const subjects = pairs.flatMap((pair) => diffSubject(compared, pair) ?? []).sort(byRisk);
  const clients = clientRenames(pairs);
  const terms = context.terms ? compareTerms(context.terms, keysOf(clients)) : [];
  const scope = { organization: head.organization.id, stack: head.stack };
  const digest = digestOf(scope, gainedAtoms({ subjects, terms }));
  return {
    stack: head.stack,
    organization: head.organization,
    verdict: verdictOf(evidenceOf(subjects, terms, inDoubt(head, context))),
    counts: countsOf(subjects, terms),
    ...(digest && { digest }),
    subjects,
    terms,
    renames: [...clients, ...divisions],
    notCovered: [...(context.notCovered ?? []), ...notCovered(base, head, context.terms?.head)],
  };
}

function clientRenames(pairs: readonly SubjectPair[]): Rename[] {
  return pairs.flatMap(({ base, head }) =>
    base && head && subjectId(base) !== subjectId(head)
      ? [{ kind: "client" as const, from: subjectOf(base), to: subjectOf(head) }]
      : [],
  );
}

function keysOf(renames: readonly Rename[]): ReadonlyMap<string, string> {
  return new Map(renames.flatMap((rename) => (rename.kind === "client" ? [[rename.from.key, rename.to.key]] : [])));
}

function inDoubt({ subjects }: EffectiveAccess, { doubtfulRoles, unknownTerms = false }: DiffContext): boolean {
  // Where nothing is left, no term is left either.
  if (unknownTerms && subjects.length > 0) return true;
  const doubtful = ({ products }: EffectiveSubject) =>
    products.some(({ role }) => role !== undefined && doubtfulRoles?.has(role));
  return subjects.some(doubtful);
}

function evidenceOf(
  subjects: readonly SubjectDiff[],
  terms: readonly TermChange[],
  doubt: boolean,
): Parameters<typeof verdictOf>[0] {
  const unknown = [
    ...subjects.flatMap((subject): readonly { readonly direction: "gained" | "lost" }[] => subject.unknown),
    ...terms.filter((term) => !isCertainTerm(term)),
  ];
  const certain = terms.filter(isCertainTerm);
  return {
    gained: [...subjects.map(({ gained }) => gained.length), inDirection(certain, "gained")].some(
      (amount) => amount > 0,
    ),
    lost: [...subjects.map(({ lost }) => lost.length), inDirection(certain, "lost")].some((amount) => amount > 0),
    maybeGained: doubt || unknown.some(({ direction }) => direction === "gained"),
    maybeLost: unknown.some(({ direction }) => direction === "lost"),
  };
}

function countsOf(subjects: readonly SubjectDiff[], terms: readonly TermChange[]): Counts {
  const certain = terms.filter(isCertainTerm);
  const atoms = (changes: readonly Change[]) => changes.reduce((sum, { divisions }) => sum + divisions.length, 0);
  const sum = (list: "gained" | "lost" | "unknown") =>
    subjects.reduce((total, subject) => total + atoms(subject[list]), 0);
  return {
    gained: sum("gained") + inDirection(certain, "gained"),
    lost: sum("lost") + inDirection(certain, "lost"),
    unknown: sum("unknown") + terms.length - certain.length,
  };
}

function inDirection(terms: readonly TermChange[], wanted: TermChange["direction"]): number {
  return terms.filter(({ direction }) => direction === wanted).length;
}

function byRisk(a: SubjectDiff, b: SubjectDiff): number {
  return (
    compareRisk(worst(a), worst(b)) ||
    compareText(a.subject.kind, b.subject.kind) ||
    compareText(a.subject.key, b.subject.key)
  );
}

/** The greatest risk of the gains; losses endanger nobody. */
function worst({ gained, unknown }: SubjectDiff): Risk {
  const risks = [...gained, ...unknown.filter(({ direction }) => direction === "gained")].map(({ risk }) => risk);
  return risks.reduce((highest, risk) => (compareRisk(risk, highest) < 0 ? risk : highest), {
    level: RISK_LEVELS[0],
    reasons: [],
  });
}
