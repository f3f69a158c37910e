/** Adds to an org what somebody says that it holds. Nothing is ever taken away, and what is there already stays as it is. */
import { policiesFor } from "../access/policies.ts";
import type { Division, OrgData, SubjectType } from "../org/orgData.ts";
import { SEED } from "../seed.ts";
import { divisionRows } from "./divisionRows.ts";
import { fixedId } from "./fixedId.ts";
import { BORN, newClient } from "./newClient.ts";
import { deployerRole, roleLikeDefault } from "./roles.ts";

/** The objects that an org must have, by the names and ids that people write. */
export interface OrgContent {
  /** By name. Each gets data of its own, so that isolation can be seen. */
  readonly divisions: readonly string[];
  /** Divisions whose ids people wrote down, too. One that the org has by id or by name stays as it is. */
  readonly divisionsById?: readonly { readonly id: string; readonly name: string }[];
  /** By e-mail. */
  readonly users: readonly string[];
  /** By name. */
  readonly groups: readonly string[];
  /** Names, or ids. */
  readonly roles: readonly string[];
  readonly clients: readonly { readonly id: string; readonly name: string }[];
  /** Permissions (`domain:entity:action`) that the deploying client holds in all divisions. */
  readonly deployer: readonly string[];
}

export interface Added {
  readonly kind: "division" | "user" | "group" | "role" | "client" | "permission of the deployer";
  /** The name or id, as it was asked for. */
  readonly name: string;
}

