/** Runs a job of a workflow as GitHub's runner would, with stand-ins of the actions. What it does not know is an error, never skipped. */
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { z } from "zod";
import { pipelineFiles } from "../../../../toolkit/init/pipelines.ts";
import type { UserRepository } from "./userRepository.ts";

const text = z.union([z.string(), z.number(), z.boolean()]).transform(String);
const step = z.strictObject({
  id: z.string().optional(),
  name: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: z.record(z.string(), text).default({}),
  env: z.record(z.string(), text).default({}),
  "working-directory": z.string().optional(),
});
const workflow = z.object({
  env: z.record(z.string(), text).default({}),
  defaults: z.object({ run: z.object({ shell: z.literal("bash"), "working-directory": z.string().default(".") }) }),
  jobs: z.record(z.string(), z.object({ env: z.record(z.string(), text).default({}), steps: z.array(step) })),
});
type Step = z.infer<typeof step>;

export const WORKFLOWS = new Map(
  pipelineFiles("github").map((file) => [file.path.split("/").at(-1) ?? "", workflow.parse(parse(file.text))]),
);

/** Every `run:` of every workflow: `file job number`. */
export const ALL_RUNS: readonly string[] = [...WORKFLOWS].flatMap(([file, { jobs }]) =>
  Object.entries(jobs).flatMap(([job, { steps }]) =>
    steps.flatMap(({ run }, index) => (run === undefined ? [] : [`${file} ${job} ${index}`])),
  ),
);

export interface JobRequest {
  readonly file: string;
  readonly job: string;
  /** Value of each expression, by its text between the braces. One that is asked for and not here is an error. */
  readonly expressions: Readonly<Record<string, string>>;
  /** Of the runner: GITHUB_EVENT_PATH and the like. */
  readonly env?: NodeJS.ProcessEnv;
  /** The commit that the platform checks out by default. */
  readonly sha: string;
  /** Runs before the first step that is no action. */
  readonly tamper?: (workspace: string) => void;
  /** Ids of steps: of what else runs a command, only the installation is done. */
  readonly only?: readonly string[];
  /** Conditions of steps that hold, besides `always()` and the like. */
  readonly holds?: readonly string[];
}

export interface JobResult {
  readonly result: "success" | "failure";
  readonly log: string;
  /** Of each step with an id: `id.name`. */
  readonly outputs: Readonly<Record<string, string>>;
  readonly summary: string;
  readonly workspace: string;
}

export class GitHubRunner {
  readonly #repository: UserRepository;
  readonly #artifacts: string;
  /** Folder of each entry, by its key. */
  readonly #caches = new Map<string, string>();
  /** As in ALL_RUNS: those that were executed. */
  readonly executed = new Set<string>();

  constructor(repository: UserRepository) {
    this.#repository = repository;
    this.#artifacts = mkdtempSync(join(repository.dir, "artifacts-"));
  }

