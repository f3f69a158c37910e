/** Runs a job of the GitLab pipeline as its runner would: `before_script` and `script` in one shell, in a checkout of the commit. */
import { mkdtempSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { parse } from "yaml";
import { z } from "zod";
import { pipelineFiles } from "../../../../toolkit/init/pipelines.ts";
import type { UserRepository } from "./userRepository.ts";

const job = z.looseObject({
  extends: z.string().optional(),
  before_script: z.array(z.string()).optional(),
  script: z.array(z.string()).optional(),
  variables: z.record(z.string(), z.string()).optional(),
});
type Job = z.infer<typeof job>;

const [file] = pipelineFiles("gitlab");
export const JOBS = new Map(
  Object.entries(parse(file?.text ?? "") as Record<string, unknown>).map(([name, one]) => [name, job.parse(one)]),
);
/** Jobs that have something to run; the others are only extended. */
export const ALL_JOBS = [...JOBS].flatMap(([name, { script }]) => (script ? [name] : []));

/** The job with all that it extends. */
export function wholeJob(name: string): Job {
  const own = JOBS.get(name);
  if (!own) throw new Error(`There is no job ${name}.`);
  if (own.extends === undefined) return own;
  const base = wholeJob(own.extends);
  return { ...base, ...own, variables: { ...base.variables, ...own.variables } };
}

export interface GitLabResult {
  readonly exitCode: number;
  readonly log: string;
  /** The checkout, CI_PROJECT_DIR. */
  readonly folder: string;
}

export class GitLabRunner {
  readonly #repository: UserRepository;
  readonly executed = new Set<string>();

  constructor(repository: UserRepository) {
    this.#repository = repository;
  }

  async run(name: string, sha: string, env: NodeJS.ProcessEnv): Promise<GitLabResult> {
    this.executed.add(name);
    const { before_script: before = [], script = [], variables = {} } = wholeJob(name);
    const folder = mkdtempSync(join(this.#repository.dir, "project-"));
    const home = mkdtempSync(join(this.#repository.dir, "home-"));
    await execa("git", ["init", "--quiet", folder]);
    const git = (...args: string[]) => execa("git", ["-C", folder, ...args]);
    await git("remote", "add", "origin", this.#repository.origin);
    await git("fetch", "--quiet", "origin", sha);
    // A runner may bring the tags along, whatever they are called.
    await git("fetch", "--quiet", "origin", "+refs/tags/*:refs/tags/*");
    await git("checkout", "--quiet", "--detach", sha);
    const file = join(home, "script.sh");
    writeFileSync(file, [...before, ...script].join("\n"));
    const { exitCode, all } = await execa("bash", ["-eo", "pipefail", file], {
      cwd: folder,
      env: {
        PATH: this.#repository.path,
        HOME: home,
        TMPDIR: home,
        CI: "true",
        CI_PROJECT_DIR: folder,
        CI_COMMIT_SHA: sha,
        CI_DEFAULT_BRANCH: "main",
        CI_PROJECT_ID: "12",
        ...variables,
        ...env,
      },
      extendEnv: false,
      all: true,
      reject: false,
    });
    return { exitCode: exitCode ?? -1, log: all, folder };
  }
}
