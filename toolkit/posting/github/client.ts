/** The HTTP client for GitHub's API. */
import { Octokit } from "@octokit/core";
import { paginateRest } from "@octokit/plugin-paginate-rest";
import { retry } from "@octokit/plugin-retry";
import { throttling } from "@octokit/plugin-throttling";

const TIMEOUT_MILLISECONDS = 30_000;
const silent = () => {};

/**
 * A GitHub client that spaces its calls as GitHub asks and reads again after 5xx. It never waits for a rate limit itself:
 * what it has read before the wait would be stale after it (see postComment).
 */
export function githubClient(apiUrl: string, token: string, second: number) {
  return new (Octokit.plugin(paginateRest, retry, throttling))({
    baseUrl: apiUrl,
    auth: token,
    userAgent: "genesys-access",
    log: { debug: silent, info: silent, warn: silent, error: silent },
    request: {
      fetch: (url: string, init: RequestInit) =>
        fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MILLISECONDS) }),
    },
    retry: { doNotRetry: [400, 401, 403, 404, 410, 422, 429, 451], retryAfterBaseValue: second },
    // The id keeps hosts apart: the plugin spaces calls per id, for the whole process.
    throttle: { id: apiUrl, onRateLimit: () => false, onSecondaryRateLimit: () => false },
  });
}

export type GitHubClient = ReturnType<typeof githubClient>;

/** For calls that write: after a failure it must be looked up first whether they worked; a redirect would turn them into reads. */
export const WRITE = { request: { retries: 0, redirect: "manual" } } as const;
