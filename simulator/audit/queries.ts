/** Questions to the audit: which entries an interval, a service and filters leave, and the queries that are computed in the background. */
import { randomUUID } from "node:crypto";
import { permitsOf } from "../access/authoriser.ts";
import { ApiError, badRequest } from "../http/errors.ts";
import { type Interval, readInterval } from "../http/interval.ts";
import type { Call } from "../route.ts";
import type { AuditEntry } from "./entry.ts";

export const FILTERS = ["UserId", "ClientId", "TrusteeOrganizationId", "Action", "EntityType", "EntityId"] as const;

export interface AuditQuestion {
  readonly interval: string;
  readonly serviceName?: string | undefined;
  readonly filters?: readonly { readonly property: (typeof FILTERS)[number]; readonly value: string }[] | undefined;
  readonly sort?: readonly { readonly name: string; readonly sortOrder: "ascending" | "descending" }[] | undefined;
}

/** A query that was started, with what it found: entries that come later are not in it. */
export interface AuditQuery {
  readonly id: string;
  readonly question: AuditQuestion;
  readonly startDate: string;
  readonly found: readonly AuditEntry[];
  polls: number;
}

const MOST_QUERIES = 200;
const DAY_MS = 86_400_000;

/** What public programs ask for at once; whether a real org takes more is unverified. */
const MOST_DAYS = 31;

export class AuditQueries {
  readonly #queries = new Map<string, AuditQuery>();

  /** @throws ApiError for a question that the org does not take */
  start(call: Call, question: AuditQuestion): AuditQuery {
    const span = readInterval(question.interval);
    if (span.to - span.from > MOST_DAYS * DAY_MS)
      throw badRequest(`The interval ${question.interval} is longer than ${MOST_DAYS} days.`);
    const found = entriesFor(call, question, call.switches.auditServices, span);
    const query = { id: randomUUID(), question, startDate: call.org.timestamp(), found, polls: 0 };
    this.#queries.set(query.id, query);
    const [oldest] = this.#queries.keys();
    if (this.#queries.size > MOST_QUERIES && oldest !== undefined) this.#queries.delete(oldest);
    return query;
  }

  query(id: string): AuditQuery | undefined {
    return this.#queries.get(id);
  }
}

/**
 * Without a service all of them are meant (a public program saw it in a live org, 2026-09-16), and an object is asked for with its type only. That an unknown
 * service is refused is inferred.
 */
export function requireQuestion({ serviceName, filters = [] }: AuditQuestion, services: readonly string[]): void {
  if (serviceName !== undefined && !services.includes(serviceName))
    throw new ApiError(400, "invalid.value", `The service ${serviceName} has no audit.`);
  const names = filters.map(({ property }) => property);
  if (names.includes("EntityId") && !names.includes("EntityType"))
    throw new ApiError(400, "constraint.validation", "The filter EntityId asks for the filter EntityType.");
}

/** Newest first, unless the question says otherwise. */
export function entriesFor(
  call: Call,
  question: AuditQuestion,
  services: readonly string[],
  span: Interval,
): AuditEntry[] {
  const { audit, switches, org } = call;
  const until = org.now() - switches.auditDelayMs;
  const since = switches.auditDays > 0 ? org.now() - switches.auditDays * DAY_MS : 0;
  const found = audit.entries.filter((entry) => {
    const time = Date.parse(entry.eventDate);
    return (
      time >= Math.max(span.from, since) &&
      time < span.to &&
      time <= until &&
      (question.serviceName ?? entry.serviceName) === entry.serviceName &&
      services.includes(entry.serviceName) &&
      passes(entry, question.filters ?? []) &&
      isSeen(call, entry)
    );
  });
  // Of the same moment the one that was written first is the older one.
  return question.sort?.[0]?.sortOrder === "ascending" ? found : found.reverse();
}

/** Whoever acted: for a client that acts by itself its own id stands where that of a user would (seen by the same program). */
export function actorOf({ userId, clientId }: AuditEntry): string | undefined {
  return userId ?? clientId;
}

/** Values of one property are alternatives; every property has to fit. That it is so in a real org is inferred. */
function passes(entry: AuditEntry, filters: NonNullable<AuditQuestion["filters"]>): boolean {
  const values: Readonly<Record<(typeof FILTERS)[number], string | undefined>> = {
    UserId: actorOf(entry),
    ClientId: entry.clientId,
    TrusteeOrganizationId: undefined,
    Action: entry.action,
    EntityType: entry.entityType,
    EntityId: entry.entity.id,
  };
  const properties = new Set(filters.map(({ property }) => property));
  return [...properties].every((property) =>
    filters.some((filter) => filter.property === property && filter.value === values[property]),
  );
}

/** The vendor's help calls audit data an object with divisions; what that leaves out of an answer is unverified: a switch. */
function isSeen({ org, caller, switches }: Call, { divisionIds }: AuditEntry): boolean {
  if (!switches.auditByDivision || divisionIds.length === 0) return true;
  return permitsOf(org, caller.subjectId, "audits:audit:view").some(
    ({ divisionId }) => divisionId === "*" || divisionIds.includes(divisionId),
  );
}
