/** The org's own audit of who changed what: the last two weeks at once, day by day, and what is older or has no such answer by queries in the background. */
import type { AuditReading } from "../../../access/drift/auditEvent.ts";
import { holdOf } from "../../../access/preflight/deployer.ts";
import { isStatus } from "../apiError.ts";
import type { GenesysClient } from "../client.ts";
import type { Session } from "../session.ts";
import { NeverDone } from "../usage/rows.ts";
import { readInBackground } from "./background.ts";
import { Full, Gathered } from "./gathered.ts";
import { DAY_MS, type Period, piecesOf, wordsOf } from "./period.ts";
import { type Question, TooMuch } from "./question.ts";
import { readRealtime } from "./realtime.ts";
import { AUDIT_PERMISSION, reasonOf } from "./reason.ts";
import { readServices, type Services } from "./services.ts";

/** The service that tells roles, clients and grants. */
export const AUDIT_SERVICE = "PeoplePermissions";
/** Members of groups; an org may have no such service. */
const MORE_SERVICES = ["Groups"];

/** Entries come with some delay that nobody published: of the last hour there may be more later. */
export const AUDIT_SETTLES_AFTER_MS = 3_600_000;

/** By the vendor's description; an hour less, so that nothing grows too old while it is asked for. */
const REALTIME_MS = 14 * DAY_MS - 3_600_000;
/** What public programs ask for at once: longer ones time out. */
const [MOST_AT_ONCE_MS, MOST_IN_BACKGROUND_MS] = [DAY_MS, 30 * DAY_MS];
/** A period that is too much is halved until it is shorter. */
const SHORTEST_MS = 3_600_000;
/** Periods of the shortest length that are too much, after which the others are not tried. */
const MOST_TOO_MUCH = 3;

/** The org tells its time in whole seconds, and several machines write its audit: what happened just now may seem to be in the future. */
const CLOCK_MS = 60_000;

export interface AuditQuestion {
  /** Both inclusive; by the org's clock (`session.client.serverNow()`). What lies in the future is not asked for. */
  readonly from: Date;
  readonly to: Date;
  /** Absent: all that the org has. */
  readonly entityTypes?: readonly string[];
}

export type AuditSession = Pick<Session, "client" | "deployer">;

export interface AuditReadingOptions {
  /** Told before each further question, in one sentence. */
  readonly onStep?: (text: string) => void;
}

/**
 * What cannot be read stands in `missing`, and is no error.
 *
 * @throws GenesysApiError where the login fails
 */
export async function readAudit(
  session: AuditSession,
  { from, to, entityTypes }: AuditQuestion,
  { onStep }: AuditReadingOptions = {},
): Promise<AuditReading> {
  const { client } = session;
  const services = await readServices(client);
  const now = client.serverNow();
  if (!(from <= to)) throw new RangeError("The audit is read from a time to a later one.");
  const end = Math.min(to.getTime(), now);
  const whole = { from: from.getTime(), to: end > now - CLOCK_MS ? now + CLOCK_MS : end };
  const gathered = new Gathered(whole.from, whole.to);
  const reader = new Reader(client, services, gathered, now, onStep);
  try {
    const questions = questionsOf(services, gathered, entityTypes);
    if (questions.length > 0) await requireAllDivisions(session, gathered);
    for (const question of questions) await reader.read(question, whole);
  } catch (error) {
    if (!(error instanceof Full)) throw error;
    gathered.lacks("The org's audit has more entries than are read at once: ask for a shorter time.");
  }
  return {
    from: new Date(whole.from).toISOString(),
    to: new Date(Math.max(whole.from, end)).toISOString(),
    events: gathered.events(),
    missing: gathered.missing(),
  };
}

/** The vendor calls entries of the audit objects of divisions: a reader who is limited to some may miss others, and no answer says so. */
async function requireAllDivisions(session: AuditSession, gathered: Gathered): Promise<void> {
  try {
    const { divisions } = holdOf(await session.deployer(), AUDIT_PERMISSION);
    if (divisions.size > 0 && !divisions.has("*"))
      gathered.lacks(
        `The reading client holds ${AUDIT_PERMISSION} in some divisions only, and entries about others may be left out: grant its role in all divisions.`,
      );
  } catch (error) {
    gathered.lacks(`Whether the reading client may see the audit of all divisions is not known. ${reasonOf(error)}`);
  }
}

