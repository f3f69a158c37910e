/** What a person is told about divisions that a grant does not own. */
import type { RoleGrantInputs } from "../../access/resources/grant.ts";
import { LEFT_ALONE } from "../../access/resources/texts.ts";

type Grant = Pick<RoleGrantInputs, "subjectKey" | "roleKey">;
/** By key. */
type Divisions = Readonly<Record<string, string>>;

/** At a create or an update: the subject held the role there before the stack declared it. */
export function alreadyThere(grant: Grant, divisions: Divisions): string {
  return (
    `${holds(grant, divisions)} already: another stack or a person granted it before this stack declared it. ` +
    "It stays when the grant is taken out of the spec."
  );
}

/** At an update or a destroy. */
export function kept({ subjectKey, roleKey }: Grant, divisions: Divisions): string {
  return `${subjectKey} keeps the role "${roleKey}" in ${names(divisions)}: held before it was declared, so that this stack does not take it away.`;
}

/** At a refresh. */
export function notManaged(grant: Grant, divisions: Divisions): string {
  return `${holds(grant, divisions)} as well: ${LEFT_ALONE}. With \`exclusive: true\` the next update takes it away.`;
}

function holds({ subjectKey, roleKey }: Grant, divisions: Divisions): string {
  return `${subjectKey} holds the role "${roleKey}" in ${names(divisions)}`;
}

function names(divisions: Divisions): string {
  return Object.keys(divisions)
    .map((key) => (key === "*" ? "all divisions" : key))
    .join(", ");
}
