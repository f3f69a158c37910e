/**
 * A scratch copy of the project with its own Pulumi home, backend and stack files: the demo and the end-to-end tests work there,
 * with the command that a user types, and touch nothing of the user's own Pulumi installation, login, configuration or stacks.
 */
import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { pulumiEnvironment } from "./environment.ts";
import type { Engine } from "./index.ts";
import { isolateHome } from "./link.ts";

const PROJECT = join(import.meta.dirname, "..", "..");
/** Folders of the Pulumi program. Linked, not copied: they are read-only in a workspace, and Node's compile cache is keyed by path. */
const LINKED = ["access", "catalogue", "program", "providers", "token", "toolkit"];
/** The policy pack looks for the project around itself. */
const COPIED = ["policies", "library.ts", "package.json"];
/** The same of the published code: `buildCode` in dev/package/build.ts. */
const LINKED_BUILT = [...LINKED, "chunks"];
const COPIED_BUILT = ["policies", "library.js", "package.json"];
/** One by one: in `stacks/` somebody may have left settings of a stack, with a passphrase of another kind, or a lock. */
const OWN_STACK = ["Pulumi.yaml", "stacks/demo.yaml"];

export interface PulumiRun {
  readonly exitCode: number;
  /** Standard output and standard error, interleaved as a person would see them. */
  readonly output: string;
  readonly stdout: string;
}

export interface Workspace {
  readonly dir: string;
  readonly env: NodeJS.ProcessEnv;
  /** Runs `pulumi <args>`, colourless and without asking; a failing command is a result, not an exception. */
  pulumi(args: readonly string[], options?: { env?: NodeJS.ProcessEnv }): Promise<PulumiRun>;
  /** Starts `pulumi <args>` without waiting, in a process group of its own. */
  start(args: readonly string[], options?: { env?: NodeJS.ProcessEnv }): ReturnType<typeof startPulumi>;
  /** Replaces text in one of the workspace's files; throws when the text is not there. */
  edit(file: string, from: string, to: string): Promise<void>;
  remove(): Promise<void>;
}

export interface WorkspaceOptions {
  /** A directory that is emptied first. */
  readonly dir: string;
  readonly engine: Engine;
  readonly passphrase: string;
  /** Environment for every command: how to reach the org. */
  readonly env: NodeJS.ProcessEnv;
  /** Folder of another Pulumi project to copy; by default what this project consists of. */
  readonly project?: string;
  /** Folder to link as `node_modules`; by default this checkout's. */
  readonly modules?: string;
  /** Folder of this checkout whose `Pulumi.yaml` and stacks take the place of its own. */
  readonly stacks?: string;
  /** Folder of the built code, which starts in a third less CPU time; by default the sources run. */
  readonly built?: string;
}

export async function createWorkspace({
  dir,
  engine,
  passphrase,
  env,
  project,
  modules = join(PROJECT, "node_modules"),
  stacks,
  built,
}: WorkspaceOptions): Promise<Workspace> {
  await rm(dir, { recursive: true, force: true });
  const home = join(dir, ".pulumi-home");
  const backend = join(dir, ".state");
  await mkdir(backend, { recursive: true, mode: 0o700 });
  await symlink(modules, join(dir, "node_modules"), "junction");
  if (project !== undefined) await cp(project, dir, { recursive: true });
  else {
    await takeCode(dir, built);
    await copyProject(dir, stacks);
  }
  await isolateHome(home, engine);
  const environment = { ...pulumiEnvironment({ home, backend, passphrase }), ...env };
  return {
    dir,
    env: environment,
    pulumi: async (args, options) => {
      const { exitCode, all, stdout } = await startPulumi(engine, dir, args, { ...environment, ...options?.env });
      return { exitCode: exitCode ?? -1, output: all, stdout };
    },
    start: (args, options) => startPulumi(engine, dir, args, { ...environment, ...options?.env }, true),
    edit: (file, from, to) => edit(join(dir, file), from, to),
    remove: () => rm(dir, { recursive: true, force: true }),
  };
}

async function takeCode(dir: string, built: string | undefined): Promise<void> {
  const [from, linked, copied] = built === undefined ? [PROJECT, LINKED, COPIED] : [built, LINKED_BUILT, COPIED_BUILT];
  for (const folder of linked) await symlink(join(from, folder), join(dir, folder), "junction");
  for (const entry of copied) await cp(join(from, entry), join(dir, entry), { recursive: true });
}

async function copyProject(dir: string, stacks: string | undefined): Promise<void> {
  const own = stacks === undefined ? ["index.ts", ...OWN_STACK] : ["index.ts"];
  for (const entry of own) await cp(join(PROJECT, entry), join(dir, entry), { recursive: true });
  if (stacks !== undefined) await cp(join(PROJECT, stacks), dir, { recursive: true });
}

/** The CLI itself: the `pulumi` of the npm package is a Node program that starts it, and adds nothing to what stands in the environment here. */
function startPulumi(
  { pulumi }: Engine,
  cwd: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  detached = false,
) {
  const flags = ["--non-interactive", "--color", "never"];
  return execa(pulumi, [...args, ...flags], { cwd, env, extendEnv: false, all: true, reject: false, detached });
}

async function edit(file: string, from: string, to: string): Promise<void> {
  const text = await readFile(file, "utf8");
  if (!text.includes(from)) throw new Error(`${file} does not contain ${JSON.stringify(from)}.`);
  await writeFile(file, text.replace(from, to));
}
