/** `genesys-access stacks`: the names of the stacks, for the matrix of a pipeline. */
import { appendFileSync } from "node:fs";
import { Command, Option } from "commander";
import { printable } from "../access/values/untrusted.ts";
import { Failure } from "../toolkit/failure.ts";
import { openSource, type SpecSource, workingTree } from "../toolkit/open/source.ts";
import { changedStacks } from "../toolkit/stacks/changedStacks.ts";
import { childPipeline } from "../toolkit/stacks/childPipeline.ts";
import { stackNames } from "../toolkit/stacks/stackNames.ts";
import { writeReport } from "../toolkit/writeReport.ts";

const FORMATS = ["json", "text", "gitlab"] as const;

interface StacksOptions {
  readonly changedSince?: string;
  readonly sinceDeployed?: true;
  readonly head?: string;
  readonly known?: true;
  readonly format: (typeof FORMATS)[number];
  readonly output?: string;
  readonly githubOutput?: true;
  readonly include: string;
  readonly job?: string;
}

const HELP = `
A stack is stacks/<stack>.yaml, or a stacks/Pulumi.<stack>.yaml that names another spec. It has changed where its spec, a file that
the spec includes or its Pulumi.<stack>.yaml differs; all have where package.json, a lock file, .npmrc, Pulumi.yaml, index.ts or
policies/ does. Where nobody can say what was before, all have, too.

Examples:
  genesys-access stacks                                        ["dev","prod"]
  genesys-access stacks --changed-since origin/main
  genesys-access stacks --changed-since . --head ../change     a pull request's folder as data
  genesys-access stacks --since-deployed --github-output       GitHub Actions: since the last run of this workflow that succeeded
  genesys-access stacks --format gitlab --job .access-deploy --output child.yml`;

export function stacksCommand(): Command {
  return new Command("stacks")
    .description("List the stacks, or those that have changed, as JSON for the matrix of a pipeline.")
    .option("--changed-since <ref|folder>", "only those that have changed since then")
    .addOption(
      new Option(
        "--since-deployed",
        "GitHub Actions: only those that have changed since the last run of this workflow on this branch that succeeded",
      ).conflicts("changedSince"),
    )
    .option("--head <folder>", "list the stacks of this folder as data, instead of the working tree")
    .option("--known", "only those that the working tree has as well")
    .addOption(new Option("--format <format>", "what to print").choices(FORMATS).default("json"))
    .option("--output <file>", "write the list to a file")
    .option("--github-output", "append stacks=<JSON> to $GITHUB_OUTPUT as well")
    .option("--job <name>", "gitlab: the hidden job that each stack's job extends")
    .option("--include <file>", "gitlab: the file that defines that job", ".gitlab/access.gitlab-ci.yml")
    .addHelpText("after", HELP)
    .action(run);
}

async function run(options: StacksOptions): Promise<void> {
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
  if (shared !== undefined) console.error(printable(`Every stack: ${shared} has changed since ${since}.`));
  return stacks;
}

/** More than what has changed may be deployed, never less: what cannot be found out is no reason to leave a stack out. */
async function lastDeployed(): Promise<string | undefined> {
  const { lastDeployedOnGitHub } = await import("../toolkit/stacks/lastDeployed.ts");
  try {
    const commit = await lastDeployedOnGitHub(process.env);
    if (commit === undefined) console.error("Every stack: no run of this workflow has succeeded yet.");
    return commit;
  } catch (error) {
    if (error instanceof Failure) throw error;
    console.error(printable(`Every stack: GitHub does not say what was deployed last (${(error as Error).message}).`));
    return undefined;
  }
}

/** A commit that is gone, after a forced push for instance, or that never was: a new branch has forty zeros before it. */
function openBase(since: string, cwd: string): SpecSource | undefined {
  try {
    return openSource(since, cwd, "--base");
  } catch (error) {
    if (!/^[0-9a-f]{40,64}$/.test(since) || !(error instanceof Failure)) throw error;
    console.error(`Every stack: there is no commit ${since} here.`);
    return undefined;
  }
}

function render(stacks: readonly string[], { format, include, job }: StacksOptions): string {
  if (format === "text") return stacks.map((stack) => `${stack}\n`).join("");
  if (format === "json") return `${JSON.stringify(stacks)}\n`;
  if (job === undefined)
    throw new Failure("--format gitlab needs --job: the hidden job that each stack's job extends.");
  return childPipeline(stacks, { include, job });
}

function writeOutput(stacks: readonly string[]): void {
  const output = process.env["GITHUB_OUTPUT"];
  if (!output) throw new Failure("--github-output: GITHUB_OUTPUT is not set. Run this in a step of GitHub Actions.");
  appendFileSync(output, `stacks=${JSON.stringify(stacks)}\n`);
}
