/** An embedded Genesys Cloud org over real HTTP: the API that this product administers, with authorisation enforced on every call. */
import { Tokens } from "./access/tokens.ts";
import { RateCounter } from "./http/rateLimit.ts";
import type { RequestLogEntry } from "./http/requestLog.ts";
import { canonical } from "./org/canonical.ts";
import { type Clock, Org } from "./org/org.ts";
import type { OrgData } from "./org/orgData.ts";
import { readOrgFile, writeOrgFile } from "./org/orgFile.ts";
import { seedOrg } from "./seed/seedOrg.ts";
import { buildServer } from "./server.ts";
import { DEFAULT_SWITCHES, type Switches } from "./switches.ts";

export type { RequestLogEntry } from "./http/requestLog.ts";
export type { OrgData } from "./org/orgData.ts";
export { seedOrg } from "./seed/seedOrg.ts";
export { SEED } from "./seed.ts";
export type { Fault, Switches } from "./switches.ts";

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
  /** Milliseconds since 1970; default the real time. Tests move it to let tokens expire. */
  readonly now?: Clock;
}

export interface Simulator {
  /** `http://127.0.0.1:PORT`; login and API share it, as behind a Genesys "gateway". */
  readonly url: string;
  readonly port: number;
  /** Can be changed while the simulator runs. */
  readonly switches: Switches;
  /** Every request so far, oldest first. */
  readonly requests: readonly RequestLogEntry[];
  /** A deep copy of the org in canonical order, to compare before and after. */
  export(): OrgData;
  close(): Promise<void>;
}

/**
 * Starts an org. The data file is written at once, so that one that cannot be written is known before anything is in it. Throws DataFileError for an unusable data file, and the system's error (EADDRINUSE) when the port is taken.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { port = 0, host = "127.0.0.1", dataFile, now = Date.now } = options;
  const org = new Org((dataFile && readOrgFile(dataFile)) || (options.seed ?? seedOrg()), now);
  const switches: Switches = { ...structuredClone(DEFAULT_SWITCHES), ...structuredClone(options.switches ?? {}) };
  const log: RequestLogEntry[] = [];
  const save = () => dataFile && writeOrgFile(dataFile, org.data);
  const counters = { requests: new RateCounter(now), logins: new RateCounter(now) };
  save();
  const app = await buildServer({ org, tokens: new Tokens(org), switches, log, save, ...counters });
  const url = await app.listen({ port, host });
  return {
    url,
    port: Number(new URL(url).port || 80),
    switches,
    requests: log,
    export: () => canonical(org.data),
    close: async () => {
      await app.close();
      save();
    },
  };
}
