/** The one place that changes grants: subject x role x division. Checks everything first, so that a bulk call works as a whole or not at all. */
import { mayTouch } from "../access/authoriser.ts";
import { ApiError, notFound } from "../http/errors.ts";
import type { Org } from "./org.ts";
import type { Grant, SubjectType } from "./orgData.ts";

export interface Subject {
  readonly type: SubjectType;
  readonly id: string;
}

export interface RoleDivision {
  readonly roleId: string;
  /** A division id, or `*`. */
  readonly divisionId: string;
}

/** Throws 404 unless there is such a user, group or client. A client called without `subjectType=PC_OAUTH_CLIENT` counts as a user: not found. */
export function requireSubject(org: Org, { type, id }: Subject): void {
  const [what, found] =
    type === "PC_USER"
      ? ["user", org.user(id)]
      : type === "PC_GROUP"
        ? ["group", org.group(id)]
        : ["OAuth client", org.client(id)];
  if (found === undefined) throw notFound(String(what), id);
}

/** The type of a known subject; undefined when nothing has this id. */
export function subjectTypeOf(org: Org, id: string): SubjectType | undefined {
  if (org.user(id)) return "PC_USER";
  if (org.group(id)) return "PC_GROUP";
  return org.client(id) ? "PC_OAUTH_CLIENT" : undefined;
}

/** Throws 404 for a role or division that the org does not have: the status that the vendor's Terraform provider waits on. */
export function requirePairs(org: Org, pairs: readonly RoleDivision[]): void {
  for (const { roleId, divisionId } of pairs) {
    if (org.role(roleId) === undefined) throw notFound("role", roleId);
    if (divisionId !== "*" && org.division(divisionId) === undefined) throw notFound("division", divisionId);
  }
}

/**
 * Throws 403, code and text by the vendor's OpenAPI definition, when the org's role settings make grants division-aware and the caller lacks the grant permission in one of the divisions.
 * By default the permission in any division is enough.
 */
export function requireGrantRight(
  org: Org,
  callerId: string,
  action: "add" | "delete",
  pairs: readonly RoleDivision[],
): void {
  if (!org.data.settings.authorizationGrantDivisionAware) return;
  const permission = `authorization:grant:${action}`;
  if (pairs.every(({ divisionId }) => mayTouch(org, callerId, [permission], { divisionIds: [divisionId] }))) return;
  throw new ApiError(403, "missing.division.permissions", "User doesn't have required permissions to the division.");
}

/** Throws 400 where the subject would hold more than the org lets it. */
export function requireGrantRoom(
  org: Org,
  subjectId: string,
  pairs: readonly RoleDivision[],
  { mostGrantsOfSubject: most }: { readonly mostGrantsOfSubject: number },
): void {
  const held = org.grantsOf(subjectId);
  const added = pairs.filter((pair) => !held.some((grant) => same(grant, pair)));
  if (most > 0 && added.length > 0 && held.length + added.length > most)
    throw new ApiError(400, "max.role.assignments.exceeded", "Too many roles granted to a subject");
}

/** Adds what the subject does not have yet. */
export function addGrants(org: Org, subject: Subject, pairs: readonly RoleDivision[]): void {
  for (const pair of pairs) {
    if (org.grantsOf(subject.id).some((grant) => same(grant, pair))) continue;
    const { roleId, divisionId } = pair;
    const { type: subjectType, id: subjectId } = subject;
    org.data.grants.push({ subjectType, subjectId, roleId, divisionId, grantMadeAt: org.timestamp() });
  }
}

/** Takes grants away; throws 400 when a client-credentials client would have none left. */
export function removeGrants(org: Org, subjectId: string, pairs: readonly RoleDivision[]): void {
  const goes = (grant: Grant) => grant.subjectId === subjectId && pairs.some((pair) => same(grant, pair));
  const left = org.grantsOf(subjectId).filter((grant) => !goes(grant));
  if (left.length < org.grantsOf(subjectId).length) requireRole(org, subjectId, left);
  org.data.grants = org.data.grants.filter((grant) => !goes(grant));
}

/** Makes the subject's own grants exactly these. Kept ones keep their date. */
export function replaceGrants(org: Org, subject: Subject, pairs: readonly RoleDivision[]): void {
  requireRole(org, subject.id, pairs);
  const goes = org.grantsOf(subject.id).filter((grant) => !pairs.some((pair) => same(grant, pair)));
  org.data.grants = org.data.grants.filter((grant) => !goes.includes(grant));
  addGrants(org, subject, pairs);
}

/**
 * A client-credentials client acts with its roles alone, and the vendor's documentation asks for at least one at creation.
 * Unverified against a live org: that its last role cannot be taken away by the authorization API as well.
 */
function requireRole(org: Org, subjectId: string, left: readonly unknown[]): void {
  if (left.length > 0 || org.client(subjectId)?.authorizedGrantType !== "CLIENT-CREDENTIALS") return;
  throw new ApiError(400, "missing.client.roles", "Client roles and divisions are missing.");
}

function same(a: RoleDivision, b: RoleDivision): boolean {
  return a.roleId === b.roleId && a.divisionId === b.divisionId;
}
