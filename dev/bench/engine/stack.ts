/** A scratch workspace for one life of a stack, with the command that a user types. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureEngine } from "../../engine/index.ts";
import { PULUMI_COMMAND } from "../../engine/projectCommands.ts";
import { createWorkspace } from "../../engine/workspace.ts";
import { onEnd } from "./cleanup.ts";
import type { Subject } from "./scenario.ts";
import { type StateSize, stateSize } from "./stateSize.ts";
import { runTimed, type TimedCommand } from "./timed.ts";
import { userProject } from "./userProject.ts";
import { plainOf, specOf, type Work } from "./work.ts";

export interface BenchStack {
  /** Writes what is declared from now on. */
  declare(work: Work): void;
  /** Runs `pulumi …`, `genesys-access …` or `npx …`; throws with its output when it fails. */
  run(
    command: keyof typeof COMMANDS,
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
  npx: "npx",
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
