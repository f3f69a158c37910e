/** What the org counts of its callers: requests of one client, for one user, to one operation on one day. Nothing else is kept of a call. */

export interface UsageCount {
  /** `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  readonly clientId: string;
  /** Empty for a client that acts by itself. */
  readonly userId: string;
  readonly method: string;
  /** With the vendor's placeholders. */
  readonly path: string;
  requests: number;
  status200: number;
  status300: number;
  /** Those of `status429` are in it. */
  status400: number;
  status429: number;
  status500: number;
}

export type CountKey = Pick<UsageCount, "day" | "clientId" | "userId" | "method" | "path">;

const DAY_MS = 86_400_000;
/** The vendor answers for intervals that start at most a year ago. */
export const DAYS_KEPT = 366;

export function dayText(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}

export class UsageCounts {
  readonly #counts = new Map<string, UsageCount>();
  #cleanedOn = "";

  /** Counts one answered request. */
  count(key: CountKey, status: number): void {
    this.#dropOld(key.day);
    add(this.#at(key), status, 1);
  }

  /** Counts many at once, as a file has them. */
  seed(key: CountKey, status: number, requests: number): void {
    if (requests > 0) add(this.#at(key), status, requests);
  }

  /** Of the days that the span touches; the end is not inside. */
  between(from: number, to: number): UsageCount[] {
    const [first, end] = [dayText(from), dayText(to - 1)];
    return [...this.#counts.values()].filter(({ day }) => day >= first && day <= end);
  }

  #at(key: CountKey): UsageCount {
    const { day, clientId, userId, method, path } = key;
    const text = JSON.stringify([day, clientId, userId, method, path]);
    const known = this.#counts.get(text);
    if (known !== undefined) return known;
    const fresh = { day, clientId, userId, method, path, ...NOTHING };
    this.#counts.set(text, fresh);
    return fresh;
  }

  /** Once a day, when the first call of it is counted. */
  #dropOld(today: string): void {
    if (today === this.#cleanedOn) return;
    this.#cleanedOn = today;
    const first = dayText(Date.parse(today) - DAYS_KEPT * DAY_MS);
    for (const [key, { day }] of this.#counts) if (day < first) this.#counts.delete(key);
  }
}

export const NOTHING = { requests: 0, status200: 0, status300: 0, status400: 0, status429: 0, status500: 0 };

function add(count: UsageCount, status: number, requests: number): void {
  count.requests += requests;
  if (status === 429) count.status429 += requests;
  const hundred = Math.floor(status / 100);
  if (hundred === 2) count.status200 += requests;
  else if (hundred === 3) count.status300 += requests;
  else if (hundred === 4) count.status400 += requests;
  else if (hundred === 5) count.status500 += requests;
}
