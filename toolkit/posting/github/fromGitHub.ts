/** The environment of a GitHub Actions job: the pull request to comment on, the run, and whether a fork wrote the report. */
import { readFileSync } from "node:fs";
import { z } from "zod";
import { PostingError } from "../postingError.ts";
import type { GitHubRepository, GitHubTarget, Run } from "../target.ts";
import { githubClient } from "./client.ts";
import { explain } from "./refusals.ts";

const REPOSITORY = z.object({ full_name: z.string() });
const PULL_REQUEST = z.object({ number: z.number(), head: z.object({ repo: REPOSITORY.nullish() }) });
const WORKFLOW_RUN = z.object({
  id: z.number(),
  run_attempt: z.number(),
  run_started_at: z.string(),
  event: z.string(),
  head_branch: z.string().nullish(),
  head_repository: REPOSITORY.extend({ owner: z.object({ login: z.string() }) }).nullish(),
});
/** The event's payload (GitHub documentation, "Webhook events and payloads"), as far as it is used. */
const EVENT = z.object({
  number: z.number().optional(),
  pull_request: PULL_REQUEST.optional(),
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }).optional(),
  workflow_run: WORKFLOW_RUN.optional(),
});
type Event = z.infer<typeof EVENT>;
type WorkflowRun = z.infer<typeof WORKFLOW_RUN>;
type Environment = Readonly<Record<string, string | undefined>>;

export interface FromGitHub {
  readonly target: GitHubTarget;
  readonly run: Run | undefined;
  /** The report was written by a run of a fork's pull request. */
  readonly fork: boolean;
}

/**
 * The target of a workflow's comment, from the environment of the job.
 * @param pullRequest known already, instead of the event's
 * @throws PostingError
 */
export async function fromGitHub(env: Environment, pullRequest?: number): Promise<FromGitHub> {
  const event = readEvent(env["GITHUB_EVENT_PATH"]);
  const target = repositoryOf(env, "a token that may write to pull requests");
  const { repository } = target;
  const number = pullRequest ?? numberOf(event) ?? (await numberOfWorkflowRun(event.workflow_run, target));
  const headRepository = event.workflow_run ? event.workflow_run.head_repository : event.pull_request?.head.repo;
  const fork = headRepository !== undefined && headRepository?.full_name !== repository;
  return { target: { ...target, pullRequest: number }, run: runOf(event, env), fork };
}

/**
 * The repository of a workflow, for its issues, and the run; no event is needed.
 * @throws PostingError
 */
export function issuesFromGitHub(env: Environment): { target: GitHubRepository; run: Run | undefined } {
  return { target: repositoryOf(env, "a token that may write issues"), run: runOf({}, env) };
}

function repositoryOf(env: Environment, token: string): GitHubRepository {
  const repository = required(env, "GITHUB_REPOSITORY", "the repository as owner/name");
  if (!/^[^/\s]+\/[^/\s]+$/.test(repository))
    throw context(`GITHUB_REPOSITORY is not owner/name: "${repository}". Correct it.`);
  return {
    platform: "github",
    apiUrl: (env["GITHUB_API_URL"] || "https://api.github.com").replace(/\/+$/, ""),
    token: required(env, "GITHUB_TOKEN", token),
    repository,
  };
}

function numberOf({ pull_request, issue }: Event): number | undefined {
  return pull_request?.number ?? (issue?.pull_request ? issue.number : undefined);
}

/** A `workflow_run` workflow reports on the run that started it, so it is as old as that one. */
function runOf({ workflow_run }: Event, env: Environment): Run | undefined {
  if (workflow_run) {
    return { id: workflow_run.id, attempt: workflow_run.run_attempt, started: workflow_run.run_started_at };
  }
  const id = Number(env["GITHUB_RUN_ID"]);
  if (!Number.isSafeInteger(id) || id <= 0) return undefined;
  return { id, attempt: Number(env["GITHUB_RUN_ATTEMPT"]) || 1, started: new Date().toISOString() };
}

/**
 * The pull request that a workflow run was about, as GitHub knows it. The event's own list of pull requests is empty for forks, and a
 * number that the run left in an artifact could be any.
 */
async function numberOfWorkflowRun(run: WorkflowRun | undefined, target: GitHubRepository): Promise<number> {
  const [owner = "", repo = ""] = target.repository.split("/");
  if (!run)
    throw context(
      "The event is not about a pull request. Run this on pull_request or workflow_run, or give --pull-request.",
    );
  if (!run.head_repository || !run.head_branch)
    throw context("The fork of the pull request is gone: there is nothing to report on.");
  const head = `${run.head_repository.owner.login}:${run.head_branch}`;
  const client = githubClient(target.apiUrl, target.token, 1000);
  const { data } = await client
    .request("GET /repos/{owner}/{repo}/pulls", { owner, repo, head, state: "open" })
    .catch((error) => Promise.reject(explain(error, { ...target, pullRequest: 0 }, false)));
  const numbers = data
    .filter((pull) => pull.head.repo?.full_name === run.head_repository?.full_name)
    .map((pull) => pull.number);
  const [only] = numbers;
  if (only === undefined) throw context(`No open pull request has the head ${head}: there is nothing to comment on.`);
  if (numbers.length > 1)
    throw context(`Pull requests ${numbers.join(" and ")} all have the head ${head}. Choose one with --pull-request.`);
  return only;
}

function readEvent(file: string | undefined): Event {
  if (!file) return {};
  try {
    return EVENT.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    throw context(`GITHUB_EVENT_PATH names no event of GitHub: ${file}. Leave it as the runner sets it, or unset it.`);
  }
}

function required(env: Environment, name: string, what: string): string {
  const value = env[name];
  if (value) return value;
  throw context(`${name} is not set. Set it to ${what}.`);
}

function context(message: string): PostingError {
  return new PostingError("context", message);
}
