/** A scratch project with a stack for each of many embedded orgs, and the command that a user types. */
import { type ChildProcess, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { execa } from "execa";
import PQueue from "p-queue";
import { deployerEnvironment, SEED } from "../../../simulator/index.ts";
import { ensureEngine } from "../../engine/index.ts";
import { createWorkspace, type Workspace } from "../../engine/workspace.ts";
import { onEnd } from "../engine/cleanup.ts";
import { endSession, watchSession } from "../engine/processes.ts";
import { specOf } from "../engine/work.ts";
import { watchMemory } from "./memory.ts";

const CLI = join(import.meta.dirname, "..", "..", "..", "cli", "genesys-access.mjs");

export interface FleetRun {
  readonly seconds: number;
  readonly cpuSeconds: number;
  /** Peak of the memory, in MB, each shared page once. */
  readonly megabytes: number;
  /** Of the orgs that were run, as the report has them. */
  readonly orgs: readonly {
    readonly stack: string;
    readonly seconds: number;
    readonly result: string;
    readonly kept?: true;
  }[];
}

export interface FleetProject {
  /** Runs `genesys-access fleet …`, which writes `file`; throws with its output when it fails. */
  run(args: readonly string[], file: string): Promise<FleetRun>;
  /** Changes the purpose of a client in one org. */
  edit(stack: string): void;
  readonly stacks: readonly string[];
  close(): Promise<void>;
}

export async function fleetProject(orgs: number, clients: number, say: (line: string) => void): Promise<FleetProject> {
  const dir = mkdtempSync(join(tmpdir(), "genesys-access-fleet-bench-"));
  const forget = onEnd(() => rmSync(dir, { recursive: true, force: true }));
  const workspace = await createWorkspace({ dir, engine: await ensureEngine(), passphrase: "bench", env: {} });
  rmSync(join(dir, "stacks"), { recursive: true });
  for (const folder of ["stacks/shared", "env"]) mkdirSync(join(dir, folder), { recursive: true });
  const stacks = Array.from({ length: orgs }, (_, at) => `contoso-${String(at + 1).padStart(4, "0")}`);
  const shared = specOf({ clients, users: 0, divisions: 3, edited: false }).replace(
    /^organization:.*\n(?: .*\n)*/m,
    "",
  );
  writeFileSync(join(dir, "stacks/shared/all.yaml"), shared);
  const servers = await startOrgs(stacks.map(idOf));
  for (const [at, stack] of stacks.entries()) {
    writeFileSync(specFile(dir, stack), specOfOrg(stack));
    const variables = Object.entries(deployerEnvironment(servers.urls[at] ?? ""));
    writeFileSync(join(dir, "env", `${stack}.env`), variables.map(([key, value]) => `${key}=${value}\n`).join(""));
  }
  await initStacks(workspace, stacks, say);
  return {
    stacks,
    run: (args, file) => runFleet(workspace, args, file),
    edit: (stack) =>
      writeFileSync(
        specFile(dir, stack),
        `${specOfOrg(stack)}override: { clients: { client-0: { purpose: Reads for somebody else } } }\n`,
      ),
    close: async () => {
      servers.process.stdin?.end();
      await once(servers.process, "exit");
      await workspace.remove();
      forget();
    },
  };
}

function specFile(dir: string, stack: string): string {
  return join(dir, "stacks", `${stack}.yaml`);
}

function specOfOrg(stack: string): string {
  return `organization: { id: ${idOf(stack)} }\ninclude: [shared/all.yaml]\n`;
}

/** A UUID that is always the same for one stack. */
function idOf(stack: string): string {
  const hex = createHash("sha256").update(`${SEED.organizationId}/${stack}`).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `4${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}

async function startOrgs(
  ids: readonly string[],
): Promise<{ readonly urls: readonly string[]; readonly process: ChildProcess }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, "orgs.ts"), ...ids], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  onEnd(() => child.kill());
  const [line] = (await once(createInterface(child.stdout), "line")) as [string];
  return { urls: JSON.parse(line), process: child };
}

async function initStacks(workspace: Workspace, stacks: readonly string[], say: (line: string) => void): Promise<void> {
  const queue = new PQueue({ concurrency: 4 });
  let done = 0;
  const init = async (stack: string) => {
    const { exitCode, output } = await workspace.pulumi(["stack", "init", stack]);
    if (exitCode !== 0) throw new Error(output);
    done += 1;
    if (done % 10 === 0) say(`${done} of ${stacks.length} stacks made`);
  };
  await queue.addAll(stacks.map((stack) => () => init(stack)));
}

async function runFleet({ dir, env }: Workspace, args: readonly string[], file: string): Promise<FleetRun> {
  const begin = performance.now();
  const credentials = args[0] === "merge" ? [] : ["--env-dir", "env"];
  const all = ["fleet", ...args, ...credentials, "--format", "json", "--output", file];
  // `detached`: a session of its own, by which its processes are found.
  const child = execa(CLI, all, { cwd: dir, env, extendEnv: false, all: true, reject: false, detached: true });
  const leader = child.pid ?? 0;
  const forget = onEnd(() => endSession(leader));
  const [use, memory] = [watchSession(leader), watchMemory(leader)];
  const { exitCode, all: output } = await child;
  const seconds = (performance.now() - begin) / 1000;
  const { cpuSeconds } = use.stop();
  const megabytes = memory.stop();
  endSession(leader);
  forget();
  if (exitCode !== 0) throw new Error(`fleet ${args.join(" ")} ended with ${exitCode}:\n${output.slice(-4000)}`);
  const { stacks } = JSON.parse(readFileSync(join(dir, file), "utf8")) as { stacks: FleetRun["orgs"] };
  return { seconds, cpuSeconds, megabytes, orgs: stacks.filter(({ kept }) => kept !== true) };
}
