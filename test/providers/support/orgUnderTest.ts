import { GenesysClient } from "../../../providers/genesys/client.ts";
import type { Connection } from "../../../providers/genesys/connection.ts";
import { Secret } from "../../../providers/genesys/secret.ts";
import { Session } from "../../../providers/genesys/session.ts";
import { type OrgData, SEED, type Simulator, type Switches, startSimulator } from "../../../simulator/index.ts";

/** An embedded org, the deployer's session in it, and a person at the console. Waiting moves a clock instead of the wall. */
export interface OrgUnderTest {
  readonly simulator: Simulator;
  /** The run's session; `newRun` gives that of a later run, without what this one remembers. */
  readonly session: Session;
  readonly console: GenesysClient;
  /** Milliseconds of every wait, in order. */
  readonly waits: number[];
  /** Everything that the sessions told a person, in order. */
  readonly told: string[];
  newRun(): Session;
  /** Operations of the deployer since the last call, logins left out: `POST /api/v2/authorization/roles`, ids as placeholders. */
  calls(): string[];
  pass(milliseconds: number): void;
  close(): Promise<void>;
}

export interface OrgOptions {
  readonly switches?: Partial<Switches>;
  readonly seed?: OrgData;
  readonly timeoutMs?: number;
}

export async function orgUnderTest({ switches, seed, timeoutMs = 2000 }: OrgOptions = {}): Promise<OrgUnderTest> {
  let clock = Date.now();
  const waits: number[] = [];
  const told: string[] = [];
  const simulator = await startSimulator({
    now: () => clock,
    ...(switches !== undefined && { switches }),
    ...(seed !== undefined && { seed }),
  });
  const options = {
    timeoutMs,
    now: () => clock,
    random: () => 1,
    sleep: async (milliseconds: number) => {
      waits.push(milliseconds);
      clock += milliseconds;
    },
  };
  const tell = (text: string) => void told.push(text);
  const newRun = () => new Session(connectionTo(simulator, SEED.deployer), { ...options, tell });
  let seen = 0;
  return {
    simulator,
    session: newRun(),
    console: new GenesysClient(connectionTo(simulator, SEED.console), options),
    waits,
    told,
    newRun,
    calls: () => {
      const mine = simulator.requests
        .slice(seen)
        .filter(({ clientId, path }) => clientId === SEED.deployer.clientId && path !== "/oauth/token");
      seen = simulator.requests.length;
      return mine.map(({ operation, method, path }) => operation ?? `${method} ${path}`);
    },
    pass: (milliseconds) => {
      clock += milliseconds;
    },
    close: () => simulator.close(),
  };
}

export function connectionTo(
  { url }: Simulator,
  { clientId, clientSecret }: { readonly clientId: string; readonly clientSecret: string },
): Connection {
  return { apiUrl: url, loginUrl: url, clientId, clientSecret: new Secret(clientSecret) };
}
