/** The Pulumi CLI for development and tests: found, or else obtained. */
import { createRequire } from "node:module";
import { cliRuns, problemWithCli } from "./cached.ts";
import { heartbeat } from "./heartbeat.ts";
import { installHosts } from "./hosts.ts";
import { type EngineLayout, engineLayout, pulumiHome } from "./layout.ts";
import { type LockHolder, withLock } from "./lock.ts";
import { obtainEngine } from "./obtain.ts";
import { EngineUnavailable } from "./unavailable.ts";
import { ENGINE_VERSION } from "./version.ts";

export { EngineUnavailable } from "./unavailable.ts";
export { ENGINE_VERSION } from "./version.ts";

/** A Pulumi CLI that runs, with the hosts that Node programs need beside it. */
export interface Engine {
  /** Folder of the executables. */
  readonly bin: string;
  /** The `pulumi` executable. */
  readonly pulumi: string;
  readonly version: typeof ENGINE_VERSION;
  /** The way in which it was obtained; `cached` when it was there already. */
  readonly origin: "cached" | "downloaded" | "built";
}

/** Settings of {@link ensureEngine}; each has a default. */
export interface EngineSettings {
  /** The Pulumi home: PULUMI_HOME, or ~/.pulumi. */
  readonly home?: string;
  /** Takes each line of progress: stderr. */
  readonly log?: (line: string) => void;
  /** Environment of the commands that are run, `go` among them: process.env. */
  readonly env?: NodeJS.ProcessEnv;
  /** Entry point of the `pulumi` npm package: the one that is installed. */
  readonly wrapper?: string;
}

/**
 * Makes sure that the Pulumi CLI is where `npx pulumi` looks for it, and tells where that is.
 * Uses what is there; else the vendor's download; else a build from Go modules. Safe to call from several
 * processes at once: one works, the others wait for its result.
 *
 * @throws {EngineUnavailable} if there is no way to get one
 */
export async function ensureEngine(settings: EngineSettings = {}): Promise<Engine> {
  const env = settings.env ?? process.env;
  const log = settings.log ?? ((line: string) => process.stderr.write(`${line}\n`));
  const wrapper = settings.wrapper ?? createRequire(import.meta.url).resolve("pulumi/run.js");
  const layout = engineLayout(settings.home ?? pulumiHome(env));

  const origin = (await cliRuns(layout, env)) ? "cached" : await obtainOnce({ layout, env, log, wrapper });
  installHosts(layout.root);
  return { bin: layout.bin, pulumi: layout.pulumi, version: ENGINE_VERSION, origin };
}

interface Obtaining {
  readonly layout: EngineLayout;
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  readonly wrapper: string;
}

/** Under the lock the question is asked again: whoever held it before has usually answered it. */
async function obtainOnce(setting: Obtaining): Promise<Engine["origin"]> {
  const { layout, env, log } = setting;
  let stopWaiting = () => {};
  const sayWait = ({ pid, host }: LockHolder) => {
    log(`Another process (${pid} on ${host}) is getting the Pulumi CLI ${ENGINE_VERSION}: waiting for it.`);
    stopWaiting = heartbeat(log, () => "still waiting");
  };
  try {
    return await withLock(layout.lock, sayWait, async () => {
      stopWaiting();
      const problem = await problemWithCli(layout.pulumi, layout, env);
      return problem === undefined ? "cached" : obtainEngine(setting, problem);
    });
  } catch (error) {
    throw unwritable(error) ? new EngineUnavailable(layout, [{ name: layout.versions, said: error.message }]) : error;
  }
}

function unwritable(error: unknown): error is Error {
  return error instanceof Error && "code" in error && ["EACCES", "EPERM", "EROFS", "ENOSPC"].includes(`${error.code}`);
}
