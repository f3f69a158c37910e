/** An embedded Genesys Cloud org over real HTTP: the API that this product administers, with authorisation enforced on every call. */
import type { Socket } from "node:net";
import { Tokens } from "./access/tokens.ts";
import { Audit } from "./audit/audit.ts";
import type { AuditEntry, Cause } from "./audit/entry.ts";
import { AuditQueries } from "./audit/queries.ts";
import { MovableClock } from "./clock.ts";
import { deployerEnvironment } from "./environment.ts";
import { RateCounter } from "./http/rateLimit.ts";
import type { RequestLogEntry } from "./http/requestLog.ts";
import { addPermissionToRoles, type Backfill } from "./org/backfill.ts";
import { canonical } from "./org/canonical.ts";
import { History, type Moment } from "./org/history.ts";
import { type Clock, Org } from "./org/org.ts";
import type { OrgData } from "./org/orgData.ts";
import { readOrgFile, writeOrgFile } from "./org/orgFile.ts";
import { shipRelease } from "./org/shipRelease.ts";
import type { Release } from "./org/vendor.ts";
import { seedOrg } from "./seed/seedOrg.ts";
import { buildServer } from "./server.ts";
import { DEFAULT_SWITCHES, type Switches } from "./switches.ts";
import type { UsageCount } from "./usage/counts.ts";
import { UsageStore } from "./usage/store.ts";
import { seedUsage, type UsagePast } from "./usage/usageFile.ts";

export type { AuditEntry } from "./audit/entry.ts";
export type { MovableClock } from "./clock.ts";
export { deployerEnvironment } from "./environment.ts";
export type { RequestLogEntry } from "./http/requestLog.ts";
export type { Backfill } from "./org/backfill.ts";
export { DataFileError } from "./org/dataFileError.ts";
export type { HeldGrant, Moment, RoleContent, SubjectGrants } from "./org/history.ts";
export type { OrgData } from "./org/orgData.ts";
export type { Release } from "./org/vendor.ts";
export { type EmptyOrg, emptyOrg } from "./seed/emptyOrg.ts";
export { type Added, type FilledOrg, fillOrg, type OrgContent, secretOfExistingClient } from "./seed/fillOrg.ts";
export { seedOrg } from "./seed/seedOrg.ts";
export { SEED } from "./seed.ts";
export type { Injection, Switches } from "./switches.ts";
export { SwitchesSchema } from "./switchesSchema.ts";
export { LOAD_SHAPES, readUsageFile, requestsOn, type UsagePast } from "./usage/usageFile.ts";

export interface SimulatorOptions {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Loaded at start if it exists; written after every change and at close, atomically. */
  readonly dataFile?: string;
  readonly switches?: Partial<Switches>;
  /** The org to start with when there is no data file yet; default `seedOrg()`. */
  readonly seed?: OrgData;
  /** Changes the org of the data file or the seed before anything is served or written. */
  readonly prepare?: (org: OrgData) => OrgData;
  /** The calls of which the org remembers the counts when it starts. */
  readonly usage?: UsagePast;
  /** Milliseconds since 1970; default the real time. Tests move it to let tokens expire. */
  readonly now?: Clock;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT`; login and API share it, as behind a Genesys "gateway". */
  readonly url: string;
  readonly port: number;
  /** The GENESYSCLOUD_* variables that lead a tool to this org, as its seeded deployer. */
  readonly environment: Readonly<Record<string, string>>;
  /** Can be changed while the simulator runs. */
  readonly switches: Switches;
  /** Every request so far, oldest first. */
  readonly requests: readonly RequestLogEntry[];
  /** The history of roles and grants since the start, change by change, which tells who held what at any time; the first moment holds everything. */
  history(): readonly Moment[];
  /** The vendor ships a permission and adds it to existing roles; the names of the roles that were widened. */
  backfill(release: Backfill): readonly string[];
  /** The vendor ships a release: permissions come, are renamed, split and added to roles. The names of the roles that changed. */
  release(release: Release): readonly string[];
  /** What the org counted of its callers' requests, by day in UTC. */
  usage(): readonly Readonly<UsageCount>[];
  /** What the org noted of its changes since it has its data, oldest first. */
  audit(): readonly AuditEntry[];
  /** It can be moved forwards: tokens, dates, usage and audit follow it. */
  readonly clock: MovableClock;
  /** Closes the connections that injections left without an answer. */
  cutHanging(): void;
  /** A deep copy of the org in canonical order, to compare before and after. */
  export(): OrgData;
  close(): Promise<void>;
}

/**
 * Starts an org. The data file is written at once, so that one that cannot be written is known before anything is in it. Throws DataFileError for an unusable data file, and the system's error (EADDRINUSE) when the port is taken.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = "127.0.0.1", dataFile } = options;
  const clock = new MovableClock(options.now ?? Date.now);
  const { now } = clock;
  const kept = dataFile === undefined ? undefined : readOrgFile(dataFile);
  const start = kept?.data ?? options.seed ?? seedOrg();
  const org = new Org(options.prepare ? options.prepare(start) : start, now);
  const switches: Switches = { ...structuredClone(DEFAULT_SWITCHES), ...structuredClone(options.switches ?? {}) };
  const log: RequestLogEntry[] = [];
  const history = new History(org);
  const audit = new Audit(org, switches, kept?.audit);
  const hanging = new Set<Socket>();
  const usage = new UsageStore();
  if (options.usage !== undefined) seedUsage(usage.counts, options.usage, org.data, now());
  const save = () => dataFile && writeOrgFile(dataFile, { data: org.data, audit: audit.entries });
  const changed = (cause: Cause) => {
    history.record(log.length);
    audit.record(cause);
    save();
  };
  const counters = { requests: new RateCounter(now), logins: new RateCounter(now) };
  save();
  const app = await buildServer({
    org,
    tokens: new Tokens(org),
    switches,
    log,
    history,
    hanging,
    usage,
    audit,
    auditQueries: new AuditQueries(),
    clock,
    changed,
    ...counters,
  });
  const url = await app.listen({ port, host });
  return {
    url,
    port: Number(new URL(url).port || 80),
    environment: deployerEnvironment(url),
    switches,
    requests: log,
    cutHanging: () => {
      for (const socket of hanging) socket.destroy();
      hanging.clear();
    },
    history: () => history.moments(),
    audit: () => structuredClone(audit.entries),
    clock,
    usage: () => usage.counts.between(0, now() + 1),
    backfill: (release) => {
      const widened = addPermissionToRoles(org, release);
      changed({ kind: "vendor" });
      return widened;
    },
    release: (release) => {
      const widened = shipRelease(org, release);
      changed({ kind: "vendor" });
      return widened;
    },
    export: () => canonical(org.data),
    close: async () => {
      await app.close();
      save();
    },
  };
}
