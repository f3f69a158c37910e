/** The types of a route: a request as its handler gets it, the handler, and the table of routes. */
import type { Caller, Tokens } from "./access/tokens.ts";
import type { Audit } from "./audit/audit.ts";
import type { AuditQueries } from "./audit/queries.ts";
import type { Operation } from "./catalogue/operations.ts";
import type { Query } from "./http/query.ts";
import type { RequestLogEntry } from "./http/requestLog.ts";
import type { Org } from "./org/org.ts";
import type { Switches } from "./switches.ts";
import type { UsageStore } from "./usage/store.ts";

/** One authorised request, as a route handler sees it. */
export interface Call {
  readonly org: Org;
  readonly tokens: Tokens;
  readonly switches: Switches;
  /** Every request so far. */
  readonly log: readonly RequestLogEntry[];
  readonly usage: UsageStore;
  readonly audit: Audit;
  readonly auditQueries: AuditQueries;
  readonly operation: Operation;
  readonly caller: Caller;
  /** Decoded path without query. */
  readonly path: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** As parsed from JSON; undefined when there was none. */
  readonly body: unknown;
}

/** An answer of something that is not done yet: 202. */
export class Accepted {
  readonly body: unknown;

  constructor(body: unknown) {
    this.body = body;
  }
}

/** Answers 200 with what it returns, 202 for an Accepted, or 204 when that is undefined; throws ApiError otherwise. */
export type Handler = (call: Call) => unknown;

/** By `METHOD /api/v2/path/{placeholder}`, spelled as in catalogue/operations.tsv: permissions come from there. */
export type RouteTable = Readonly<Record<string, Handler>>;

/** A path parameter; the router fills each placeholder of the route's own path. */
export function param({ params }: Call, name: string): string {
  return params[name] ?? "";
}
