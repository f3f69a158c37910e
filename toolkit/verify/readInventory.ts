/** What an org holds, read by the client of whoever deploys or audits: its divisions, and objects of the kinds that are wanted. */
import { z } from "zod";
import type { Inventory, InventoryObject, ObjectsOfKind } from "../../access/verify/inventory.ts";
import type { ObjectKind } from "../../access/verify/objects.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import { readPages } from "../../providers/genesys/paging.ts";
import type { Session } from "../../providers/genesys/session.ts";

const listed = z.object({ id: z.string(), division: z.object({ id: z.string().nullish() }).nullish() });
const conversations = z.object({
  conversations: z
    .array(z.object({ conversationId: z.string(), divisionIds: z.array(z.string()).nullish() }))
    .nullish(),
  totalHits: z.number().nullish(),
});

/** The vendor's most for one page of conversations. */
const PAGE = 100;
/** Pages of conversations that are looked through for some of every division. */
const MOST_PAGES = 10;
const DAYS = 7;

export interface InventoryOptions {
  readonly divisions: Inventory["divisions"];
  /** Days of conversations, `from/to`; the last seven unless given. */
  readonly interval?: string;
}

export async function readInventory(
  session: Session,
  kinds: readonly ObjectKind[],
  { divisions, interval = lastDays(session.client.serverNow()) }: InventoryOptions,
): Promise<Inventory> {
  const read = await Promise.all(kinds.map((kind) => readKind(session, kind, interval)));
  return { divisions, kinds: read, interval };
}

/** Whole hours, so that a plan that is read again is the same. */
function lastDays(now: number): string {
  const end = Math.floor(now / 3_600_000) * 3_600_000;
  return [end - DAYS * 86_400_000, end].map((time) => new Date(time).toISOString()).join("/");
}

async function readKind(session: Session, { kind, list }: ObjectKind, interval: string): Promise<ObjectsOfKind> {
  const [method, path = ""] = list.split(" ");
  try {
    if (method === "POST") return await readConversations(session, kind, path, interval);
    const rows = await readPages(session.client, path, listed);
    const objects = rows.flatMap(({ id, division }): InventoryObject[] =>
      division?.id ? [{ id, divisionIds: [division.id] }] : [],
    );
    return { kind, state: "read", reason: null, objects };
  } catch (error) {
    if (!(error instanceof GenesysApiError)) throw error;
    return { kind, state: "not-read", reason: reasonOf(error), objects: [] };
  }
}

async function readConversations(
  session: Session,
  kind: string,
  path: string,
  interval: string,
): Promise<ObjectsOfKind> {
  const objects: InventoryObject[] = [];
  let total = 0;
  for (let pageNumber = 1; pageNumber <= MOST_PAGES; pageNumber++) {
    const body = { interval, paging: { pageSize: PAGE, pageNumber } };
    const page = await session.client.post(path, body, conversations, { idempotent: true });
    const rows = page.conversations ?? [];
    total = page.totalHits ?? objects.length + rows.length;
    for (const { conversationId, divisionIds } of rows)
      if (divisionIds && divisionIds.length > 0) objects.push({ id: conversationId, divisionIds });
    if (rows.length < PAGE) break;
  }
  const whole = objects.length >= total;
  const reason = whole ? null : `Only ${objects.length} of ${total} in ${interval} were looked at.`;
  return { kind, state: whole ? "read" : "partly", reason, objects };
}

function reasonOf({ status, code, permissions }: GenesysApiError): string {
  const missing = permissions.length > 0 ? `: the reading client lacks ${permissions.slice(0, 3).join(" or ")}` : "";
  return `The org answered ${status}${code === "" ? "" : ` ${code}`}${missing}.`;
}
