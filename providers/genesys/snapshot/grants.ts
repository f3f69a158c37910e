/** All grants of an org by its divisions: one call a division, and one for each further 500 grants. */
import { z } from "zod";
import { limit } from "../../../access/catalogue/limits.ts";
import type { SnapshotDivision } from "../../../access/snapshot/model.ts";
import { copyable } from "../../../access/values/untrusted.ts";
import { GenesysApiError, isStatus } from "../apiError.ts";
import type { GenesysClient } from "../client.ts";
import { openPages } from "../paging.ts";
import { holdersOf } from "./holders.ts";
import { remembered, type Sources } from "./listings.ts";
import { isForbidden, type Part, refused, some } from "./part.ts";
import { wireSeenGrant } from "./wire.ts";

/** A grant whose subject may be anybody. */
export interface SeenGrant {
  readonly subject: string;
  readonly role: string;
  readonly division: string;
}

export interface SeenGrants extends Part<SeenGrant> {
  /** Divisions, `*` among them, whose grants the reader may not see. */
  readonly hidden: readonly string[];
}

const PERMISSION = "authorization:grant:view";

const seenGrants = z.array(z.object({ subject: z.string(), role: z.string(), division: z.string() }));

/** The vendor's id for all divisions. */
export const ALL_DIVISIONS = "*";

/** Each row brings its role with all that it permits: a page of the largest size can be more than an answer may be. */
const SMALLER_PAGES = [100, 25];

export interface Asked {
  readonly divisions: readonly SnapshotDivision[];
  /** Ids of all roles, for an org that does not list the grants in all divisions. */
  readonly roles: readonly string[];
  /** Called for each call that is known to come. */
  readonly step: <T>(work: Promise<T>) => Promise<T>;
}

/** The grants in all divisions come first: who may not see grants anywhere is not asked about each division. */
export async function readGrants(sources: Sources, { divisions, roles, step }: Asked): Promise<SeenGrants> {
  const everywhere = await step(everywhereOf(sources, roles));
  if (everywhere.nowhere) return { rows: [], lacks: everywhere.lacks, unread: true, hidden: [] };
  const each = await Promise.all(divisions.map((division) => step(divisionOf(sources, division))));
  const parts = [everywhere, ...each];
  return {
    rows: parts.flatMap(({ rows }) => rows),
    lacks: parts.flatMap(({ lacks }) => lacks),
    unread: parts.every(({ unread }) => unread),
    hidden: parts.flatMap(({ hidden }) => hidden),
  };
}

async function everywhereOf({ client, memory }: Sources, roles: readonly string[]) {
  let [hidden, nowhere] = [false, false];
  const part = await remembered(memory, `grants/${ALL_DIVISIONS}`, seenGrants, async () => {
    try {
      return await inPages(client, ALL_DIVISIONS);
    } catch (error) {
      hidden = isForbidden(error, "division");
      nowhere = !hidden && isForbidden(error, "");
      if (hidden) return { rows: [], lacks: [], unread: true };
      // Unverified against a live org: that this listing takes `*` at all.
      if (isStatus(error, 400, 404)) return byRole(client, roles);
      return {
        rows: [],
        lacks: [refused(nowhere ? "" : EVERYWHERE, error, PERMISSION)],
        unread: true,
      };
    }
  });
  return { ...part, hidden: hidden ? [ALL_DIVISIONS] : [], nowhere };
}

/** The same grants from the other side, one call a role. */
async function byRole(client: GenesysClient, roles: readonly string[]): Promise<Part<SeenGrant>> {
  try {
    const rows = await Promise.all(
      roles.map(async (role) => {
        const holders = (await holdersOf(client, role)).filter(({ divisions }) => divisions.includes(ALL_DIVISIONS));
        return holders.map(({ id }) => ({ subject: id, role, division: ALL_DIVISIONS }));
      }),
    );
    return { rows: rows.flat(), lacks: [BY_ROLE], unread: false };
  } catch (error) {
    return { rows: [], lacks: [refused(EVERYWHERE, error, "authorization:role:view")], unread: true };
  }
}

const EVERYWHERE = "Grants in all divisions: ";
const BY_ROLE =
  "The org does not list grants in all divisions: they are read from the holders of each role, which may show what a group gives as a user's own.";

async function divisionOf({ client, memory }: Sources, { id, name }: SnapshotDivision) {
  let hidden = false;
  const part = await remembered(memory, `grants/${id}`, seenGrants, async () => {
    try {
      return await inPages(client, id);
    } catch (error) {
      hidden = isForbidden(error, "");
      const lacks = hidden ? [] : [refused(`Grants in the division ${some([name])}: `, error, PERMISSION)];
      return { rows: [], lacks, unread: true };
    }
  });
  return { ...part, hidden: hidden ? [id] : [] };
}

async function inPages(
  client: GenesysClient,
  division: string,
  sizes: readonly number[] = [limit("division-grants-page-rows-most"), ...SMALLER_PAGES],
): Promise<Part<SeenGrant>> {
  const [pageSize = 0, ...smaller] = sizes;
  const path = `/api/v2/authorization/divisions/${encodeURIComponent(division)}/grants`;
  try {
    const opened = await openPages(client, path, wireSeenGrant, { pageSize });
    const rows = (await opened.all()).map(({ subjectId, role, division: at }) => ({
      subject: subjectId,
      role: role.id,
      division: at?.id ?? division,
    }));
    const { total = rows.length } = opened;
    const lacks = total > rows.length ? [`GET ${path} counts ${total} grants and showed ${rows.length}.`] : [];
    return { rows, lacks, unread: false };
  } catch (error) {
    // An answer that is more than is taken, or a size that the org refuses.
    const isSize = error instanceof GenesysApiError && [200, 400, 413].includes(error.status);
    if (smaller.length > 0 && isSize) return inPages(client, division, smaller);
    throw error;
  }
}

/** In sentences: where the reader cannot see grants. */
export function hiddenLacks(hidden: readonly string[], divisions: readonly SnapshotDivision[]): string[] {
  const names = hidden.map((id) => (id === ALL_DIVISIONS ? "All-Divisions" : nameOf(id, divisions)));
  return names.length === 0
    ? []
    : [`The reading client lacks ${PERMISSION} in ${names.length} places: ${some(names)}.`];
}

function nameOf(id: string, divisions: readonly SnapshotDivision[]): string {
  return copyable(divisions.find((division) => division.id === id)?.name ?? id);
}
