/** The org's own counts of calls, day by day: by the newer API of jobs, else by the older query. */
import { USAGE_VERSION, type Usage, type UsageRow } from "../../../access/usage/model.ts";
import { dayOf } from "../../../access/values/day.ts";
import { GenesysApiError, isBeyondRoles } from "../apiError.ts";
import type { Session } from "../session.ts";
import { countByJob } from "./jobs.ts";
import { countByQuery } from "./queries.ts";
import { addedUp, NeverDone, NotCounted, TooManyRows } from "./rows.ts";
import { type Counted, Span } from "./span.ts";

/** The vendor answers for a year back, of which the day that is a year ago is not whole. */
export const MOST_USAGE_DAYS = 364;
/** The longest interval of one question. */
const MOST_DAYS_AT_ONCE = 90;

export interface UsageQuestion {
  /** Whole days before today, in UTC: from 1 to `MOST_USAGE_DAYS`. */
  readonly days: number;
  /** Ids of clients to ask about one by one (`usage:client:view`); absent: one question for the whole org (`usage:organization:view`). */
  readonly clients?: readonly string[];
}

export interface UsageReadingOptions {
  /** Told before each further question, in one sentence. */
  readonly onStep?: (text: string) => void;
  /** Who reads, for the record. */
  readonly clientId?: string;
}

type UsageSession = Pick<Session, "client" | "organization">;

type Missing = Usage["missing"][number];

/** Tries the newer API until the org refuses it as a whole. */
interface Way {
  jobs: boolean;
}

const MOST_DAYS_TOO_LARGE = 3;

/** Refusals that hold for every further question to the newer API: no permission, no such path. */
const REFUSED_ALTOGETHER = [401, 403, 404, 405, 501];

/**
 * What cannot be read stands in `missing`, and is no error.
 *
 * @throws GenesysApiError where the login fails or the org was never reached
 */
export async function readUsageRows(
  session: UsageSession,
  question: UsageQuestion,
  { onStep, clientId = "" }: UsageReadingOptions = {},
): Promise<Usage> {
  const { days, clients } = question;
  if (!Number.isInteger(days) || days < 1 || days > MOST_USAGE_DAYS)
    throw new RangeError(`Usage is read for 1 to ${MOST_USAGE_DAYS} days.`);
  const { id, name } = await session.organization();
  const now = new Date(session.client.serverNow());
  const yesterday = dayOf(now) - 1;
  const whole = new Span(yesterday - days + 1, yesterday);
  const [read, missing, rows]: [Usage["read"], Missing[], UsageRow[]] = [[], [], []];
  const way: Way = { jobs: true };
  for (const target of clients ?? [undefined]) {
    const left = whole.pieces(MOST_DAYS_AT_ONCE);
    let tooLarge = 0;
    for (let span = left.shift(); span !== undefined; span = left.shift()) {
      onStep?.(`Counting the calls of ${span.days.from} to ${span.days.to}.`);
      const piece = await readPiece(session, span, target, way);
      if ("split" in piece) {
        left.unshift(...span.pieces(Math.ceil(span.length / 2)));
      } else if ("reason" in piece) {
        const about = target !== undefined && { client: target };
        missing.push({ ...span.days, ...about, reason: piece.reason });
        // Where single days are too large, the others are most likely too, and an org that comes to no end is not asked again.
        if (piece.tooLarge) tooLarge++;
        if (piece.neverDone || tooLarge === MOST_DAYS_TOO_LARGE)
          for (const other of left.splice(0)) missing.push({ ...other.days, ...about, reason: piece.reason });
      } else {
        const { from, to } = span.days;
        const own = piece.counted.rows.filter(({ day }) => day >= from && day <= to);
        for (const row of own) rows.push(row);
        const { path, execution, users } = piece.counted;
        read.push({ ...span.days, api: piece.api, path, execution, rows: own.length, users });
      }
    }
  }
  return {
    formatVersion: USAGE_VERSION,
    organization: { id, name },
    readBy: { clientId },
    readAt: now.toISOString(),
    window: { ...whole.days, days },
    scope: clients === undefined ? "organization" : { clients: clients.map((one) => one.toLowerCase()) },
    read,
    missing,
    rows: addedUp(rows),
  };
}

type Piece =
  | { readonly api: "jobs" | "query"; readonly counted: Counted }
  | { readonly reason: string; readonly tooLarge: boolean; readonly neverDone: boolean }
  | { readonly split: true };

/** One span of days, by the first way that gives all of it. */
async function readPiece(session: UsageSession, span: Span, target: string | undefined, way: Way): Promise<Piece> {
  const reasons: string[] = [];
  let [tooLarge, neverDone] = [false, false];
  for (const api of ["jobs", "query"] as const) {
    if (api === "jobs" && !way.jobs) continue;
    try {
      const count = api === "jobs" ? countByJob : countByQuery;
      return { api, counted: await count(session.client, span, target) };
    } catch (error) {
      tooLarge = isTooLarge(error);
      neverDone = error instanceof NeverDone;
      if (tooLarge && span.length > 1) return { split: true };
      reasons.push(refusal(error, PERMISSIONS[api][target === undefined ? "org" : "client"]));
      const refused = error instanceof GenesysApiError && REFUSED_ALTOGETHER.includes(error.status);
      if (api === "jobs" && (refused || neverDone)) way.jobs = false;
    }
  }
  return { reason: [...new Set(reasons)].join(" "), tooLarge, neverDone };
}

const PERMISSIONS = {
  jobs: { org: "usage:organization:view", client: "usage:client:view" },
  query: { org: "oauth:client:view or usage:organization:view", client: "oauth:client:view or usage:client:view" },
} as const;

function isTooLarge(error: unknown): boolean {
  if (error instanceof TooManyRows) return true;
  if (!(error instanceof GenesysApiError)) return false;
  return error.code === "max.response.size.reached" || error.code === "query.too.long";
}

/** One sentence about why something could not be read; anything that is no answer of the org is thrown on. */
function refusal(error: unknown, permission: string): string {
  if (error instanceof NotCounted) return `${error.message}.`;
  if (!(error instanceof GenesysApiError)) throw error;
  if (error.status === 403 && !isBeyondRoles(error)) return `The reading client lacks ${permission}.`;
  return error.message;
}
