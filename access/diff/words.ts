/** The parts of a difference in words. Names come from files that anybody may have proposed, so every name that is not plain is quoted. */

import { type Item, itemKind, itemText } from "../effective/item.ts";
import { TERM_KINDS, type TermChange } from "../terms/model.ts";
import { printCondition, UNCONDITIONAL } from "../values/condition.ts";
import { type DivisionId, divisionSelector, printDivision } from "../values/division.ts";
import type { Subject } from "../values/subject.ts";
import { printYamlPath } from "../values/yamlPath.ts";
import type { Cause, Change, Place, Rename, Via } from "./model.ts";

/** As it is where it cannot be taken for anything else, in JSON's quotes otherwise. */
export function nameWord(text: string): string {
  return /^[\p{L}\p{N}_.@+-]+$/u.test(text) ? text : JSON.stringify(text);
}

/** `client powerbi-emea "Power BI EMEA"`. */
export function subjectWords({ kind, key, name, id, grantType }: Subject): string {
  const title = name === key ? "" : ` ${JSON.stringify(name)}`;
  const more = [...(id === undefined ? [] : [nameWord(id)]), ...(grantType === undefined ? [] : [grantType])];
  return `${kind.replace("-", " ")} ${nameWord(key)}${title}${more.length > 0 ? ` (${more.join(", ")})` : ""}`;
}

export function itemWords(item: Item): string {
  const text = itemText(item);
  return {
    permission: () => nameOfPermission(text),
    pattern: () => `whatever else matches ${nameOfPermission(text)}`,
    role: () => `whatever the existing role ${JSON.stringify(text)} permits`,
    "user-context": () => `access of whoever signs in (${text})`,
    scope: () => `scope ${nameOfPermission(text)}`,
  }[itemKind(item)]();
}

function nameOfPermission(text: string): string {
  return /^[\w:*.-]+$/.test(text) ? text : JSON.stringify(text);
}

export function divisionWords(division: DivisionId): string {
  const text = printDivision(division);
  if (division.startsWith("division:")) return nameWord(text);
  return divisionSelector(division) && !/^[\w*?, -]+$/.test(text) ? `selector ${JSON.stringify(text.slice(9))}` : text;
}

/** `in EMEA_Operations if Conversation.mediaType EQ CALL`. */
export function placeWords(divisions: readonly DivisionId[], condition: string): string {
  const where = divisions.includes("as-user") ? "" : ` in ${divisions.map(divisionWords).join(", ")}`;
  return `${where}${condition === UNCONDITIONAL ? "" : ` if ${quotedCondition(condition)}`}`.trim();
}

function quotedCondition(condition: string): string {
  const text = printCondition(condition);
  return /^[\p{L}\p{N}_. ,@+-]+$/u.test(text) ? text : JSON.stringify(text);
}

/** The narrower access that the subject had before a gain, or still has after a loss. */
export function narrowerWords({ direction, narrower, conditionChange }: Change): string {
  if (narrower.length === 0) return conditionChange === "changed" ? "the condition changes" : "";
  const places = Map.groupBy(narrower, ({ condition }) => condition);
  const words = [...places].map(([condition, held]) => placeWords(divisionsOf(held), condition)).join(" and ");
  const change = conditionChange === "removed" || conditionChange === "added" ? `condition ${conditionChange}; ` : "";
  return `${change}${direction === "gained" ? "until now only" : "still"} ${words}`;
}

function divisionsOf(places: readonly Place[]): DivisionId[] {
  return places.map(({ division }) => division);
}

/** `through roles a and b`; empty for what a client has by itself. */
export function viaWords(via: readonly Via[]): string {
  const roles = [...new Set(via.flatMap(({ role }) => (role === undefined ? [] : [nameWord(role)])))];
  return roles.length === 0 ? "" : `through role${roles.length > 1 ? "s" : ""} ${roles.join(" and ")}`;
}

const CAUSES: Readonly<Record<Cause["kind"], string>> = {
  edited: "edited",
  "division-joined": "a division joined the selector",
  "division-deleted": "a division is deleted",
  "catalogue-changed": "the catalogue changed",
  "profile-changed": "the profile changed",
  drift: "changed in the org, not by a spec",
  "back-fill": "changed in the org, as Genesys Cloud is known to change roles itself",
  unknown: "cause not known",
};

/** `edited at stacks/prod.yaml:17:9 roles.bi.permissions[2]`. */
export function causeWords({ kind, path, position }: Cause): string {
  const place = position ? ` at ${position.file}:${position.line}:${position.column}` : "";
  return `${CAUSES[kind]}${place}${path && path.length > 0 ? ` ${printYamlPath(path)}` : ""}`;
}

export function renameWords(rename: Rename): string {
  if (rename.kind === "division") return `division ${nameWord(rename.from)} is now called ${nameWord(rename.to)}`;
  const [from, to] = [rename.from.key, rename.to.key].map(nameWord);
  return `client ${from} is now ${to}, with the same access; Pulumi replaces it: new id, new secret`;
}

export function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

/** `clients.crm: redirect-uri https://…: receives the login of whoever signs in`. */
export function termWords({ kind, owner, value, present }: TermChange): string {
  return `${owner}: ${present ? "" : "no longer "}${kind} ${nameWord(value)}: ${TERM_KINDS[kind]}`;
}

/** File, line and column, or the path; empty where there is neither. */
export function termPlace({ path, position }: TermChange): string {
  return position ? `${position.file}:${position.line}:${position.column}` : printYamlPath(path);
}

/** Beside the verdict of a comparison that did not ask the org what changed in it since the last update. */
export const DRIFT_NOT_LOOKED_FOR = "drift was not looked for";

export const DRIFT_NOT_COVERED =
  "Changes that somebody made in the org since the last update: --refresh looks for them.";
