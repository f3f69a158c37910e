/** All grants of an org by its divisions: one call a division, and one for each further 500 grants. */
import { z } from "zod";
import { limit } from "../../../access/catalogue/limits.ts";
import { GenesysApiError } from "../apiError.ts";
import type { GenesysClient } from "../client.ts";
import { openPages } from "../paging.ts";
import { remembered, type Sources } from "./listings.ts";
import { type Part, refused } from "./part.ts";
import { wireSeenGrant } from "./wire.ts";

/** A grant whose subject may be anybody. */
export interface SeenGrant {
  readonly subject: string;
  readonly role: string;
  readonly division: string;
}

const seenGrants = z.array(z.object({ subject: z.string(), role: z.string(), division: z.string() }));

/** The vendor's id for all divisions. */
export const ALL_DIVISIONS = "*";

/** Each row brings its role with all that it permits: a page of the largest size can be more than an answer may be. */
const SMALLER_PAGES = [100, 25];

/** @param division an id, or `*` */
export function readDivisionGrants(
  { client, memory }: Sources,
  division: string,
  name: string,
): Promise<Part<SeenGrant>> {
  return remembered(memory, `grants/${division}`, seenGrants, async () => {
    try {
      return await inPages(client, division, [limit("division-grants-page-rows-most"), ...SMALLER_PAGES]);
    } catch (error) {
      const what = division === ALL_DIVISIONS ? "Grants in all divisions" : `Grants in the division ${name}`;
      return { rows: [], lacks: [refused(what, error, "authorization:grant:view")], unread: true };
    }
  });
}

async function inPages(
  client: GenesysClient,
  division: string,
  [size = 0, ...smaller]: number[],
): Promise<Part<SeenGrant>> {
  const path = `/api/v2/authorization/divisions/${encodeURIComponent(division)}/grants`;
  try {
    const opened = await openPages(client, path, wireSeenGrant, { pageSize: size });
    const read = await opened.all();
    const rows = read.map(({ subjectId, role, division: at }) => ({
      subject: subjectId,
      role: role.id,
      division: at?.id ?? division,
    }));
    const { total = rows.length } = opened;
    const lacks = total > rows.length ? [`GET ${path} counts ${total} grants and showed ${rows.length}.`] : [];
    return { rows, lacks, unread: false };
  } catch (error) {
    // Whatever is not taken though the org said yes, or the size that it refuses.
    const isSize = error instanceof GenesysApiError && [200, 400, 413].includes(error.status);
    if (smaller.length > 0 && isSize) return inPages(client, division, smaller);
    throw error;
  }
}
