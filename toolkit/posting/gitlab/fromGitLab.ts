/** The environment of a GitLab CI job: the merge request to comment on, the run, and whether a fork wrote the report. */
import { PostingError } from "../postingError.ts";
import type { GitLabProject, GitLabTarget, Run } from "../target.ts";

type Environment = Readonly<Record<string, string | undefined>>;

export interface FromGitLab {
  readonly target: GitLabTarget;
  readonly run: Run | undefined;
  /** The report was written by a pipeline of a fork's merge request. */
  readonly fork: boolean;
}

/**
 * The target of a job's comment, from the predefined variables of GitLab CI.
 * @param mergeRequest known already, instead of CI_MERGE_REQUEST_IID
 * @throws PostingError
 */
export function fromGitLab(env: Environment, mergeRequest?: number): FromGitLab {
  const project = env["CI_MERGE_REQUEST_PROJECT_ID"] || env["CI_PROJECT_ID"];
  const number = mergeRequest ?? Number(env["CI_MERGE_REQUEST_IID"]);
  if (!project) throw context("CI_PROJECT_ID is not set. Set it to the number of the project.");
  if (!Number.isSafeInteger(number) || number <= 0) {
    throw context("CI_MERGE_REQUEST_IID is not set. Run this in a merge request pipeline, or give --merge-request.");
  }
  const target = { ...projectOf(env, project, "comment on merge requests"), mergeRequest: number };
  return { target, run: runOf(env), fork: isFork(env) };
}

/**
 * The project of a job, for its issues, and the run.
 * @throws PostingError
 */
export function issuesFromGitLab(env: Environment): { target: GitLabProject; run: Run | undefined } {
  const project = env["CI_PROJECT_ID"];
  if (!project) throw context("CI_PROJECT_ID is not set. Set it to the number of the project.");
  return { target: projectOf(env, project, "write issues"), run: runOf(env) };
}

function projectOf(env: Environment, project: string, act: string): GitLabProject {
  const apiUrl = (env["CI_API_V4_URL"] || "https://gitlab.com/api/v4").replace(/\/+$/, "");
  if (!apiUrl.endsWith("/api/v4")) throw context(`CI_API_V4_URL does not end with /api/v4: ${apiUrl}. Correct it.`);
  return { platform: "gitlab", apiUrl, token: tokenOf(env, act), project };
}

function tokenOf(env: Environment, act: string): string {
  const token = env["GITLAB_TOKEN"];
  if (token) return token;
  const make =
    "Create a project access token with the scope `api` and the role Reporter, and put it into the variable GITLAB_TOKEN.";
  throw context(
    env["CI_JOB_TOKEN"] ? `GitLab lets no CI_JOB_TOKEN ${act}. ${make}` : `GITLAB_TOKEN is not set. ${make}`,
  );
}

/** A job that is retried keeps the pipeline and gets a new number of its own. */
function runOf(env: Environment): Run | undefined {
  const id = Number(env["CI_PIPELINE_ID"]);
  if (!Number.isSafeInteger(id) || id <= 0) return undefined;
  const started = env["CI_PIPELINE_CREATED_AT"] ?? new Date().toISOString();
  return { id, attempt: Number(env["CI_JOB_ID"]) || 1, started };
}

function isFork(env: Environment): boolean {
  const [source, target] = [env["CI_MERGE_REQUEST_SOURCE_PROJECT_ID"], env["CI_MERGE_REQUEST_PROJECT_ID"]];
  return source !== undefined && target !== undefined && source !== target;
}

function context(message: string): PostingError {
  return new PostingError("context", message);
}
