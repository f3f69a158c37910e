/** Causes as far as one spec tells them. */
import type { AccessDiff, Cause, Change } from "../../access/diff/model.ts";
import { writtenDivisions } from "../../access/effective/written.ts";
import type { Specs } from "./comparePreview.ts";

/**
 * The state holds no YAML, so what changed in a role or a grant is told as edited. Only divisions that a selector takes can change without
 * an edit: then both is possible, and without the base's spec nobody can say which.
 */
export function knownCauses(diff: AccessDiff, specs: Specs): AccessDiff {
  if (specs.base) return diff;
  const known = (change: Change): Change => ({ ...change, cause: knownCause(change.cause, specs) });
  const subjects = diff.subjects.map((subject) => ({
    ...subject,
    gained: subject.gained.map(known),
    lost: subject.lost.map(known),
    unknown: subject.unknown.map(known),
  }));
  return { ...diff, subjects };
}

function knownCause(cause: Cause, { head }: Specs): Cause {
  if (cause.kind !== "unknown") return cause;
  // The path of a grant's divisions: [section, key, "grants", index, "divisions"].
  const written = cause.path?.[4] === "divisions" && head ? writtenDivisions(head.value, cause.path) : undefined;
  return typeof written === "object" && "match" in written ? cause : { ...cause, kind: "edited" };
}
