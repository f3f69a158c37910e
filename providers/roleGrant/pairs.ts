/** Role x division pairs of one subject. */
import type { SubjectType } from "../../access/values/subject.ts";
import { isStatus } from "../genesys/apiError.ts";
import type { Session } from "../genesys/session.ts";
import { ignored } from "../genesys/wire.ts";

export interface Subject {
  readonly subjectType: SubjectType;
  readonly subjectId: string;
}

/** Granting what is granted already changes nothing, so that a lost answer is repeated. */
export async function addGrants(
  session: Session,
  { subjectType, subjectId }: Subject,
  roleId: string,
  divisionIds: readonly string[],
): Promise<void> {
  if (divisionIds.length === 0) return;
  const path = `/api/v2/authorization/subjects/${encodeURIComponent(subjectId)}/bulkadd`;
  const grants = divisionIds.map((divisionId) => ({ roleId, divisionId }));
  // Without subjectType the API takes the subject for a user. New roles and divisions answer 404 until they reach its caches.
  const options = { query: { subjectType }, idempotent: true, notYet: [404] };
  try {
    await session.client.post(path, { grants }, ignored, options);
  } finally {
    session.forgetSubject(subjectId);
  }
}

/**
 * Takes a role in several divisions in one call.
 *
 * @returns false where the org refused, and took nothing: it does so when one of the divisions is gone already (Terraform provider, user_roles)
 */
export async function revokeTogether(
  session: Session,
  subjectId: string,
  roleId: string,
  divisionIds: readonly string[],
): Promise<boolean> {
  const path = `/api/v2/authorization/subjects/${encodeURIComponent(subjectId)}/bulkremove`;
  const grants = divisionIds.map((divisionId) => ({ roleId, divisionId }));
  try {
    await session.client.post(path, { grants }, ignored, { idempotent: true });
    return true;
  } catch (error) {
    if (!isStatus(error, 400, 404, 409)) throw error;
    return false;
  } finally {
    session.forgetSubject(subjectId);
  }
}

/** Gone already is fine. */
export async function revoke(session: Session, subjectId: string, roleId: string, divisionId: string): Promise<void> {
  const [subject, division, role] = [subjectId, divisionId, roleId].map(encodeURIComponent);
  try {
    await session.client.delete(`/api/v2/authorization/subjects/${subject}/divisions/${division}/roles/${role}`);
  } catch (error) {
    if (!isStatus(error, 404)) throw error;
  } finally {
    session.forgetSubject(subjectId);
  }
}
