/** How the audit tells grants that came and went. Whether a real org tells them as a change of the subject, or of the role, is in no public source. */
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
  const keyOf = ({ subjectId, roleId }: Grant) => (form === "subject" ? subjectId : `${roleId} ${subjectId}`);
  const keys = new Set([...gone, ...come].map(keyOf));
  const [left, made] = [Map.groupBy(gone, keyOf), Map.groupBy(come, keyOf)];
  const part = form === "subject" ? subjectPart : memberPart;
  return [...keys].flatMap((key) => part(org, left.get(key) ?? [], made.get(key) ?? []));
}

/** The subject is what changed; the property names roles and divisions by their ids. */
function subjectPart(org: Org, gone: readonly Grant[], come: readonly Grant[]): Part[] {
  const [first] = [...gone, ...come];
  if (first === undefined) return [];
  const roleIds = [...new Set([...gone, ...come].map(({ roleId }) => roleId))];
  const of = (grants: readonly Grant[], id: string) => divisionsOf(grants.filter(({ roleId }) => roleId === id));
  return [
    {
      ...about(gone, come),
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

/** The role is what changed: it has a member more, or one less, or one in other divisions. */
function memberPart(org: Org, gone: readonly Grant[], come: readonly Grant[]): Part[] {
  const [first] = [...gone, ...come];
  if (first === undefined) return [];
  const { roleId, subjectId, subjectType } = first;
  const member = {
    entityId: subjectId,
    entityName: nameOf(org, subjectId),
    entityType: ENTITY_TYPES[subjectType],
    oldValues: divisionsOf(gone),
    newValues: divisionsOf(come),
  };
  const action = gone.length === 0 ? "MemberAdd" : come.length === 0 ? "MemberRemove" : "MemberUpdate";
  return [
    {
      ...about(gone, come),
      entityType: "Role",
      entity: { id: roleId, name: org.role(roleId)?.name ?? "" },
      action,
      propertyChanges: [],
      entityChanges: [member],
    },
  ];
}

function about(gone: readonly Grant[], come: readonly Grant[]) {
  return { serviceName: PEOPLE, divisionIds: [...new Set(divisionsOf([...gone, ...come]))] };
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
