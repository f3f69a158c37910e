/** GitHub's refusals in words for people, with the wait that GitHub asks for. */
import { z } from "zod";
import { PostingError } from "../postingError.ts";
import { quoted } from "../redact.ts";
import type { GitHubRepository } from "../target.ts";

/** The wait that GitHub asks for after a secondary rate limit that names no time (GitHub documentation, "Rate limits for the REST API"). */
const SECONDARY_LIMIT_SECONDS = 60;

const REFUSAL = z.object({
  status: z.number(),
  response: z.object({
    headers: z.record(z.string(), z.union([z.string(), z.number()]).optional()),
    data: z
      .object({ message: z.string(), errors: z.array(z.looseObject({ message: z.string().optional() })) })
      .partial()
      .catch({}),
  }),
});
type Refusal = z.infer<typeof REFUSAL>["response"];

/** A pull request of a repository, or without one the repository's issues. */
export type GitHubPlace = GitHubRepository & { readonly pullRequest?: number };

/**
 * A failed call in words. The error itself is dropped: it holds the request.
 * @param write whether the call may have changed something: then a fault of the server is worth another round from the listing on.
 */
export function explain(error: unknown, target: GitHubPlace, write: boolean): PostingError {
  if (error instanceof PostingError) return error;
  const parsed = REFUSAL.safeParse(error);
  const again = write ? {} : undefined; // reads were repeated already
  if (!parsed.success) return unreachable(error, target, again);
  const { status, response } = parsed.data;
  const said = quoted(response.data.message ?? `status ${status}`, target.token);
  const wait = waitSeconds(status, response);
  if (wait !== undefined) return limited(said, wait);
  if (status >= 500) {
    return new PostingError("unreachable", `GitHub failed with ${status} (${said}). Run this again later.`, again);
  }
  return refused(status, said, response, target);
}

function refused(status: number, said: string, { data }: Refusal, target: GitHubPlace): PostingError {
  const { place, right, what, check } = wordsOf(target);
  if (status === 401) {
    return new PostingError(
      "credentials",
      `GitHub does not accept the token (${said}). Give a valid one in GITHUB_TOKEN.`,
    );
  }
  if (status === 403) {
    return new PostingError("permission", `The token may not write to ${place} (${said}). ${right}`);
  }
  if (status === 404) {
    return new PostingError(
      "not-found",
      `GitHub shows no ${place} to this token. Check ${check}; the token needs access to the repository.`,
    );
  }
  if (status === 410 && target.pullRequest === undefined) {
    return new PostingError(
      "gone",
      `GitHub has ${place} no more (${said}). Turn issues on in the settings of the repository.`,
    );
  }
  const details = (data.errors ?? []).flatMap(({ message }) => message ?? []).map((text) => quoted(text, target.token));
  const words = [said, ...details].join(": ");
  if (status === 422 && /too long/i.test(words)) {
    return new PostingError("too-long", `GitHub finds the ${what} too long (${words}). Shorten the body.`);
  }
  return new PostingError(
    "refused",
    `GitHub refused the ${what} with ${status} (${words}). Check the body and the repository.`,
  );
}

function wordsOf({ pullRequest, repository }: GitHubPlace) {
  if (pullRequest === undefined) {
    return {
      place: `the issues of ${repository}`,
      right: "Give the job `permissions: issues: write`.",
      what: "issue",
      check: "GITHUB_REPOSITORY",
    };
  }
  return {
    place: `pull request ${pullRequest} of ${repository}`,
    right:
      "Give the job `permissions: pull-requests: write`; a run of a fork's pull request never gets it, so post from a `workflow_run` workflow.",
    what: "comment",
    check: "GITHUB_REPOSITORY and the number",
  };
}

function limited(said: string, seconds: number): PostingError {
  const message = `GitHub's rate limit does not let this through (${said}). Run this again in ${seconds} seconds.`;
  return new PostingError("rate-limit", message, { afterSeconds: seconds });
}

/** Seconds that GitHub wants to be left alone, if a rate limit is what it says. 403 and 429 both may mean it. */
function waitSeconds(status: number, { headers, data }: Refusal): number | undefined {
  if (status !== 403 && status !== 429) return undefined;
  const after = Number(headers["retry-after"]);
  if (headers["retry-after"] !== undefined && Number.isFinite(after)) return Math.max(0, after);
  if (Number(headers["x-ratelimit-remaining"] ?? "1") === 0) {
    return Math.max(1, Math.ceil(Number(headers["x-ratelimit-reset"] ?? 0) - Date.now() / 1000) + 1);
  }
  return status === 429 || /\bsecondary rate\b/i.test(data.message ?? "") ? SECONDARY_LIMIT_SECONDS : undefined;
}

function unreachable(error: unknown, { apiUrl, token }: GitHubPlace, again: object | undefined): PostingError {
  const words = quoted(error instanceof Error ? error.message : String(error), token);
  return new PostingError(
    "unreachable",
    `GitHub cannot be reached at ${apiUrl} (${words}). Check GITHUB_API_URL.`,
    again,
  );
}
