/** The divisions that must be taken from a role's holders before the role may gain permissions. */
import type { z } from "zod";
import type { DesiredAccess } from "../access/plan/desired.ts";
import { CLIENT } from "../access/resources/client.ts";
import { GRANT } from "../access/resources/grant.ts";
import { ROLE } from "../access/resources/role.ts";
import type { DesiredRoleDivisions } from "../access/resources/roleDivisions.ts";
import { expandCompact } from "../access/values/permission.ts";
import type { Hold } from "../providers/narrowHolder.ts";

/** Outputs of the last deployment, by URN, as the engine gives them. */
export type Deployed = Readonly<Record<string, { readonly type: string; readonly outputs: unknown }>>;

export interface ManagedRole {
  /** The role's key in the spec. */
  readonly key: string;
  readonly id: string;
}

export interface Narrowing {
  readonly clients: readonly HeldByClient[];
  readonly grants: readonly HeldByGrant[];
}

/** A client of this stack and the divisions that it is to hold the role in. */
export interface HeldByClient {
  readonly id: string;
  readonly keep: ReadonlySet<string>;
  /** The plan does not have it any more. */
  readonly goes: boolean;
}

/** A grant to a user, a group or an existing client that loses divisions. */
export interface HeldByGrant extends Omit<Hold, "moves"> {}

const clientOutputs = CLIENT.outputs.pick({ clientId: true, clientKey: true, generation: true, grants: true });
const grantOutputs = GRANT.outputs.pick({
  subjectType: true,
  subjectId: true,
  roleId: true,
  divisions: true,
  heldBefore: true,
});
const roleLines = ROLE.inputs.pick({ permissions: true, conditional: true, generalPermissions: true });

/** True when the role may do something after the change that it may not do before. A condition that changes counts as more. */
export function widens(olds: unknown, news: unknown): boolean {
  const [before, after] = [linesOf(olds), linesOf(news)];
  return [...after].some((line) => !before.has(line));
}

/** True when the role may still do everything that it could. */
export function onlyGrows(olds: unknown, news: unknown): boolean {
  return !widens(news, olds);
}

function linesOf(role: unknown): ReadonlySet<string> {
  const { permissions, conditional, generalPermissions = [] } = roleLines.parse(role);
  return new Set([
    ...permissions.flatMap(expandCompact),
    ...conditional.map((line) => JSON.stringify(line)),
    ...generalPermissions,
  ]);
}

/**
 * The holders of this stack that have the role in divisions where the plan no longer gives it, removed holders included. They come from the
 * state, because only the state tells what this stack made: a holder that somebody else made is never touched.
 */
export function narrowingOf(role: ManagedRole, deployed: Deployed, desired: DesiredAccess): Narrowing {
  const clients = outputsOf(deployed, CLIENT.token, clientOutputs);
  const grants = outputsOf(deployed, GRANT.token, grantOutputs).filter(({ roleId }) => roleId === role.id);
  const idsOf = divisionIds([...clients.flatMap((client) => Object.values(client.grants)), ...grants]);
  const keep = (wanted: readonly DesiredRoleDivisions[]) =>
    new Set(wanted.filter(isFor(role.key)).flatMap((grant) => Object.values(grant.divisions).flatMap(idsOf)));
  return {
    clients: clients.map(({ clientId, clientKey, generation = 1 }) => {
      const wanted = desired.clients.filter((client) => client.key === clientKey && client.generation === generation);
      return {
        id: clientId,
        keep: keep(wanted.flatMap((client) => Object.values(client.grants))),
        goes: wanted.length === 0,
      };
    }),
    grants: grants.flatMap(({ subjectType, subjectId, divisions, heldBefore = [] }) => {
      const kept = keep(desired.grants.filter((grant) => grant.subjectId === subjectId));
      // What the holder had before the stack declared it is not the stack's to take.
      const surplus = Object.values(divisions).filter((id) => !kept.has(id) && !heldBefore.includes(id));
      return surplus.length > 0 ? [{ subjectType, subjectId, roleId: role.id, keep: kept, surplus }] : [];
    }),
  };
}

function isFor(key: string): (grant: DesiredRoleDivisions) => boolean {
  return ({ role }) => "managed" in role && role.managed === key;
}

/** A division that the stack manages is known by its key; what the last deployment did not know, nobody holds yet. */
function divisionIds(granted: readonly { readonly divisions: Readonly<Record<string, string>> }[]) {
  const byKey = new Map(granted.flatMap(({ divisions }) => Object.entries(divisions)));
  return (ref: DesiredRoleDivisions["role"]): string[] => {
    if ("id" in ref) return [ref.id];
    const id = byKey.get(ref.managed);
    return id === undefined ? [] : [id];
  };
}

function outputsOf<T>(deployed: Deployed, wanted: string, schema: z.ZodType<T>): T[] {
  return Object.values(deployed).flatMap(({ type, outputs }) => (type === wanted ? [schema.parse(outputs)] : []));
}