export interface FilledOrg {
  readonly org: OrgData;
  /** Empty when the org held it all. */
  readonly added: readonly Added[];
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The org with all of the content; the given one is not changed. */
export function fillOrg(before: OrgData, content: OrgContent): FilledOrg {
  const org = structuredClone(before);
  const added: Added[] = [];
  const each = (kind: Added["kind"], names: readonly string[], add: (name: string) => boolean) => {
    for (const name of new Set(names)) if (add(name)) added.push({ kind, name });
  };
  for (const { id, name } of content.divisionsById ?? [])
    if (addDivisionOfId(org, id, name)) added.push({ kind: "division", name });
  each("division", content.divisions, (name) => addDivision(org, name));
  each("user", content.users, (email) => addUser(org, email));
  each("group", content.groups, (name) => addGroup(org, name));
  each("role", content.roles, (nameOrId) => addRole(org, nameOrId));
  for (const { id, name } of content.clients) if (addClient(org, id, name)) added.push({ kind: "client", name: id });
  each("permission of the deployer", content.deployer, (permission) => addDeployerPermission(org, permission));
  return { org, added };
}

/** The secret of a client that is in the org because somebody said that it exists: made up from its id, of use only here. */
export function secretOfExistingClient(id: string): string {
  return `simulator-only-${id}-secret`;
}

/** A deleted division of the name comes back. */
function addDivision(org: OrgData, name: string): boolean {
  const same = org.divisions.filter((it) => it.name === name);
  if (same.some(({ deleted }) => !deleted)) return false;
  const [gone] = same;
  if (gone) gone.deleted = false;
  const division = gone ?? newDivision(org, name);
  if (!org.queues.some(({ divisionId }) => divisionId === division.id)) addRows(org, division);
  return true;
}

function addDivisionOfId(org: OrgData, id: string, name: string): boolean {
  if (org.divisions.some((it) => it.id === id || (it.name === name && !it.deleted))) return false;
  addRows(org, newDivision(org, name, id));
  return true;
}

function newDivision(org: OrgData, name: string, id = freeId(org, `division/${name}`, org.divisions)): Division {
  const division = { id, name, description: "", homeDivision: false, deleted: false };
  org.divisions.push(division);
  return division;
}

/** Rows that were there before, and have since been moved to another division, are left where they are. */
function addRows(org: OrgData, division: Division): void {
  const rows = divisionRows(division, administratorOf(org));
  for (const kind of Object.keys(rows) as (keyof typeof rows)[]) {
    const present: { readonly id: string }[] = org[kind];
    present.push(...rows[kind].filter(({ id }) => !present.some((row) => row.id === id)));
  }
}

/** E-mails are compared without regard to case. */
function addUser(org: OrgData, email: string): boolean {
  if (org.users.some((user) => user.email.toLowerCase() === email.toLowerCase())) return false;
  const home = homeOf(org);
  org.users.push({
    id: freeId(org, `user/${email.toLowerCase()}`, org.users),
    name: email.split("@")[0] ?? email,
    email,
    title: "",
    department: "",
    divisionId: home.id,
  });
  return true;
}

/** Nobody says who is in it. */
function addGroup(org: OrgData, name: string): boolean {
  if (org.groups.some((group) => group.name === name)) return false;
  org.groups.push({ id: freeId(org, `group/${name}`, org.groups), name, description: "", memberIds: [] });
  return true;
}

function addRole(org: OrgData, nameOrId: string): boolean {
  if (org.roles.some(({ id, name }) => name === nameOrId || id === nameOrId.toLowerCase())) return false;
  const role = UUID.test(nameOrId)
    ? roleLikeDefault(nameOrId.toLowerCase(), `Existing role ${nameOrId.toLowerCase()}`)
    : roleLikeDefault(freeId(org, `role/${nameOrId}`, org.roles), nameOrId);
  org.roles.push(role);
  return true;
}

/** It holds a role of its own, as every client-credentials client must, apart from what a stack grants it. */
function addClient(org: OrgData, id: string, name: string): boolean {
  if (org.clients.some((client) => client.id === id)) return false;
  const credentials = { clientId: id, clientSecret: secretOfExistingClient(id), name };
  org.clients.push(newClient(credentials, "Existed before", administratorOf(org)));
  const role = org.roles.find(({ defaultRoleId }) => defaultRoleId === "employee") ?? org.roles[0];
  if (role) grant(org, "PC_OAUTH_CLIENT", id, role.id, homeOf(org).id);
  return true;
}

/** The permission goes into the custom role that the deployer holds in all divisions; a deployer or a role that is gone comes back. */
function addDeployerPermission(org: OrgData, permission: string): boolean {
  const { deployer } = SEED;
  if (!org.clients.some(({ id }) => id === deployer.clientId))
    org.clients.push(newClient(deployer, "Runs Pulumi for this org", administratorOf(org)));
  const held = org.grants.filter(({ subjectId, divisionId }) => subjectId === deployer.clientId && divisionId === "*");
  const roles = org.roles.filter(({ id }) => held.some(({ roleId }) => roleId === id));
  const permits = roles.flatMap((role) => policiesFor(role, permission));
  if (permits.some(({ resourceConditionNode }) => resourceConditionNode === undefined)) return false;
  const [domain = "", entityName = "", action = ""] = permission.split(":");
  const role = roles.find(({ defaultRoleId }) => defaultRoleId === undefined) ?? newDeployerRole(org);
  role.permissionPolicies.push({ domain, entityName, actionSet: [action] });
  return true;
}

function newDeployerRole(org: OrgData): OrgData["roles"][number] {
  const role = deployerRole(freeId(org, "role/deployer", org.roles), freeName(SEED.deployer.name, org.roles));
  org.roles.push(role);
  grant(org, "PC_OAUTH_CLIENT", SEED.deployer.clientId, role.id, "*");
  return role;
}

function grant(org: OrgData, subjectType: SubjectType, subjectId: string, roleId: string, divisionId: string): void {
  org.grants.push({ subjectType, subjectId, roleId, divisionId, grantMadeAt: BORN });
}

/** The author of new objects, by id: a user with the default role of administrators, or else the first user. */
function administratorOf({ roles, grants, users }: OrgData): string {
  const admin = roles.find(({ defaultRoleId }) => defaultRoleId === "admin");
  const isAdministrator = (id: string) =>
    grants.some(({ subjectId, roleId }) => subjectId === id && roleId === admin?.id);
  return (users.find(({ id }) => isAdministrator(id)) ?? users[0])?.id ?? fixedId("administrator");
}

function homeOf({ divisions }: OrgData): Division {
  const home = divisions.find(({ homeDivision }) => homeDivision);
  if (home === undefined) throw new Error("The org has no home division: repair its data file.");
  return home;
}

/** The id of a thing by its name. A thing that was renamed keeps its id: another one of the old name gets a different one. */
function freeId({ organization }: OrgData, name: string, taken: readonly { readonly id: string }[]): string {
  for (let count = 1; ; count++) {
    const id = fixedId(`${organization.id}/${name}${count === 1 ? "" : `/${count}`}`);
    if (!taken.some((thing) => thing.id === id)) return id;
  }
}

function freeName(name: string, taken: readonly { readonly name: string }[]): string {
  for (let count = 1; ; count++) {
    const numbered = count === 1 ? name : `${name} ${count}`;
    if (!taken.some((thing) => thing.name === numbered)) return numbered;
  }
}
