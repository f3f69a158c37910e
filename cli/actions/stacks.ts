/** Finds the stacks and prints or writes their names: what `genesys-access stacks` does with its options. */
import { appendFileSync } from "node:fs";
import { answerJson } from "../../toolkit/answerJson.ts";
import { Failure } from "../../toolkit/failure.ts";
import { openSource, type SpecSource, workingTree } from "../../toolkit/open/source.ts";
import { stackNames } from "../../toolkit/open/stackNames.ts";
import { changedStacks } from "../../toolkit/stacks/changedStacks.ts";
import { childPipeline } from "../../toolkit/stacks/childPipeline.ts";
import { remark } from "../../toolkit/terminal.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export interface StacksOptions {
  readonly changedSince?: string;
  readonly sinceDeployed?: true;
  readonly head?: string;
  readonly known?: true;
  readonly format: "matrix" | "json" | "text" | "gitlab";
  readonly output?: string;
  readonly githubOutput?: true;
  readonly include: string;
  readonly job?: string;
}

export async function run(options: StacksOptions): Promise<void> {
  const cwd = process.cwd();
  const head = options.head === undefined ? workingTree(cwd) : openSource(options.head, cwd, "--head");
  const found = await stacksOf(options, head, cwd);
  const known = options.known ? new Set(stackNames(workingTree(cwd))) : undefined;
  const stacks = known ? found.filter((stack) => known.has(stack)) : found;
  writeReport(render(stacks, options), options.output);
  if (options.githubOutput) writeOutput(stacks);
}

async function stacksOf(options: StacksOptions, head: SpecSource, cwd: string): Promise<readonly string[]> {
  const since = options.sinceDeployed ? await lastDeployed() : options.changedSince;
  if (since === undefined) return stackNames(head);
  const base = openBase(since, cwd);
  if (base === undefined) return stackNames(head);
  const { stacks, shared } = changedStacks(base, head);
  if (shared !== undefined) remark(`Every stack: ${shared} has changed since ${since}.`);
  return stacks;
}

/** More than what has changed may be deployed, never less: what cannot be found out is no reason to leave a stack out. */
async function lastDeployed(): Promise<string | undefined> {
  const { lastDeployedOnGitHub } = await import("../../toolkit/stacks/lastDeployed.ts");
  try {
    const commit = await lastDeployedOnGitHub(process.env);
    if (commit === undefined) remark("Every stack: no run of this workflow has succeeded yet.");
    return commit;
  } catch (error) {
    if (error instanceof Failure) throw error;
    remark(`Every stack: GitHub does not say what was deployed last (${(error as Error).message}).`);
    return undefined;
  }
}

/** A commit that is gone, after a forced push for instance, or that never was: a new branch has forty zeros before it. */
function openBase(since: string, cwd: string): SpecSource | undefined {
  try {
    return openSource(since, cwd, "--base");
  } catch (error) {
    if (!/^[0-9a-f]{40,64}$/.test(since) || !(error instanceof Failure)) throw error;
    remark(`Every stack: there is no commit ${since} here.`);
    return undefined;
  }
}

function render(stacks: readonly string[], { format, include, job }: StacksOptions): string {
  if (format === "text") return stacks.map((stack) => `${stack}\n`).join("");
  if (format === "matrix") return `${JSON.stringify(stacks)}\n`;
  if (format === "json") return answerJson({ stacks });
  if (job === undefined)
    throw new Failure("--format gitlab needs --job: the hidden job that each stack's job extends.");
  return childPipeline(stacks, { include, job });
}

function writeOutput(stacks: readonly string[]): void {
  const output = process.env["GITHUB_OUTPUT"];
  if (!output) throw new Failure("--github-output: GITHUB_OUTPUT is not set. Run this in a step of GitHub Actions.");
  appendFileSync(output, `stacks=${JSON.stringify(stacks)}\n`);
}
