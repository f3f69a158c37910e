/** Taking a role from one holder outside of some divisions, before that role gains permissions. */
import type { SubjectType } from "../access/values/subject.ts";
import { isStatus } from "./genesys/apiError.ts";
import type { Session } from "./genesys/session.ts";
import { ProviderError } from "./providerError.ts";
import { addGrants, revoke } from "./roleGrant/pairs.ts";

export interface Hold {
  readonly subjectType: SubjectType;
  readonly subjectId: string;
  readonly roleId: string;
  /** Ids of the divisions that the holder keeps the role in. */
  readonly keep: ReadonlySet<string>;
  /** Ids of the divisions that go. */
  readonly surplus: readonly string[];
  /** Set where nothing else would be left of a client's roles: such a client first gets `keep`, because some orgs refuse to take a client's last role. */
  readonly moves: boolean;
}

/**
 * Pair by pair, never by writing the whole holder: its own update may run at the same time.
 *
 * @throws ProviderError when the org refuses to take a client's last role (unverified against a live org)
 */
export async function narrowHolder(session: Session, hold: Hold): Promise<void> {
  const { subjectId, roleId, keep, surplus } = hold;
  try {
    if (hold.moves) await addGrants(session, hold, roleId, [...keep]);
    for (const divisionId of surplus) await revoke(session, subjectId, roleId, divisionId);
  } catch (error) {
    if (!isStatus(error, 400)) throw error;
    throw new ProviderError(
      `The role with id ${roleId} is to gain permissions while ${subjectId} loses it in some divisions, and the org refused to take it away first. ` +
        "Nothing was widened. Change the divisions first, and the role's permissions in a second `pulumi up`. " +
        error.message,
    );
  }
}
