/** GitLab's refusals in words for people, with the wait that GitLab asks for. */
import { PostingError } from "../postingError.ts";
import { quoted } from "../redact.ts";
import type { GitLabProject } from "../target.ts";

/** The wait after a 429 that names no time: GitLab counts requests per minute. */
const LIMIT_SECONDS = 60;

/** A merge request of a project, or without one the project's issues. */
export type GitLabPlace = GitLabProject & { readonly mergeRequest?: number };

/** A refusal in words. Whatever may pass is tried again from the listing on. */
export function explainRefusal(response: Response, text: string, target: GitLabPlace): PostingError {
  const { status, headers } = response;
  const said = quoted(messageOf(text) || `status ${status}`, target.token);
  if (status === 429) return limited(said, headers.get("retry-after"));
  if (status >= 500) {
    return new PostingError("unreachable", `GitLab failed with ${status} (${said}). Run this again later.`, {});
  }
  return refused(status, said, target);
}

function refused(status: number, said: string, { apiUrl, project, mergeRequest }: GitLabPlace): PostingError {
  const { place, act, what, check } = wordsOf(project, mergeRequest);
  if (status >= 300 && status < 400) {
    return new PostingError(
      "not-found",
      `GitLab redirects from ${apiUrl}. Give the URL that it redirects to in CI_API_V4_URL.`,
    );
  }
  if (status === 401) {
    return new PostingError(
      "credentials",
      `GitLab does not accept the token (${said}). Give a valid one in GITLAB_TOKEN.`,
    );
  }
  if (status === 403) {
    return new PostingError(
      "permission",
      `The token may not ${act} ${place} (${said}). Give it the scope \`api\` and the role Reporter in the project.`,
    );
  }
  if (status === 404) {
    return new PostingError(
      "not-found",
      `GitLab shows no ${place} to this token. Check ${check}; the token must belong to the project.`,
    );
  }
  if (/too long/i.test(said)) {
    return new PostingError("too-long", `GitLab finds the ${what} too long (${said}). Shorten the body.`);
  }
  return new PostingError(
    "refused",
    `GitLab refused the ${what} with ${status} (${said}). Check the body and the project.`,
  );
}

function wordsOf(project: string, mergeRequest: number | undefined) {
  if (mergeRequest === undefined) {
    const place = `the issues of project ${project}`;
    return { place, act: "write to", what: "issue", check: "CI_PROJECT_ID and that issues are on" };
  }
  const place = `merge request ${mergeRequest} of project ${project}`;
  return { place, act: "comment on", what: "comment", check: "CI_PROJECT_ID and CI_MERGE_REQUEST_IID" };
}

function limited(said: string, retryAfter: string | null): PostingError {
  const after = Number(retryAfter ?? Number.NaN);
  const seconds = Number.isFinite(after) ? Math.max(0, after) : LIMIT_SECONDS;
  const message = `GitLab's rate limit does not let this through (${said}). Run this again in ${seconds} seconds.`;
  return new PostingError("rate-limit", message, { afterSeconds: seconds });
}

/** GitLab answers `{"message": text or details}`, `{"error": text}`, or plain text where a proxy in front of it refuses. */
function messageOf(text: string): string {
  try {
    const { message, error } = JSON.parse(text);
    const told = message ?? error ?? "";
    return typeof told === "string" ? told : JSON.stringify(told);
  } catch {
    return text;
  }
}

/** A call without an answer. Node's fetch says why in the error's cause. */
export function explainFailure(error: unknown, { apiUrl, token }: GitLabPlace): PostingError {
  const { message, cause } = error as Error;
  const words = quoted(cause instanceof Error ? cause.message : message, token);
  return new PostingError("unreachable", `GitLab cannot be reached at ${apiUrl} (${words}). Check CI_API_V4_URL.`, {});
}

export function explainNoJson({ apiUrl }: GitLabPlace): PostingError {
  return new PostingError("refused", `What answers at ${apiUrl} is not GitLab's API. Check CI_API_V4_URL.`);
}
