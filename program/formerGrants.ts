/**
 * Grants that the last deployment made under another name: the key of a user, a client or a role was changed, and subject and role are the same. The engine
 * takes the old name as an alias, so that such a grant is changed and not made anew: one that is made anew finds what the old one gave, and takes it for
 * somebody else's.
 */
import { z } from "zod";
import type { DesiredAccess } from "../access/plan/desired.ts";
import { type DesiredGrant, GRANT } from "../access/resources/grant.ts";
import { lastDeployment } from "../providers/pulumi/lastDeployment.ts";

/** URNs by key of the grant. */
export type FormerGrants = ReadonlyMap<string, readonly string[]>;

const deployedGrant = z.object({
  type: z.literal(GRANT.token),
  outputs: GRANT.outputs.pick({ subjectType: true, subjectId: true, roleId: true, roleKey: true, existingRole: true }),
});
type DeployedGrant = z.output<typeof deployedGrant>["outputs"];

/** None where there are no grants, and where the engine does not tell: a renamed one then keeps what it finds. */
export async function formerGrants({ grants }: Pick<DesiredAccess, "grants">): Promise<FormerGrants> {
  if (grants.length === 0) return new Map();
  return formerNames(grants, await lastDeployment().catch(() => undefined));
}

/** @param deployed resources by URN, as the engine gives them */
export function formerNames(grants: readonly DesiredGrant[], deployed: unknown): FormerGrants {
  const old = Object.entries(z.record(z.string(), z.unknown()).safeParse(deployed).data ?? {}).flatMap(([urn, one]) => {
    const found = deployedGrant.safeParse(one).data;
    return found ? [{ urn, name: nameOf(urn), ...found.outputs }] : [];
  });
  const names = new Set(old.map(({ name }) => name));
  const wanted = new Set(grants.map(({ key }) => key));
  const free = old.filter(({ name }) => !wanted.has(name));
  const former = new Map<string, readonly string[]>();
  for (const grant of grants.filter(({ key }) => !names.has(key))) {
    const index = free.findIndex((one) => isSame(grant, one));
    // Each name is taken by one grant.
    const [found] = index < 0 ? [] : free.splice(index, 1);
    if (found) former.set(grant.key, [found.urn]);
  }
  return former;
}

/** A role that the stack makes is known by its key. */
function isSame({ subjectType, subjectId, role }: DesiredGrant, deployed: DeployedGrant): boolean {
  if (subjectType !== deployed.subjectType || subjectId !== deployed.subjectId) return false;
  if ("id" in role) return role.id === deployed.roleId;
  return deployed.existingRole === undefined && role.managed === deployed.roleKey;
}

/** `urn:pulumi:<stack>::<project>::<types>::<name>`; a name may hold anything. */
function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
