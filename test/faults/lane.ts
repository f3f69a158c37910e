/** One project folder in which faults are run one after the other, each from a known org and a known state. */
import { cp, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { ensureEngine } from "../../dev/engine/index.ts";
import { PULUMI_COMMAND } from "../../dev/engine/projectCommands.ts";
import { createWorkspace, type PulumiRun, type Workspace } from "../../dev/engine/workspace.ts";
import { builtCode } from "../../dev/package/builtCode.ts";
import { type OrgData, type Simulator, type SimulatorOptions, seedOrg, startSimulator } from "../../simulator/index.ts";
import { PROJECT_FOLDER } from "../support/project.ts";
import { killProviders } from "./processes.ts";
import { SPEC } from "./specs.ts";

export const STACK = "faults";
const UP = ["up", "--yes", "--skip-preview"] as const;

/** An org together with the state that knows it. */
interface Snapshot {
  readonly org: OrgData;
  /** Folder with the state and the stack's settings (they hold the salt of its secrets). */
  readonly files: string;
}

/** The two beginnings of a fault: with nothing deployed, or with SPEC deployed. */
export interface Beginnings {
  readonly nothing: Snapshot;
  readonly deployed: Snapshot;
}

export interface Lane {
  readonly workspace: Workspace;
  /** Puts state and settings back and starts an org as it was then; the org of the fault before is closed. */
  begin(from: Snapshot, options?: SimulatorOptions): Promise<Stage>;
  close(): Promise<void>;
}

/** The scene of one fault. */
export interface Stage {
  readonly org: Simulator;
  readonly dir: string;
  /** Everything that Pulumi printed so far. */
  readonly printed: string[];
  pulumi(...args: string[]): Promise<PulumiRun>;
  /** Starts `pulumi <args>` without waiting, in a process group of its own. */
  start(...args: string[]): ReturnType<Workspace["start"]>;
  /** Runs `<command> <before> pulumi <args>`: Pulumi inside of something else. */
  inside(
    command: string,
    before: readonly string[],
    env: NodeJS.ProcessEnv,
    ...args: string[]
  ): Promise<{ readonly exitCode?: number; readonly all: string }>;
  writeSpec(yaml: string): Promise<void>;
}

export async function openLane(): Promise<Lane> {
  const engine = await ensureEngine();
  const dir = await mkdtemp(join(tmpdir(), "genesys-access-faults-"));
  const built = await builtCode();
  const workspace = await createWorkspace({ dir, engine, passphrase: "test", env: {}, stacks: PROJECT_FOLDER, built });
  let org: Simulator | undefined;
  const end = async () => {
    killProviders(dir);
    await org?.close();
  };
  return {
    workspace,
    begin: async (from, options) => {
      await end();
      org = await startSimulator({ seed: from.org, ...options });
      await restore(from, dir);
      const stage = stageOf(workspace, org);
      await stage.writeSpec(SPEC);
      return stage;
    },
    close: async () => {
      await end();
      await workspace.remove();
    },
  };
}

/** Deploys SPEC once in the lane, undisturbed; every fault begins before or after it. Throws what Pulumi printed when that fails. */
export async function makeBeginnings({ workspace: { dir }, ...lane }: Lane, directory: string): Promise<Beginnings> {
  const nothing = { org: seedOrg(), files: join(directory, "nothing") };
  const stage = await lane.begin({ ...nothing, files: "" });
  await must(stage.pulumi("stack", "init", STACK, "--no-select"));
  await keep(dir, nothing.files);
  await must(stage.pulumi(...UP));
  const deployed = { org: stage.org.export(), files: join(directory, "deployed") };
  await keep(dir, deployed.files);
  return { nothing, deployed };
}

async function must(run: Promise<PulumiRun>): Promise<void> {
  const { exitCode, output } = await run;
  if (exitCode !== 0) throw new Error(output);
}

const SETTINGS = join("stacks", `Pulumi.${STACK}.yaml`);

async function keep(dir: string, files: string): Promise<void> {
  await cp(join(dir, ".state"), join(files, ".state"), { recursive: true });
  await cp(join(dir, SETTINGS), join(files, SETTINGS));
}

async function restore({ files }: Snapshot, dir: string): Promise<void> {
  if (files === "") return;
  await rm(join(dir, ".state"), { recursive: true, force: true });
  await cp(files, dir, { recursive: true });
}

function stageOf(workspace: Workspace, org: Simulator): Stage {
  const { dir } = workspace;
  // Selected by the environment: the choice of `stack select` is kept outside of the lane's folders.
  const env = { PULUMI_STACK: STACK, ...org.environment };
  const printed: string[] = [];
  return {
    org,
    dir,
    printed,
    pulumi: async (...args) => {
      const run = await workspace.pulumi(args, { env });
      printed.push(run.output);
      return run;
    },
    start: (...args) => workspace.start(args, { env }),
    inside: (command, before, extra, ...args) => {
      const options = {
        cwd: dir,
        env: { ...workspace.env, ...env, ...extra },
        extendEnv: false,
        all: true,
        reject: false,
      } as const;
      return execa(command, [...before, PULUMI_COMMAND, ...args, "--non-interactive", "--color", "never"], options);
    },
    writeSpec: (yaml) => writeFile(join(dir, "stacks", `${STACK}.yaml`), yaml),
  };
}
