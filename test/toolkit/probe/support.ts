/** Probes of embedded orgs in this process, with a clock of their own: no test waits. */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";
import type { Behaviour } from "../../../access/observed/model.ts";
import type { ClientOptions } from "../../../providers/genesys/client.ts";
import { resolveConnection } from "../../../providers/genesys/connection.ts";
import { type Simulator, type Switches, startSimulator } from "../../../simulator/index.ts";
import type { Question } from "../../../toolkit/probe/question.ts";
import { organizationOf, type ProbeRun, runProbe } from "../../../toolkit/probe/runProbe.ts";

export interface Sandbox {
  readonly org: Simulator;
  readonly run: ProbeRun;
  readonly probe: (questions?: readonly Question[]) => Promise<Behaviour>;
  /** Names of everything in the org that a probe made. */
  readonly leftovers: () => string[];
}

/** A ledger is on the disk before each create, and a busy disk takes its time: memory does not. */
const FOLDER = existsSync("/dev/shm") ? "/dev/shm" : tmpdir();

export async function probeAs(run: ProbeRun): Promise<Behaviour> {
  return runProbe(run, await organizationOf(run));
}

export async function sandbox(switches: Partial<Switches>, options: ClientOptions = {}): Promise<Sandbox> {
  let time = Date.now();
  const now = () => time;
  const sleep = async (milliseconds: number) => {
    time += milliseconds;
  };
  const org = await startSimulator({ switches, now });
  const folder = mkdtempSync(join(FOLDER, "probe-"));
  onTestFinished(async () => {
    await org.close();
    rmSync(folder, { recursive: true });
  });
  const run: ProbeRun = {
    connection: resolveConnection({ get: () => undefined }, org.environment),
    ledger: join(folder, "ledger.jsonl"),
    tell: () => undefined,
    options: { now, sleep, random: () => 0.5, ...options },
  };
  const probe: Sandbox["probe"] = (questions) => probeAs({ ...run, ...(questions && { questions }) });
  const leftovers = () => {
    const { roles, divisions, clients } = org.export();
    const all = [...roles, ...divisions.filter(({ deleted }) => !deleted), ...clients];
    return all.map(({ name }) => name).filter((name) => /probe/i.test(name));
  };
  return { org, run, probe, leftovers };
}
