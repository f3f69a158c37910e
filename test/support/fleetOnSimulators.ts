import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { execa } from "execa";
import { ensureEngine } from "../../dev/engine/index.ts";
import { createWorkspace, type Workspace } from "../../dev/engine/workspace.ts";
import { builtCode } from "../../dev/package/builtCode.ts";
import { SEED, type Simulator, seedOrg, startSimulator } from "../../simulator/index.ts";
import { PROJECT_FOLDER } from "./project.ts";

/** Several orgs, each with its stack, in one scratch project. */
export interface FleetOnSimulators<Name extends string> {
  readonly workspace: Workspace;
  readonly orgs: Readonly<Record<Name, Simulator>>;
  /** Arguments that give each stack the way to its org: `--env-dir`. */
  readonly credentials: readonly string[];
  /** Starts `genesys-access fleet <args>`; its end is a result, however it ends. */
  fleet(args: readonly string[], env?: NodeJS.ProcessEnv): ReturnType<typeof startFleet>;
  /** Writes a file below `stacks/`. */
  writeSpec(file: string, yaml: string): Promise<void>;
  /** Names the org of a stack for the fleet. */
  connect(name: string, org: Simulator): Promise<void>;
  close(): Promise<void>;
}

export interface FleetSetting<Name extends string> {
  /** Ids of the orgs by stack. */
  readonly ids: Readonly<Record<Name, string>>;
  /** Files below `stacks/`. */
  readonly files: Readonly<Record<string, string>>;
  /** For every command: another backend, for instance. */
  readonly env?: NodeJS.ProcessEnv;
}

export async function fleetOnSimulators<Name extends string>({
  ids,
  files,
  env = {},
}: FleetSetting<Name>): Promise<FleetOnSimulators<Name>> {
  const engine = await ensureEngine();
  const dir = await mkdtemp(join(tmpdir(), "genesys-access-fleet-"));
  const built = await builtCode();
  const workspace = await createWorkspace({ dir, engine, passphrase: "test", env, stacks: PROJECT_FOLDER, built });
  await rm(join(dir, "stacks"), { recursive: true });
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(dir, file)), { recursive: true });
    await writeFile(join(dir, file), text);
  };
  const connect = (name: string, org: Simulator) =>
    write(
      `env/${name}.env`,
      Object.entries(org.environment)
        .map(([key, value]) => `${key}=${value}\n`)
        .join(""),
    );
  for (const [file, text] of Object.entries<string>(files)) await write(`stacks/${file}`, text);
  const orgs: Record<string, Simulator> = {};
  for (const [name, id] of Object.entries<string>(ids)) {
    const org = await startSimulator({
      seed: JSON.parse(JSON.stringify(seedOrg()).replaceAll(SEED.organizationId, id)),
    });
    orgs[name] = org;
    await connect(name, org);
    const { exitCode, output } = await workspace.pulumi(["stack", "init", name]);
    if (exitCode !== 0) throw new Error(output);
  }
  return {
    workspace,
    orgs: orgs as Record<Name, Simulator>,
    credentials: ["--env-dir", "env"],
    fleet: (args, more = {}) =>
      startFleet(join(built, "cli", "genesys-access.mjs"), dir, args, { ...workspace.env, ...more }),
    writeSpec: (file, text) => write(`stacks/${file}`, text),
    connect,
    close: async () => {
      for (const org of Object.values(orgs)) await org.close();
      await workspace.remove();
    },
  };
}

function startFleet(command: string, cwd: string, args: readonly string[], env: NodeJS.ProcessEnv) {
  return execa(process.execPath, [command, "fleet", ...args], {
    cwd,
    env,
    extendEnv: false,
    reject: false,
    all: true,
    stdin: "ignore",
  });
}
