/** The org's usage: the counts, and the queries that callers started over them. */
import { randomUUID } from "node:crypto";
import type { Interval } from "../http/interval.ts";
import { UsageCounts } from "./counts.ts";

export const GROUPINGS = [
  "OauthClientName",
  "OauthClientId",
  "OrganizationId",
  "UserId",
  "HttpMethod",
  "TemplateUri",
  "Platform",
] as const;
export type Grouping = (typeof GROUPINGS)[number];

export const GRANULARITIES = ["Day", "Week", "Month"] as const;

/** One query that is computed in the background. */
export interface UsageQuery {
  readonly id: string;
  /** `jobs` for the newer API; each API knows its own queries only. */
  readonly api: "jobs" | "query";
  /** The client that it is about; absent: the whole org. */
  readonly clientId?: string;
  readonly span: Interval;
  readonly granularity: (typeof GRANULARITIES)[number] | undefined;
  readonly groupBy: ReadonlySet<Grouping>;
  readonly filters: {
    readonly clientIds?: readonly string[] | undefined;
    readonly userIds?: readonly string[] | undefined;
    readonly methods?: readonly string[] | undefined;
    readonly paths?: readonly string[] | undefined;
  };
  /** How often somebody asked for its result. */
  polls: number;
}

export class UsageStore {
  readonly counts = new UsageCounts();
  readonly #queries = new Map<string, UsageQuery>();

  start(query: Omit<UsageQuery, "id" | "polls">): UsageQuery {
    const started = { ...query, id: randomUUID(), polls: 0 };
    this.#queries.set(started.id, started);
    return started;
  }

  /** A query of that API about that client, or about the whole org. */
  query(id: string, api: UsageQuery["api"], clientId: string | undefined): UsageQuery | undefined {
    const found = this.#queries.get(id);
    return found?.api === api && found.clientId === clientId ? found : undefined;
  }
}
