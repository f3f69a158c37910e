/** The listings of a snapshot, each read once to its end, in the snapshot's own form. */
import { z } from "zod";
import { type Snapshot, snapshotSchema } from "../../../access/snapshot/model.ts";
import { compareText, sortedOnce } from "../../../access/values/text.ts";
import type { GenesysClient, Query } from "../client.ts";
import { openPages, readWhole } from "../paging.ts";
import type { ReadingMemory } from "./memory.ts";
import { type Part, refused, some, whole } from "./part.ts";
import { type WireSeenClient, type WireSeenRole, wireSeenClient, wireSeenDivision, wireSeenRole } from "./wire.ts";

export interface Sources {
  readonly client: GenesysClient;
  readonly memory: ReadingMemory;
}

const { divisions: divisionRows, roles: roleRows, clients: clientRows } = snapshotSchema.shape;

export type SeenClient = Snapshot["clients"][number] & {
  /** Its roles and divisions as the client itself shows them; null where the org left them out. */
  readonly pairs: readonly { readonly role: string; readonly division: string }[] | null;
};

const seenClients = z.array(
  clientRows.element.extend({ pairs: z.array(z.object({ role: z.string(), division: z.string() })).nullable() }),
);

/** What was read before, or is read now and kept. A part with a lack is read again by the run that goes on. */
export async function remembered<T>(
  memory: ReadingMemory,
  key: string,
  rows: z.ZodType<T[]>,
  read: () => Promise<Part<T>>,
): Promise<Part<T>> {
  const known = rows.safeParse(memory.recall(key));
  if (known.success) return whole(known.data);
  const part = await read();
  if (part.lacks.length === 0) memory.keep(key, part.rows);
  return part;
}

export function readDivisions({ client, memory }: Sources): Promise<Part<Snapshot["divisions"][number]>> {
  return remembered(memory, "divisions", divisionRows, () =>
    listed("", async () => {
      const found = await pages(client, "/api/v2/authorization/divisions", wireSeenDivision);
      return mapped(found, ({ homeDivision, ...division }) => ({ ...division, home: homeDivision === true }));
    }),
  );
}

export function readRoles({ client, memory }: Sources): Promise<Part<Snapshot["roles"][number]>> {
  const path = "/api/v2/authorization/roles";
  return remembered(memory, "roles", roleRows, () =>
    listed("authorization:role:view", async () => {
      // userCount defaults to true and is slow.
      const found = await pages(client, path, wireSeenRole, { userCount: false });
      const rows = await Promise.all(
        found.rows.map(async (role) => {
          if (role.permissionPolicies) return role;
          return client.get(`${path}/${encodeURIComponent(role.id)}`, wireSeenRole, { query: { userCount: false } });
        }),
      );
      const opaque = rows.flatMap(({ id, permissionPolicies }) => (permissionPolicies ? [] : [id]));
      const lacks =
        opaque.length === 0 ? [] : [`The org does not show what ${roleCount(opaque)} permits: ${some(opaque)}.`];
      return mapped({ ...found, rows, lacks: [...found.lacks, ...lacks] }, toRole);
    }),
  );
}

function roleCount({ length }: readonly string[]): string {
  return length === 1 ? "1 role" : `each of ${length} roles`;
}

/** A deleted client may still be listed; it is in no reading. */
export function readClients({ client, memory }: Sources): Promise<Part<SeenClient>> {
  return remembered(memory, "clients", seenClients, () =>
    listed("oauth:client:view", async () => {
      const found = await readWhole(client, "/api/v2/oauth/clients", wireSeenClient);
      const once = new Map(found.map((one) => [one.id, one])).values();
      return mapped(whole([...once].filter(({ state }) => state !== "deleted")), toClient);
    }),
  );
}

async function listed<T>(permission: string, read: () => Promise<Part<T>>): Promise<Part<T>> {
  try {
    return await read();
  } catch (error) {
    return { rows: [], lacks: [refused("", error, permission)], unread: true };
  }
}

/** Every row once. Fewer than the org itself counts is a lack: something changed while the pages were read, or was left out. */
export async function pages<T extends { readonly id: string }>(
  client: GenesysClient,
  path: string,
  entity: z.ZodType<T>,
  query: Query = {},
): Promise<Part<T>> {
  const opened = await openPages(client, path, entity, query);
  const rows = [...new Map((await opened.all()).map((row) => [row.id, row])).values()];
  const { total = rows.length } = opened;
  const lacks =
    total > rows.length ? [`GET ${path} counts ${total} and showed ${rows.length}: run it again to see all.`] : [];
  return { rows, lacks, unread: false };
}

function mapped<W extends { readonly id: string }, T>(part: Part<W>, to: (row: W) => T): Part<T> {
  return { ...part, rows: [...part.rows].sort((a, b) => compareText(a.id, b.id)).map(to) };
}

function toRole(role: WireSeenRole): Snapshot["roles"][number] {
  const { id, name, description, permissions, permissionPolicies } = role;
  const policies = permissionPolicies?.map(({ domain, entityName, actionSet, resourceConditionNode }) => ({
    domain,
    entity: entityName,
    actions: sortedOnce(actionSet),
    condition: resourceConditionNode ?? null,
  }));
  return {
    id,
    name,
    description,
    default: role.default === true,
    general: sortedOnce(permissions),
    policies: policies?.sort((a, b) => compareText(JSON.stringify(a), JSON.stringify(b))) ?? null,
  };
}

function toClient(client: WireSeenClient): SeenClient {
  const { id, name, description, authorizedGrantType, accessTokenValiditySeconds, registeredRedirectUri } = client;
  const { scope, state, dateCreated, dateModified, dateToDelete, roleDivisions } = client;
  return {
    id,
    name,
    description,
    grantType: authorizedGrantType,
    tokenLifetime: accessTokenValiditySeconds ?? null,
    redirectUris: sortedOnce(registeredRedirectUri),
    scopes: sortedOnce(scope),
    // The API's own default, which old answers leave out.
    state: state ?? "active",
    dateCreated,
    dateModified,
    dateToDelete,
    pairs: roleDivisions?.map(({ roleId, divisionId }) => ({ role: roleId, division: divisionId })) ?? null,
  };
}
