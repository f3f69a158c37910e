/** The roles of a subject as holdings, for the decisions that explanations and expectations share. */

import { itemCovers } from "../../../access/effective/item.ts";
import type { Holding } from "../../../access/explain/holding.ts";
import { type DivisionId, namedDivision } from "../../../access/values/division.ts";
import type { RoleFacts, RoleGrantFacts, StackFacts } from "../../facts.ts";

/** Division keys stand for names here: an expectation names them by key as well. */
export function holdingsOf(grants: readonly RoleGrantFacts[], roles: StackFacts["roles"]): Holding[] {
  const byKey = new Map(roles.map((role) => [role.key, role]));
  return grants.flatMap((grant) => holdingsOfGrant(grant, byKey.get(grant.roleKey)));
}

function holdingsOfGrant(grant: RoleGrantFacts, role: RoleFacts | undefined): Holding[] {
  const { roleKey, allDivisions, existingRole, existingGeneral = [] } = grant;
  const divisions: DivisionId[] = allDivisions ? ["all"] : grant.divisions.map(namedDivision);
  const holding = { role: roleKey, divisions, path: [], divisionAware: answersOf(grant) };
  const permissions = grant.role?.permissions ?? grant.existingPermissions;
  const anything: Holding = { ...holding, existing: existingRole ?? roleKey, holds: () => false, conditional: false };
  // Without an org nobody knows what the role permits, and with one still not what its old general permissions open.
  if (permissions === undefined) return [anything];
  const limited = role?.conditional ?? [];
  const free = permissions.filter((permission) => !limited.includes(permission));
  return [
    { ...holding, holds: holdsOneOf(free), conditional: false },
    ...(limited.length > 0 ? [{ ...holding, holds: holdsOneOf(limited), conditional: true }] : []),
    ...(existingGeneral.length > 0 ? [anything] : []),
  ];
}

/** A pattern that divisions limit is limited in all that it stands for; one that leaks need not leak in all of it. */
function answersOf({
  divisionAware = [],
  notDivisionAware = [],
}: RoleGrantFacts): (text: string) => "yes" | "no" | undefined {
  const limited = holdsOneOf(divisionAware);
  return (permission) => (notDivisionAware.includes(permission) ? "no" : limited(permission) ? "yes" : undefined);
}

/** A pattern stands also for what the catalogue does not know of it. */
function holdsOneOf(written: readonly string[]): Holding["holds"] {
  return (permission) =>
    written.some((text) => text === permission || itemCovers(`pattern:${text}`, `permission:${permission}`));
}

/** Everybody who holds roles of the stack, as `only` names them: `clients.<key>`, `users.<e-mail>`, `groups.<name>`. */
export function subjectsOf({
  clients,
  grants,
}: Pick<StackFacts, "clients" | "grants">): ReadonlyMap<string, RoleGrantFacts[]> {
  const held = [
    ...clients.map((client) => [`clients.${client.key}`, client.grants] as const),
    ...grants.map((grant) => [grant.key.replace("/", "."), grant.grants] as const),
  ];
  return new Map(
    [...Map.groupBy(held, ([subject]) => subject)].map(([subject, all]) => [subject, all.flatMap(([, one]) => one)]),
  );
}
