/** The options of `genesys-access watch`. */

export const WATCH_FORMATS = ["text", "json", "markdown", "sarif", "openmetrics"] as const;
export type WatchFormat = (typeof WATCH_FORMATS)[number];

/** What ends with 1: any row or alarm, only what is wider, or nothing. */
export const WATCH_FAIL_ON = ["any", "wider", "none"] as const;
export type WatchFailOn = (typeof WATCH_FAIL_ON)[number];

export const POSTING_PLATFORMS = ["github", "gitlab"] as const;
export type PostingPlatform = (typeof POSTING_PLATFORMS)[number];

/** Days that are looked back without an earlier green run: as far as the vendor's fast query of the audit goes. */
export const USUAL_DAYS = 14;

/** A longer look back than this is cut: nobody knows how long an org keeps its audit, and three months are what the console offers. */
export const MOST_WATCHED_DAYS = 90;

export interface WatchOptions {
  /** Days before its end on which something is told as expiring. */
  readonly within: number;
  /** File that remembers the last green run and what was there then. */
  readonly state?: string;
  /** What nobody manages now counts as known from now on. */
  readonly acceptUnmanaged: boolean;
  /** Ids of further clients that deploy the stacks. */
  readonly deployer: readonly string[];
  /** The org's usage is read as well. */
  readonly usage: boolean;
  /** Requests a month that the org may make, for the alarms of usage. */
  readonly quota?: number;
  /** Names of persons and their addresses are left out. */
  readonly names: boolean;
}
