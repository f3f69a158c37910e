/** Gains, losses and unknowns: one table per subject, the riskiest rows first. */
import type { BlockContent, PhrasingContent } from "mdast";
import { justificationsOf } from "../../diff/justifications.ts";
import type { Change, SubjectDiff } from "../../diff/model.ts";
import { compareRisk } from "../../diff/risk.ts";
import { count } from "../../diff/words.ts";
import { itemKind, itemText } from "../../effective/item.ts";
import { printCondition, UNCONDITIONAL } from "../../values/condition.ts";
import { type DivisionId, printDivision } from "../../values/division.ts";
import { printYamlPath } from "../../values/yamlPath.ts";
import { code, prose, words } from "./code.ts";
import { bullets, commas, heading, paragraph, strong, table } from "./nodes.ts";

/** A name takes less room than a row. */
const NAMES_PER_ROW = 4;
/** Most divisions that a cell names. */
const MOST_NAMES = 8;

export function changeSection(
  title: string,
  subjects: readonly SubjectDiff[],
  of: (diff: SubjectDiff) => readonly Change[],
  rows: number,
): BlockContent[] {
  const all = subjects.flatMap((diff) => of(diff).map((change) => ({ diff, change })));
  if (all.length === 0) return [];
  const sorted = all.sort((a, b) => compareRisk(a.change.risk, b.change.risk));
  const [shown, left] = [sorted.slice(0, rows), sorted.slice(rows)];
  const groups = Map.groupBy(shown, ({ diff }) => diff);
  return [
    heading(3, title),
    ...[...groups].flatMap(([diff, held]) =>
      subjectTable(
        diff,
        held.map(({ change }) => change),
      ),
    ),
    ...foldedChanges(left, rows * NAMES_PER_ROW),
  ];
}

/** Subjects without a place in a table are named all the same, with the number of changes that are left out. */
function foldedChanges(left: readonly { readonly diff: SubjectDiff }[], most: number): BlockContent[] {
  if (left.length === 0) return [];
  const subjects = [...Map.groupBy(left, ({ diff }) => diff)];
  const names = subjects
    .slice(0, most)
    .flatMap(([{ subject }, changes], index) => [
      words(`${index === 0 ? "" : ", "}${subject.kind.replace("-", " ")} `),
      code(subject.key),
      words(` ${changes.length}`),
    ]);
  const others = subjects.length - most;
  const end = others > 0 ? `, and ${count(others, "more subject")}` : "";
  return [
    paragraph(`… and ${left.length} more of ${count(subjects.length, "subject")}: --format json lists all of them.`),
    paragraph(...names, words(`${end}.`)),
  ];
}

/** Counts the changes that the size limit left out: none is dropped without a word. */
export function remainder(left: number): BlockContent[] {
  return left === 0 ? [] : [paragraph(`… and ${left} more: --format json lists all of them.`)];
}

function subjectTable(diff: SubjectDiff, changes: readonly Change[]): BlockContent[] {
  const rows = changes.map((change) => [itemCell(change), whereCell(change), howCell(change), riskCell(change)]);
  return [subjectLine(diff), table(["What", "Where", "How and why", "Risk"], rows), ...reasons(changes)];
}

/** Justifications that a subject's table is followed by. */
const MOST_REASONS = 5;

function reasons(changes: readonly Change[]): BlockContent[] {
  const all = justificationsOf(changes);
  if (all.length === 0) return [];
  const shown = all
    .slice(0, MOST_REASONS)
    .map(({ role, text }) => [
      words("justification of role "),
      code(role),
      words(": "),
      ...prose(JSON.stringify(text)),
    ]);
  return [...bullets(shown), ...remainder(all.length - shown.length)];
}

const STANDING = { added: "new", removed: "removed", changed: "" } as const;

function subjectLine({ subject: { kind, key, name, id, grantType }, standing }: SubjectDiff): BlockContent {
  const details = [
    ...(name === key ? [] : [code(name)]),
    ...(id === undefined ? [] : [code(id)]),
    ...(grantType === undefined ? [] : [code(grantType)]),
    ...(STANDING[standing] === "" ? [] : [words(STANDING[standing])]),
  ];
  const more = details.length === 0 ? [] : [words(" ("), ...commas(details), words(")")];
  return paragraph(strong(kind.replace("-", " ")), " ", code(key), ...more);
}

function itemCell({ item, direction }: Change): PhrasingContent[] {
  const name = code(itemText(item));
  // Both stand in one table.
  const sign = direction === "gained" ? "gains" : "loses";
  return {
    permission: () => [name],
    pattern: () => [words(`${sign} whatever else `), name, words(" stands for in the org")],
    role: () => [words(`${sign} whatever the role `), name, words(" permits")],
    "user-context": () => [words("access of whoever signs in ("), name, words(")")],
    scope: () => [words("scope "), name],
  }[itemKind(item)]();
}

function whereCell({ divisions, condition, narrower, direction, conditionChange }: Change): PhrasingContent[] {
  const before = direction === "gained" ? "; until now only " : "; still ";
  const held = [...new Set(narrower.map(({ division }) => division))];
  return [
    ...divisionNodes(divisions),
    ...(condition === UNCONDITIONAL ? [] : [words(" if "), code(printCondition(condition))]),
    ...(conditionChange === undefined ? [] : [words(`; condition ${conditionChange}`)]),
    ...(held.length === 0 ? [] : [words(before), ...divisionNodes(held)]),
  ];
}

function divisionNodes(divisions: readonly DivisionId[]): PhrasingContent[] {
  const nodes = divisions
    .slice(0, MOST_NAMES)
    .map((division) =>
      division === "all" || division === "as-user" ? words(printDivision(division)) : code(printDivision(division)),
    );
  const left = divisions.length - nodes.length;
  return left > 0 ? [...commas(nodes), words(` and ${count(left, "more division")}`)] : commas(nodes);
}

const CAUSES: Readonly<Record<Change["cause"]["kind"], string>> = {
  edited: "edited",
  "division-joined": "a division joined the selector",
  "division-deleted": "a division is deleted",
  "catalogue-changed": "the catalogue changed",
  "profile-changed": "the profile changed",
  drift: "changed in the org",
  "back-fill": "changed in the org, as Genesys Cloud is known to change roles itself",
  unknown: "edited, or the divisions of the org changed",
};

function howCell({ via, cause: { kind, path, position } }: Change): PhrasingContent[] {
  const roles = [...new Set(via.flatMap(({ role }) => (role === undefined ? [] : [role])))];
  const place = position ? `${position.file}:${position.line}:${position.column}` : path && printYamlPath(path);
  return [
    ...(roles.length === 0 ? [] : [words("role "), ...commas(roles.slice(0, MOST_NAMES).map(code)), words("; ")]),
    words(CAUSES[kind]),
    ...(place === undefined || place === "" ? [] : [words(" at "), code(place)]),
  ];
}

function riskCell({ risk: { level, reasons } }: Change): PhrasingContent[] {
  return [words([level, ...reasons.slice(0, 2)].join("; "))];
}

export function list(title: string, items: readonly PhrasingContent[][], rows: number): BlockContent[] {
  if (items.length === 0) return [];
  return [
    heading(3, title),
    ...bullets(items.slice(0, rows)),
    ...remainder(items.length - Math.min(rows, items.length)),
  ];
}
