/**
 * Clients that were deleted and are still there. By the vendor's help an older client stays for some days after its deletion, without new tokens,
 * and can be restored until then. Whether the API shows it as `inactive` with a day of deletion or as `deleted` is unverified: both are known here.
 */
import { limit } from "../../access/catalogue/limits.ts";
import type { WireClient } from "./wire.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** True for a client that is deleted, whether or not it can still be restored. A later day of deletion is somebody's own plan, and the client is in use until then. */
export function isGoing(
  { state, dateToDelete }: Pick<WireClient, "state" | "dateToDelete">,
  serverNow: number,
): boolean {
  if (state === "deleted") return true;
  if (state !== "inactive" || !dateToDelete) return false;
  return Date.parse(dateToDelete) - serverNow <= (limit("client-deletion-days") + 1) * DAY_MS;
}

/** True where the deletion of the client may leave it there for some days; so where its age is not known. */
export function mayStay({ dateCreated }: Pick<WireClient, "dateCreated">, serverNow: number): boolean {
  return !(serverNow - Date.parse(dateCreated ?? "") <= limit("client-deletion-age-days") * DAY_MS);
}

/** For people: what becomes of a deleted client that the org still shows. */
export function staysUntil({ id, name, dateToDelete }: Pick<WireClient, "id" | "name" | "dateToDelete">): string {
  const until = dateToDelete ? `until ${dateToDelete}` : `for ${limit("client-deletion-days")} days`;
  return `The OAuth client "${name}" (id ${id}) is deleted; it was old enough for the org to keep it ${until} without new tokens, and until then it can be restored in Genesys Cloud.`;
}
