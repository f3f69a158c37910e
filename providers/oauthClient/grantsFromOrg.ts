/** A client's role x division pairs in the org, under the keys of the stack. */

import type { ClientGrants } from "../../access/resources/client.ts";
import { NOT_IN_STACK } from "../../access/resources/texts.ts";
import { keyDivisions } from "../divisionKeys.ts";
import type { Session } from "../genesys/session.ts";
import type { RoleDivision } from "./oauthClient.wire.ts";

/**
 * Pairs that the stack made keep its keys. A role that somebody added appears under its name + ` (not in this stack)`, a division
 * under its name: drift that a person can read.
 */
export async function grantsFromOrg(
  session: Session,
  known: ClientGrants,
  held: readonly RoleDivision[],
): Promise<ClientGrants> {
  const grants: Record<string, ClientGrants[string]> = {};
  for (const [roleId, divisionIds] of byRole(held)) {
    const keys = Object.keys(known).filter((key) => known[key]?.roleId === roleId);
    const names = keys.length > 0 ? keys : [`${await roleName(session, roleId)}${NOT_IN_STACK}`];
    for (const [key, ids] of share(names, known, divisionIds)) {
      const { divisions = {}, justification, home } = known[key] ?? {};
      grants[key] = {
        roleId,
        divisions: await keyDivisions(session, divisions, ids),
        ...(justification !== undefined && { justification }),
        ...(home !== undefined && { home }),
      };
    }
  }
  return grants;
}

function byRole(held: readonly RoleDivision[]): Map<string, Set<string>> {
  const divisions = new Map<string, Set<string>>();
  for (const { roleId, divisionId } of held) {
    divisions.set(roleId, (divisions.get(roleId) ?? new Set()).add(divisionId));
  }
  return divisions;
}

/** Two keys may name one role: each gets the divisions that it declares, the first also those that none declares. */
function share(keys: readonly string[], known: ClientGrants, held: ReadonlySet<string>): [string, Set<string>][] {
  const declared = (key: string) => new Set(Object.values(known[key]?.divisions ?? {}));
  const all = new Set(keys.flatMap((key) => [...declared(key)]));
  return keys
    .map((key, index): [string, Set<string>] => {
      const own = declared(key);
      return [key, new Set([...held].filter((id) => own.has(id) || (index === 0 && !all.has(id))))];
    })
    .filter(([, ids]) => ids.size > 0);
}

async function roleName(session: Session, roleId: string): Promise<string> {
  return (await session.listings.roles.all()).get(roleId)?.name ?? roleId;
}
