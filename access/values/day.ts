/** Days of the calendar as people write them: `2027-03-31`, in UTC. */

const MILLISECONDS = 86_400_000;

/** Number of the day since 1970-01-01; undefined for a text that is not a real day (`2027-02-30`). */
export function parseDay(text: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  // Some engines carry 30 February over into March.
  if (Number.isNaN(time) || printDay(new Date(time)) !== text) return undefined;
  return time / MILLISECONDS;
}

/** `YYYY-MM-DD`: the day, in UTC, that a moment belongs to. */
export function printDay(moment: Date): string {
  return moment.toISOString().slice(0, 10);
}

/** Number of the day, in UTC, that a moment belongs to. */
export function dayOf(moment: Date): number {
  return Math.floor(moment.getTime() / MILLISECONDS);
}
