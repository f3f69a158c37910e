/** What `genesys-access usage` tells of one org. */
import type { Usage, UsageWindow } from "../../access/usage/model.ts";
import type { AlarmSeverity, Thresholds } from "./options.ts";

/** How many requests the org may make each month, and who says so. */
export interface Quota {
  readonly requests: number;
  /** `--quota`, or the file and how its licences were counted. */
  readonly source: string;
  /** The vendor's page with the numbers, and the day on which it was read; absent for a given quota. */
  readonly page?: string;
  readonly pageDate?: string;
  readonly licences: readonly {
    readonly licence: string;
    readonly users: number;
    readonly perUser: number;
    readonly model: "named" | "concurrent";
  }[];
}

export interface OperationUse {
  readonly method: string;
  readonly path: string;
  readonly requests: number;
  /** Of its client's requests. */
  readonly share: number;
}

/** Counts of one client, of an owner, or of the org, in the window. */
export interface Use {
  readonly requests: number;
  /** Part of the org's requests, 0 to 1. */
  readonly share: number;
  /** Of the same number of days before: 0.1 is a tenth more. Null where there is nothing to compare with. */
  readonly trend: number | null;
  /** Answered with 4xx or 5xx, those with 429 among them. */
  readonly errors: number;
  readonly status429: number;
  /** Requests of the present month with what its other days are likely to bring; null where nobody can tell. */
  readonly projected: number | null;
}

export interface ClientUse extends Use {
  readonly id: string;
  /** Null where the org names none. */
  readonly name: string | null;
  /** `spec`: of the stack. `org`: the org has it, no spec was asked or it does not have it. `unknown`: the org does not list it. `unnamed`: requests of no client. */
  readonly group: "spec" | "org" | "unknown" | "unnamed";
  /** Its key in the spec. */
  readonly key: string | null;
  readonly owner: string | null;
  /** The day with most requests; its mean of an hour is a 24th of it. */
  readonly busiest: { readonly day: string; readonly requests: number; readonly meanPerHour: number } | null;
  /** The day with most answers 429. */
  readonly most429: { readonly day: string; readonly requests: number } | null;
  /** Logins in the window; null where the org counts none. */
  readonly logins: number | null;
  /** The three with most requests. */
  readonly operations: readonly OperationUse[];
  /** Requests of each day of the window, oldest first. */
  readonly perDay: readonly number[];
}

export interface OwnerUse extends Use {
  /** Null for clients of which nobody says who owns them. */
  readonly owner: string | null;
  readonly clients: number;
}

export interface Alarm {
  readonly severity: AlarmSeverity;
  /** Id of the client that it is about; null for the org. */
  readonly client: string | null;
  readonly message: string;
}

export interface UsageReport {
  readonly organization: { readonly id: string; readonly name: string };
  readonly readAt: string;
  readonly timeZone: "UTC";
  readonly window: UsageWindow;
  /** What the trend compares with; null where it was not read. */
  readonly previous: UsageWindow | null;
  readonly complete: boolean;
  /** What was not read and why, in sentences. */
  readonly missing: readonly string[];
  readonly read: Usage["read"];
  readonly total: Use;
  readonly month: { readonly name: string; readonly counted: number; readonly through: string } | null;
  readonly quota: Quota | null;
  /** `unknown` where there is no quota or no projection. */
  readonly state: "unknown" | "ok" | AlarmSeverity;
  /** Percentages of the quota, and the day on which it is used up; null where nobody can tell, or not in this month. */
  readonly used: {
    readonly percent: number | null;
    readonly projectedPercent: number | null;
    readonly usedUp: string | null;
  };
  readonly thresholds: Thresholds;
  readonly alarms: readonly Alarm[];
  /** Most requests first. */
  readonly clients: readonly ClientUse[];
  readonly owners: readonly OwnerUse[];
  /** About the rate of single tokens, which is another limit than the quota. */
  readonly rate: { readonly perMinute: number; readonly advice: readonly string[] };
  readonly notes: readonly string[];
  readonly limits: readonly string[];
}