/** Services and entity types that the org's own maps name: what they do not name is told, and not asked for. */
function questionsOf(services: Services, gathered: Gathered, entityTypes: readonly string[] | undefined): Question[] {
  const { background, realtime, reasons } = services;
  if (background === undefined && realtime === undefined) {
    for (const reason of reasons) gathered.lacks(reason);
    return [];
  }
  const typesOf = (name: string) => [...(background?.get(name) ?? []), ...(realtime?.get(name) ?? [])];
  const named = [AUDIT_SERVICE, ...MORE_SERVICES].filter((name) => background?.has(name) || realtime?.has(name));
  if (!named.includes(AUDIT_SERVICE))
    gathered.lacks(`The org's audit has no service ${AUDIT_SERVICE}: roles, clients and grants are not in it.`);
  if (entityTypes === undefined) return named.map((service) => ({ service }));
  for (const entityType of entityTypes.filter((one) => !named.some((name) => typesOf(name).includes(one))))
    gathered.lacks(`The org's audit has no entity type ${entityType}.`);
  return named.flatMap((service) => {
    const known = new Set(typesOf(service));
    return entityTypes.filter((one) => known.has(one)).map((entityType) => ({ service, entityType }));
  });
}

class Reader {
  readonly #client: GenesysClient;
  readonly #services: Services;
  readonly #gathered: Gathered;
  readonly #now: number;
  readonly #onStep: ((text: string) => void) | undefined;
  #realtime = true;
  /** Why the queries in the background are not tried any more. */
  #givenUp: string | undefined;
  #tooMuch = 0;

  constructor(
    client: GenesysClient,
    services: Services,
    gathered: Gathered,
    now: number,
    onStep: AuditReadingOptions["onStep"],
  ) {
    this.#client = client;
    this.#services = services;
    this.#gathered = gathered;
    this.#now = now;
    this.#onStep = onStep;
  }

  async read(question: Question, whole: Period): Promise<void> {
    const recent = { from: Math.max(whole.from, this.#now - REALTIME_MS), to: whole.to };
    if (!this.#services.realtime?.has(question.service)) return this.#readOld(question, whole);
    await this.#readOld(question, { from: whole.from, to: Math.min(whole.to, recent.from - 1) });
    for (const period of piecesOf(recent, MOST_AT_ONCE_MS)) {
      const failure = await this.#readRecent(question, period);
      // Whatever the reason is, the other way may tell it.
      if (failure !== undefined) return this.#readOld(question, { from: period.from, to: recent.to }, failure);
    }
  }

  /** @returns why it could not be read */
  async #readRecent(question: Question, period: Period): Promise<string | undefined> {
    if (!this.#realtime) return "The org does not answer queries of its audit at once.";
    this.#tell(question, period);
    try {
      await readRealtime(this.#client, question, period, this.#gathered);
      return undefined;
    } catch (error) {
      if (error instanceof Full) throw error;
      if (isStatus(error, 0, 403, 404, 405, 408, 501, 504)) this.#realtime = false;
      return reasonOf(error);
    }
  }

  /** @param before why the way before this one failed */
  async #readOld(question: Question, period: Period, before?: string): Promise<void> {
    const { background, reasons } = this.#services;
    const left = piecesOf(period, MOST_IN_BACKGROUND_MS);
    const lacks = (piece: Period, reason: string) => {
      const both = [...new Set([...(before === undefined ? [] : [before]), reason])].join(" ");
      this.#gathered.lacks(`The audit of ${question.service} from ${wordsOf(piece)} was not read. ${both}`);
    };
    if (left.length > 0 && !background?.has(question.service)) {
      const reason = background ? "The org answers older entries of no such service." : reasons.join(" ");
      return lacks(period, reason);
    }
    if (left.length > 0 && this.#givenUp !== undefined) return lacks(period, this.#givenUp);
    for (let piece = left.shift(); piece !== undefined; piece = left.shift()) {
      this.#tell(question, piece);
      try {
        await readInBackground(this.#client, question, piece, this.#gathered);
      } catch (error) {
        const length = piece.to - piece.from + 1;
        if (error instanceof TooMuch && length > SHORTEST_MS) {
          left.unshift(...piecesOf(piece, Math.ceil(length / 2)));
          continue;
        }
        if (error instanceof Full) throw error;
        const reason = reasonOf(error);
        if (error instanceof TooMuch) this.#tooMuch += 1;
        // An org that comes to no end, or refuses, is not asked again.
        if (error instanceof NeverDone || isStatus(error, 403, 404, 405, 501) || this.#tooMuch === MOST_TOO_MUCH)
          this.#givenUp = reason;
        else lacks(piece, reason);
      }
      if (this.#givenUp !== undefined) return lacks({ from: piece.from, to: period.to }, this.#givenUp);
    }
  }

  #tell({ service }: Question, period: Period): void {
    this.#onStep?.(`Reading the org's audit of ${service} from ${wordsOf(period)}.`);
  }
}
