/** The kinds of objects that the audit watches: how an entry names them, and what it says of each of their properties. */
import type { Org } from "../org/org.ts";
import type { Client, Division, Group, Policy, Role, User } from "../org/orgData.ts";
import type { PropertyChange } from "./entry.ts";

export type Row = Readonly<Record<string, unknown>> & { readonly id: string; readonly name: string };

export interface Kind {
  readonly serviceName: string;
  readonly entityType: string;
  readonly rows: (org: Org) => readonly Row[];
  /** What is told of it; anything else, such as dates and hashes, is not. */
  readonly properties: readonly string[];
  /** True for one that is gone though it is still kept. */
  readonly isGone: (row: Row) => boolean;
  readonly divisionIds: (row: Row) => readonly string[];
}

export const PEOPLE = "PeoplePermissions";
export const GROUPS = "Groups";

const nowhere = () => [];
const never = () => false;

/** A secret is told by its name alone: its hash is what is compared. */
const SECRET = "secretSha256";

export const CLIENT_KIND: Kind = {
  serviceName: PEOPLE,
  entityType: "OAuthClient",
  rows: ({ data }) => data.clients satisfies Client[],
  properties: [
    "name",
    "description",
    "authorizedGrantType",
    "scope",
    "registeredRedirectUri",
    "accessTokenValiditySeconds",
    "state",
    "dateToDelete",
    SECRET,
  ],
  isGone: ({ state, dateToDelete }) => state === "deleted" || (state === "inactive" && dateToDelete !== undefined),
  divisionIds: nowhere,
};

export const KINDS: readonly Kind[] = [
  {
    serviceName: PEOPLE,
    entityType: "Role",
    rows: ({ data }) => data.roles satisfies Role[],
    properties: ["name", "description", "permissions", "permissionPolicies"],
    isGone: never,
    divisionIds: nowhere,
  },
  CLIENT_KIND,
  {
    serviceName: PEOPLE,
    entityType: "Division",
    rows: ({ data }) => data.divisions satisfies Division[],
    properties: ["name", "description"],
    isGone: ({ deleted }) => deleted === true,
    divisionIds: ({ id }) => [id],
  },
  {
    serviceName: PEOPLE,
    entityType: "User",
    rows: ({ data }) => data.users satisfies User[],
    properties: ["name", "email", "divisionId", "state"],
    isGone: ({ state }) => state === "deleted",
    divisionIds: ({ divisionId }) => [String(divisionId)],
  },
  {
    serviceName: GROUPS,
    entityType: "Group",
    rows: ({ data }) => data.groups satisfies Group[],
    properties: ["name", "description", "memberIds", "ownerIds"],
    isGone: never,
    divisionIds: nowhere,
  },
  {
    serviceName: PEOPLE,
    entityType: "AuthOrganization",
    rows: ({ data }) => [{ ...data.settings, id: data.organization.id, name: data.organization.name }],
    properties: ["backfillEnabled", "authorizationGrantDivisionAware"],
    isGone: never,
    divisionIds: nowhere,
  },
];

/** What differs between two states of an object; undefined stands for none. */
export function changesOf(kind: Kind, before: Row | undefined, after: Row | undefined): PropertyChange[] {
  return kind.properties.flatMap((property): PropertyChange[] => {
    const [old, now] = [before?.[property], after?.[property]];
    if (old === now) return [];
    if (property === SECRET) return before && after ? [{ property: "secret", oldValues: [], newValues: [] }] : [];
    if (property === "permissionPolicies") return policyChange(old, now);
    const [oldValues, newValues] = [textsOf(old), textsOf(now)];
    return same(oldValues, newValues) ? [] : [{ property, oldValues, newValues }];
  });
}

/** Roles have hundreds of permissions: those that it lost and those that it got are told. */
function policyChange(old: unknown, now: unknown): PropertyChange[] {
  const [before, after] = [linesOf(old), linesOf(now)];
  const change = {
    property: "permissionPolicies",
    oldValues: [...before].filter((line) => !after.has(line)),
    newValues: [...after].filter((line) => !before.has(line)),
  };
  return change.oldValues.length + change.newValues.length > 0 ? [change] : [];
}

function linesOf(policies: unknown): Set<string> {
  return new Set(((policies ?? []) as readonly Policy[]).flatMap(policyLines));
}

function policyLines({ domain, entityName, actionSet, resourceConditionNode }: Policy): string[] {
  const condition = resourceConditionNode === undefined ? "" : ` ${JSON.stringify(resourceConditionNode)}`;
  return actionSet.map((action) => `${domain}:${entityName}:${action}${condition}`);
}

function textsOf(value: unknown): string[] {
  if (value === undefined || value === "") return [];
  return Array.isArray(value) ? value.map(String) : [String(value)];
}

function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, index) => text === b[index]);
}
