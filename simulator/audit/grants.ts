/**
 * How the audit tells grants that came and went. By the default as a public program saw it in live orgs (genesys-admin-app, js/pages/audit/search.js, 2026-09-16):
 * the role has a member more or less, and the name of the entity is the grant itself. The other forms are there because nobody promised that one.
 */
import type { Org } from "../org/org.ts";
import type { Grant, SubjectType } from "../org/orgData.ts";
import type { Switches } from "../switches.ts";
import { CLIENT_KIND, PEOPLE } from "./kinds.ts";
import type { Part } from "./part.ts";

/** `AuthUser` stands beside `OAuthClient` in the list of entity types that earlier versions of the vendor's SDKs had. */
const ENTITY_TYPES: Readonly<Record<SubjectType, string>> = {
  PC_USER: "AuthUser",
  PC_GROUP: "Group",
  PC_OAUTH_CLIENT: CLIENT_KIND.entityType,
};

export function grantParts(
  org: Org,
  gone: readonly Grant[],
  come: readonly Grant[],
  form: Switches["auditGrants"],
): Part[] {
  if (form === "untold" || gone.length + come.length === 0) return [];
  if (form === "role")
    return [...gone.map((it) => member(it, "MemberRemove")), ...come.map((it) => member(it, "MemberAdd"))];
  const [left, made] = [
    Map.groupBy(gone, ({ subjectId }) => subjectId),
    Map.groupBy(come, ({ subjectId }) => subjectId),
  ];
  return [...new Set([...left.keys(), ...made.keys()])].flatMap((id) =>
    subjectPart(org, left.get(id) ?? [], made.get(id) ?? []),
  );
}

function member({ subjectId, roleId, divisionId }: Grant, action: string): Part {
  return {
    serviceName: PEOPLE,
    entityType: "Role",
    entity: { id: roleId, name: `${subjectId}--${roleId}--${divisionId}` },
    action,
    propertyChanges: [],
    entityChanges: [],
    divisionIds: [divisionId],
  };
}

/** The subject is what changed; the property names roles and divisions by their ids. */
function subjectPart(org: Org, gone: readonly Grant[], come: readonly Grant[]): Part[] {
  const [first] = [...gone, ...come];
  if (first === undefined) return [];
  const roleIds = [...new Set([...gone, ...come].map(({ roleId }) => roleId))];
  const of = (grants: readonly Grant[], id: string) => divisionsOf(grants.filter(({ roleId }) => roleId === id));
  return [
    {
      serviceName: PEOPLE,
      divisionIds: [...new Set(divisionsOf([...gone, ...come]))],
      entityType: ENTITY_TYPES[first.subjectType],
      entity: { id: first.subjectId, name: nameOf(org, first.subjectId) },
      action: "Update",
      propertyChanges: [{ property: "roleDivisions", oldValues: gone.map(pair), newValues: come.map(pair) }],
      entityChanges: roleIds.map((id) => ({
        entityId: id,
        entityName: org.role(id)?.name ?? "",
        entityType: "Role",
        oldValues: of(gone, id),
        newValues: of(come, id),
      })),
    },
  ];
}

function pair({ roleId, divisionId }: Grant): string {
  return `${roleId} in ${divisionId}`;
}

function divisionsOf(grants: readonly Grant[]): string[] {
  return grants.map(({ divisionId }) => divisionId);
}

/** Empty for one that is gone. */
function nameOf(org: Org, id: string): string {
  const user = org.data.users.find((it) => it.id === id);
  return user?.name ?? org.group(id)?.name ?? org.client(id)?.name ?? "";
}
