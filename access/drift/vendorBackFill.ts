/** Whether the vendor added permissions to roles by itself, by the evidence of the audit and of the catalogue's table. */

import { type AuditIndex, eventsAbout } from "./attribute.ts";
import type { AuditEvent } from "./auditEvent.ts";
import type { UnattributedRow } from "./driftRows.ts";
import { isPermissions } from "./driftRows.ts";
import type { Attribution } from "./model.ts";

/** Roles that one back-fill changes at the least. */
const FEWEST_ROLES = 3;
const MINUTE = 60_000;

/**
 * A named person or client was never the vendor, whatever the table says. Without a word of the audit the table decides; the platform's own event needs
 * the table, a permission that is newer than the catalogue, or many roles in the same minute.
 *
 * @param isNew whether the catalogue does not have a permission
 */
export function isBackFill(
  { change, knownBackFill }: UnattributedRow,
  who: Attribution,
  index: AuditIndex,
  isNew: (permission: string) => boolean,
): boolean {
  if (!isPermissions(change) || change.added.length === 0) return false;
  if (who.actors.length === 0) return knownBackFill;
  if (who.actors.some(({ by }) => by === "user" || by === "client")) return false;
  const events = eventsAbout(change, index).filter(isPlatform);
  if (events.length === 0) return knownBackFill;
  return (
    knownBackFill || change.added.every(({ text }) => isNew(text)) || events.some((event) => isOneOfMany(event, index))
  );
}

function isPlatform({ user, client, level }: AuditEvent): boolean {
  return user === null && client === null && level !== "USER";
}

/** Every permission of a back-fill goes to many roles at once. */
function isOneOfMany(event: AuditEvent, { events }: AuditIndex): boolean {
  const at = Date.parse(event.at);
  const roles = events.filter(
    (one) => isPlatform(one) && one.entityType === event.entityType && Math.abs(Date.parse(one.at) - at) <= MINUTE,
  );
  return new Set(roles.map(({ entity }) => entity.id)).size >= FEWEST_ROLES;
}
