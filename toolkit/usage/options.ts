/** The options of `genesys-access usage`. */

export const USAGE_FORMATS = ["text", "json", "csv", "markdown", "openmetrics"] as const;
export type UsageFormat = (typeof USAGE_FORMATS)[number];

export const ALARM_SEVERITIES = ["warn", "critical"] as const;
export type AlarmSeverity = (typeof ALARM_SEVERITIES)[number];

/** The org is asked for twice as many, so that there is something to compare with. */
export const MOST_DAYS_SHOWN = 182;

/** Percentages of the org's monthly quota. */
export interface Thresholds {
  /** One client's projected month: warn. */
  readonly clientWarn: number;
  /** The org's projected month: warn, and critical. */
  readonly warn: number;
  readonly critical: number;
}

export const DEFAULT_THRESHOLDS: Thresholds = { clientWarn: 50, warn: 80, critical: 100 };

export interface UsageOptions extends Thresholds {
  readonly format: UsageFormat;
  readonly output?: string;
  readonly days: number;
  /** Requests a month that the org may make. */
  readonly quota?: number;
  /** File that says how many users have which licence. */
  readonly licences?: string;
  readonly failOn?: AlarmSeverity;
}
