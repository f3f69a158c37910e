/** A scratch workspace for one life of a stack, with the command that a user types. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { ensureEngine } from "../../engine/index.ts";
import { PULUMI_COMMAND } from "../../engine/projectCommands.ts";
import { createWorkspace, type Workspace } from "../../engine/workspace.ts";
import { onEnd } from "./cleanup.ts";
import { endSession, type SessionUse, watchSession } from "./processes.ts";
import type { Subject } from "./scenario.ts";
import { type StateSize, stateSize } from "./stateSize.ts";
import { userProject } from "./userProject.ts";
import { plainOf, specOf, type Work } from "./work.ts";

export interface TimedCommand {
  readonly seconds: number;
  readonly use: SessionUse;
}

export interface BenchStack {
  /** Writes what is declared from now on. */
  declare(work: Work): void;
  /** Runs `pulumi …` or `genesys-access …`; throws with its output when it fails. */
  run(
    command: "pulumi" | "genesys-access",
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<TimedCommand>;
  state(): StateSize;
  close(): Promise<void>;
}

const STACK = "bench";
const ROOT = join(import.meta.dirname, "..", "..", "..");
const COMMANDS = {
  pulumi: PULUMI_COMMAND,
  "genesys-access": join(ROOT, "cli", "genesys-access.mjs"),
};
const PASSPHRASE = "bench";

/**
 * Makes the stack; nothing is deployed yet. `env` leads to the org.
 *
 * @param modules a `node_modules` with the built package, for a user's project; without it this checkout runs from its sources
 */
export async function openStack(subject: Subject, env: NodeJS.ProcessEnv, modules?: string): Promise<BenchStack> {
  const dir = mkdtempSync(join(tmpdir(), "genesys-access-bench-"));
  const forget = onEnd(() => rmSync(dir, { recursive: true, force: true }));
  const installed = subject === "ours" ? modules : undefined;
  const engine = await ensureEngine();
  const workspace = await createWorkspace({
    dir,
    engine,
    passphrase: PASSPHRASE,
    env,
    ...projectOf(subject, installed),
  });
  const init = await workspace.pulumi(["stack", "init", STACK]);
  if (init.exitCode !== 0) throw new Error(init.output);
  return {
    declare: (work) => {
      if (subject === "ours") writeFileSync(join(dir, "stacks", `${STACK}.yaml`), specOf(work));
      else writeFileSync(join(dir, "resources.json"), JSON.stringify(plainOf(work, subject)));
    },
    run: (command, args, more = {}) => {
      const own = command === "genesys-access" && installed !== undefined;
      const path = own ? join(installed, "genesys-cloud-access", "cli", "genesys-access.mjs") : COMMANDS[command];
      return runTimed({ ...workspace, env: { ...workspace.env, ...more } }, path, args);
    },
    state: () => stateSize(dir, subject === "ours" ? "genesys-access" : "plain", STACK),
    close: async () => {
      await workspace.remove();
      forget();
    },
  };
}

function projectOf(subject: Subject, installed: string | undefined): { project?: string; modules?: string } {
  if (subject !== "ours") return { project: join(import.meta.dirname, "plain") };
  if (installed === undefined) return {};
  const project = userProject();
  onEnd(() => rmSync(project, { recursive: true, force: true }));
  return { project, modules: installed };
}

async function runTimed({ dir, env }: Workspace, command: string, args: readonly string[]): Promise<TimedCommand> {
  const begin = performance.now();
  // `detached`: a session of its own, by which its processes are found.
  const child = execa(command, args, { cwd: dir, env, extendEnv: false, all: true, reject: false, detached: true });
  const leader = child.pid ?? 0;
  const forget = onEnd(() => endSession(leader));
  const watch = watchSession(leader);
  const { exitCode, all } = await child;
  const seconds = (performance.now() - begin) / 1000;
  const use = watch.stop();
  endSession(leader);
  forget();
  if (exitCode !== 0) throw new Error(`${command} ${args.join(" ")} ended with ${exitCode}:\n${all.slice(-4000)}`);
  return { seconds, use };
}
