/** Causes as far as one spec tells them. */
import type { AccessDiff, Cause, CauseKind, Change, SubjectDiff } from "../../access/diff/model.ts";
import { writtenDivisions } from "../../access/effective/written.ts";
import type { DivisionId } from "../../access/values/division.ts";
import { subjectId } from "../../access/values/subject.ts";
import type { Specs } from "../open/specs.ts";

/**
 * The state holds no YAML, so what changed in a role or a grant is told as edited. Only divisions that a selector takes can change without
 * an edit: then both is possible, and without the base's spec nobody can say which.
 */
export function knownCauses(diff: AccessDiff, specs: Specs): AccessDiff {
  if (specs.base) return diff;
  return mapChanges(diff, (change) => [{ ...change, cause: knownCause(change.cause, specs) }]);
}

/** Changes that only undo drift get the cause `drift`: no edit of the YAML explains them. */
export function driftCauses(diff: AccessDiff, drift: AccessDiff): AccessDiff {
  return causedByDrift(
    diff,
    drift,
    (change) => (change.direction === "gained" ? "lost" : "gained"),
    () => "drift",
  );
}

/** The same for changes in the org that an update takes over, and does not undo: by somebody, or as the vendor makes them. */
export function takenOver(diff: AccessDiff, drift: AccessDiff): AccessDiff {
  return causedByDrift(
    diff,
    drift,
    (change) => change.direction,
    (kind) => kind,
  );
}

function causedByDrift(
  diff: AccessDiff,
  drift: AccessDiff,
  drifts: (change: Change) => Change["direction"],
  kindOf: (kind: CauseKind) => CauseKind,
): AccessDiff {
  const drifted = new Map(drift.subjects.flatMap(causesOf));
  if (drifted.size === 0) return diff;
  return mapChanges(diff, (change, subject) => {
    const direction = drifts(change);
    const isBack = (division: DivisionId) => drifted.has(atom(subject, { ...change, direction }, division));
    const [back = [], own = []] = [true, false].map((test) => change.divisions.filter((one) => isBack(one) === test));
    return [
      ...(own.length > 0 ? [{ ...change, divisions: own }] : []),
      ...[...Map.groupBy(back, (one) => drifted.get(atom(subject, { ...change, direction }, one)) ?? "drift")].map(
        ([kind, divisions]) => ({ ...change, divisions, cause: { kind: kindOf(kind) } }),
      ),
    ];
  });
}

function causesOf(subject: SubjectDiff): [string, CauseKind][] {
  const changes = [...subject.gained, ...subject.lost, ...subject.unknown];
  return changes.flatMap((change) =>
    change.divisions.map((division): [string, CauseKind] => [atom(subject, change, division), change.cause.kind]),
  );
}

function atom({ subject }: SubjectDiff, { direction, item, condition }: Change, division: DivisionId): string {
  return JSON.stringify([subjectId(subject), direction, item, division, condition]);
}

function mapChanges(diff: AccessDiff, map: (change: Change, subject: SubjectDiff) => Change[]): AccessDiff {
  const subjects = diff.subjects.map((subject) => {
    const mapped = (changes: readonly Change[]) => changes.flatMap((change) => map(change, subject));
    return { ...subject, gained: mapped(subject.gained), lost: mapped(subject.lost), unknown: mapped(subject.unknown) };
  });
  return { ...diff, subjects };
}

function knownCause(cause: Cause, { head }: Specs): Cause {
  if (cause.kind !== "unknown") return cause;
  // The path of a grant's divisions: [section, key, "grants", index, "divisions"].
  const written = cause.path?.[4] === "divisions" && head ? writtenDivisions(head.value, cause.path) : undefined;
  return typeof written === "object" && "match" in written ? cause : { ...cause, kind: "edited" };
}
