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
import { plainOf, specOf, type Work } from "./work.ts";

export interface BenchStack {
  /** Writes what is declared from now on. */
  declare(work: Work): void;
  /** Runs `pulumi …`, `genesys-access …` or `npx …`; throws with its output when it fails. */
  run(command: keyof typeof COMMANDS, args: readonly string[]): Promise<TimedCommand>;
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

/** Makes the stack; nothing is deployed yet. `env` leads to the org. */
export async function openStack(subject: Subject, env: NodeJS.ProcessEnv): Promise<BenchStack> {
  const dir = mkdtempSync(join(tmpdir(), "genesys-access-bench-"));
  const forget = onEnd(() => rmSync(dir, { recursive: true, force: true }));
  const project = subject === "ours" ? {} : { project: join(import.meta.dirname, "plain") };
  const engine = await ensureEngine();
  const workspace = await createWorkspace({ dir, engine, passphrase: PASSPHRASE, env, ...project });
  const init = await workspace.pulumi(["stack", "init", STACK]);
  if (init.exitCode !== 0) throw new Error(init.output);
  return {
    declare: (work) => {
      if (subject === "ours") writeFileSync(join(dir, "stacks", `${STACK}.yaml`), specOf(work));
      else writeFileSync(join(dir, "resources.json"), JSON.stringify(plainOf(work, subject)));
    },
    run: (command, args) => runTimed(workspace, COMMANDS[command], args),
    state: () => stateSize(dir, subject === "ours" ? "genesys-access" : "plain", STACK),
    close: async () => {
      await workspace.remove();
      forget();
    },
  };
}
