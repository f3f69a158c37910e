/** A difference for other programs: schemas/access-diff.schema.json describes what holds it. */
import { itemKind, itemText } from "../effective/item.ts";
import { TERM_KINDS, type TermChange } from "../terms/model.ts";
import { type Condition, readCondition } from "../values/condition.ts";
import { type DivisionId, divisionName, divisionSelector } from "../values/division.ts";
import { printYamlPath } from "../values/yamlPath.ts";
import { approvalOf, type Occasion } from "./approval.ts";
import type { AccessDiff, Cause, Change, Rename, SubjectDiff, Via } from "./model.ts";

/** Plain data without undefined values. The approval is for this occasion; without one there is none. */
export function diffJson(diff: AccessDiff, occasion?: Occasion) {
  const { stack, organization, verdict, counts, digest, subjects, terms, renames, notCovered } = diff;
  const approval = occasion && approvalOf(diff, occasion);
  return {
    stack,
    organization: { id: organization.id, name: organization.name },
    verdict,
    counts,
    ...(digest && { digest }),
    subjects: subjects.map(subjectJson),
    terms: terms.map(termJson),
    renames: renames.map(renameJson),
    notCovered,
    ...(approval && { approval }),
  };
}

function subjectJson({ subject, standing, gained, lost, unknown }: SubjectDiff) {
  return {
    ...subject,
    standing,
    gained: gained.map(changeJson),
    lost: lost.map(changeJson),
    unknown: unknown.map(changeJson),
  };
}

function changeJson({ direction, item, divisions, condition, conditionChange, narrower, via, cause, risk }: Change) {
  return {
    direction,
    kind: itemKind(item),
    name: itemText(item),
    divisions: divisions.map(divisionJson),
    ...conditionJson(condition),
    ...(conditionChange && { conditionChange }),
    narrower: narrower.map((place) => ({ division: divisionJson(place.division), ...conditionJson(place.condition) })),
    via: via.map(viaJson),
    cause: causeJson(cause),
    risk,
  };
}

function divisionJson(division: DivisionId) {
  if (division === "all" || division === "as-user") return { kind: division };
  const selector = divisionSelector(division);
  return selector
    ? { kind: "selector" as const, ...selector }
    : { kind: "division" as const, name: divisionName(division) ?? "" };
}

function conditionJson(text: string): { readonly condition?: Condition } {
  const condition = readCondition(text);
  return condition ? { condition } : {};
}

function termJson({ path, position, ...term }: TermChange) {
  return {
    ...term,
    meaning: TERM_KINDS[term.kind],
    path: printYamlPath(path),
    ...(position && { position: { ...position } }),
  };
}

function viaJson({ role, path, justification }: Via) {
  return {
    ...(role !== undefined && { role }),
    path: printYamlPath(path),
    ...(justification !== undefined && { justification }),
  };
}

function causeJson({ kind, path, position }: Cause) {
  return { kind, ...(path && { path: printYamlPath(path) }), ...(position && { position: { ...position } }) };
}

function renameJson(rename: Rename) {
  return rename.kind === "division" ? rename : { kind: rename.kind, from: rename.from.key, to: rename.to.key };
}
