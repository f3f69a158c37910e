/** Pairs each subject of the base with the same subject of the head. */
import type { EffectiveAccess, EffectiveSubject } from "../effective/model.ts";
import { type SubjectId, subjectId } from "../values/subject.ts";

/** One subject on both sides; one side is absent where the subject is added or removed. */
export interface SubjectPair {
  readonly base?: EffectiveSubject;
  readonly head?: EffectiveSubject;
}

/** Nobody of another org is the same subject, whatever the name. */
export function pairSubjects(base: EffectiveAccess, head: EffectiveAccess): SubjectPair[] {
  const before = new Map(base.subjects.map((subject) => [subjectId(subject), subject]));
  const after = new Map(head.subjects.map((subject) => [subjectId(subject), subject]));
  if (!isSameOrg(base, head))
    return [
      ...base.subjects.map((subject) => ({ base: subject })),
      ...head.subjects.map((subject) => ({ head: subject })),
    ];
  const ids = new Set<SubjectId>([...before.keys(), ...after.keys()]);
  return [...ids].map((id) => pair(before.get(id), after.get(id)));
}

export function isSameOrg(base: EffectiveAccess, head: EffectiveAccess): boolean {
  return base.organization.id.toLowerCase() === head.organization.id.toLowerCase();
}

function pair(base: EffectiveSubject | undefined, head: EffectiveSubject | undefined): SubjectPair {
  return { ...(base && { base }), ...(head && { head }) };
}

/**
 * A client under another key, with the same name and login and, as `same` finds, the same access: its credentials are replaced, nobody gains
 * or loses anything. With any other difference it is a removal and an addition, because to Pulumi it is another client.
 */
export function joinRenamed(
  pairs: readonly SubjectPair[],
  same: (base: EffectiveSubject, head: EffectiveSubject) => boolean,
): SubjectPair[] {
  const removed = uniqueByName(pairs.flatMap(({ base, head }) => (base && !head ? [base] : [])));
  const added = uniqueByName(pairs.flatMap(({ base, head }) => (head && !base ? [head] : [])));
  const joined = [...removed].flatMap(([name, base]) => {
    const head = added.get(name);
    return head && base.grantType === head.grantType && same(base, head) ? [{ base, head }] : [];
  });
  const taken = new Set<EffectiveSubject>(joined.flatMap(({ base, head }) => [base, head]));
  return [...pairs.filter(({ base, head }) => ![base, head].some((one) => one && taken.has(one))), ...joined];
}

function uniqueByName(subjects: readonly EffectiveSubject[]): Map<string, EffectiveSubject> {
  const clients = Map.groupBy(
    subjects.filter(({ kind }) => kind === "client"),
    ({ name }) => name,
  );
  return new Map([...clients].flatMap(([name, [only, ...more]]) => (only && more.length === 0 ? [[name, only]] : [])));
}
