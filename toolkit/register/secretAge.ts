import type { RegisterSecret } from "../../access/register/model.ts";
import { dayOf, parseDay } from "../../access/values/day.ts";

/** The time at which the org made a client and its secret, and the whole days since; nothing where the org does not say. */
export function secretAge(created: string | null, today: string): Pick<RegisterSecret, "created" | "ageDays"> {
  const now = parseDay(today);
  const moment = created === null ? Number.NaN : Date.parse(created);
  if (created === null || now === undefined || Number.isNaN(moment)) return {};
  return { created, ageDays: Math.max(0, now - dayOf(new Date(moment))) };
}