  async run(request: JobRequest): Promise<JobResult> {
    const { defaults, env, jobs } = require(WORKFLOWS.get(request.file), request.file);
    const job = require(jobs[request.job], request.job);
    const [workspace, temp] = ["work-", "temp-"].map((name) => mkdtempSync(join(this.#repository.dir, name)));
    const state = {
      ...request,
      workspace: workspace ?? "",
      temp: temp ?? "",
      folder: defaults.run["working-directory"],
      shared: { ...env, ...job.env },
      outputs: {} as Record<string, string>,
      log: [] as string[],
      failed: false,
      tampered: false,
    };
    for (const [index, one] of job.steps.entries()) {
      if (!holds(one.if, state) || isLeftOut(one, state)) continue;
      const name = `${request.file} ${request.job} ${index}`;
      const ok = await (one.run === undefined ? this.#action(one, state) : this.#script(name, one, state));
      state.failed ||= !ok;
    }
    const summary = join(state.temp, "summary");
    return {
      result: state.failed ? "failure" : "success",
      log: state.log.join("\n"),
      outputs: state.outputs,
      summary: existsSync(summary) ? readFileSync(summary, "utf8") : "",
      workspace: state.workspace,
    };
  }

  async #script(name: string, one: Step, state: State): Promise<boolean> {
    this.executed.add(name);
    if (!state.tampered) state.tamper?.(state.workspace);
    state.tampered = true;
    const script = join(state.temp, "script.sh");
    writeFileSync(script, one.run ?? "");
    const files = ["output", "summary", "env"].map((file) => join(state.temp, file));
    const [output = "", summary = "", more = ""] = files;
    writeFileSync(output, "");
    if (!existsSync(more)) writeFileSync(more, "");
    const env = {
      PATH: this.#repository.path,
      HOME: state.temp,
      RUNNER_TEMP: state.temp,
      GITHUB_ACTIONS: "true",
      GITHUB_OUTPUT: output,
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_ENV: more,
      ...state.env,
      ...Object.fromEntries(linesOf(more)),
      ...filled({ ...state.shared, ...one.env }, state),
    };
    const cwd = join(state.workspace, one["working-directory"] ?? state.folder);
    const args = ["--noprofile", "--norc", "-eo", "pipefail", script];
    const { exitCode, all } = await execa("bash", args, { cwd, env, extendEnv: false, all: true, reject: false });
    state.log.push(`$ ${one.run?.trim()}`, all, `exit code ${exitCode}`);
    for (const [key, value] of linesOf(output)) state.outputs[`${one.id}.${key}`] = value;
    return exitCode === 0;
  }

  async #action({ uses = "", ...one }: Step, state: State): Promise<boolean> {
    const input = filled(one.with, state);
    const [action = ""] = uses.split("@");
    switch (action) {
      case "actions/checkout":
        return this.#checkout(input, state);
      case "actions/setup-node":
        return existsSync(join(state.workspace, input["cache-dependency-path"] ?? "package-lock.json"));
      case "actions/upload-artifact":
        return this.#upload(input, state);
      case "actions/download-artifact":
        return this.#download(input, state);
      case "actions/cache/restore":
        return this.#restore(input, state);
      case "actions/cache/save":
        return this.#save(input, state);
      case "github/codeql-action/upload-sarif":
        return existsSync(join(state.workspace, input["sarif_file"] ?? ""));
      default:
        throw new Error(`No stand-in of ${uses}.`);
    }
  }

  /** The newest entry whose key begins with one of the texts to restore by. */
  #restore({ path = "", "restore-keys": prefix = "" }: Readonly<Record<string, string>>, state: State): boolean {
    const [, entry] = [...this.#caches].findLast(([key]) => key.startsWith(prefix)) ?? [];
    if (entry !== undefined) cpSync(entry, join(state.workspace, path), { recursive: true });
    return true;
  }

  #save({ path = "", key = "" }: Readonly<Record<string, string>>, state: State): boolean {
    const from = join(state.workspace, path);
    if (!existsSync(from)) return true;
    const to = mkdtempSync(join(this.#repository.dir, "cache-"));
    cpSync(from, to, { recursive: true });
    this.#caches.set(key, to);
    return true;
  }

  async #checkout({ path = ".", ref, repository }: Readonly<Record<string, string>>, state: State): Promise<boolean> {
    if (repository !== undefined && repository !== "acme/access") throw new Error(`No stand-in of ${repository}.`);
    const folder = join(state.workspace, path);
    await execa("git", ["clone", "--quiet", "--no-checkout", this.#repository.origin, folder]);
    await execa("git", ["-C", folder, "fetch", "--quiet", "origin", ref ?? state.sha]);
    await execa("git", ["-C", folder, "checkout", "--quiet", "--detach", "FETCH_HEAD"]);
    return true;
  }

  #upload({ name = "", path = "", ...input }: Readonly<Record<string, string>>, state: State): boolean {
    const from = join(state.workspace, path);
    if (state.only !== undefined) return true;
    if (!existsSync(from)) return input["if-no-files-found"] === "ignore";
    const to = join(this.#artifacts, name);
    rmSync(to, { recursive: true, force: true });
    mkdirSync(to);
    cpSync(from, /\.(sarif|html)$/.test(path) ? join(to, path) : to, { recursive: true });
    return true;
  }

  #download({ name, pattern, path = "." }: Readonly<Record<string, string>>, state: State): boolean {
    const prefix = (pattern ?? "").replace("*", "");
    const found = readdirSync(this.#artifacts).filter((each) => (name ? each === name : each.startsWith(prefix)));
    mkdirSync(join(state.workspace, path), { recursive: true });
    for (const each of found) cpSync(join(this.#artifacts, each), join(state.workspace, path), { recursive: true });
    return name === undefined || found.length > 0;
  }
}

interface State extends JobRequest {
  readonly workspace: string;
  readonly temp: string;
  readonly folder: string;
  readonly shared: Readonly<Record<string, string>>;
  readonly outputs: Record<string, string>;
  readonly log: string[];
  failed: boolean;
  tampered: boolean;
}

function holds(condition: string | undefined, { failed, holds: named = [] }: State): boolean {
  if (condition === undefined) return !failed;
  if (/^(always\(\)|\$\{\{ !cancelled\(\) \}\})$/.test(condition)) return true;
  if (condition === "vars.ACCESS_OIDC_AUDIENCE != ''") return !failed && named.includes(condition);
  throw new Error(`It is not known whether this holds: ${condition}`);
}

function isLeftOut({ id = "", run, if: condition }: Step, { only }: State): boolean {
  if (only === undefined || only.includes(id)) return false;
  return run === undefined ? condition !== undefined : !run.startsWith("npm ci");
}

function filled(values: Readonly<Record<string, string>>, { expressions }: State): Record<string, string> {
  const fill = (value: string) =>
    value.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => require(expressions[expression], expression));
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, fill(value)]));
}

function linesOf(file: string): [string, string][] {
  const lines = readFileSync(file, "utf8").split("\n").filter(Boolean);
  return lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]);
}

function require<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`Not known: ${name}`);
  return value;
}
