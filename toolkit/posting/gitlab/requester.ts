/** The HTTP requests of gitbeaker, the client for GitLab's API. */
import { createRequesterFn } from "@gitbeaker/requester-utils";
import { explainFailure, explainNoJson, explainRefusal, type GitLabPlace } from "./refusals.ts";

interface Options {
  readonly method?: string;
  readonly prefixUrl?: string;
  readonly searchParams?: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly signal?: AbortSignal;
}

/**
 * The requester that gitbeaker gets here. Its own one repeats a 429 ten times within a second whatever `Retry-After` says, and repeats
 * writes blindly. This one sends once; postComment decides what is done again.
 */
export function gitlabRequester(target: GitLabPlace) {
  return createRequesterFn(
    async (_, options) => options,
    (endpoint, options) => send(endpoint, options ?? {}, target),
  );
}

async function send(endpoint: string, options: Options, target: GitLabPlace) {
  const { prefixUrl = "", searchParams = "", method = "GET", headers, body, signal } = options;
  const url = new URL(endpoint, prefixUrl.replace(/\/*$/, "/"));
  url.search = searchParams;
  // A redirect is not followed: the PRIVATE-TOKEN header would go along, wherever it leads.
  const init = {
    method,
    redirect: "manual",
    ...(headers && { headers }),
    ...(body && { body }),
    ...(signal && { signal }),
  };
  const { response, text } = await answer(url, init as RequestInit, target);
  if (!response.ok) throw explainRefusal(response, text, target);
  return { status: response.status, headers: Object.fromEntries(response.headers), body: parse(text, target) };
}

async function answer(url: URL, init: RequestInit, target: GitLabPlace) {
  try {
    const response = await fetch(url, init);
    return { response, text: await response.text() };
  } catch (error) {
    throw explainFailure(error, target);
  }
}

function parse(text: string, target: GitLabPlace) {
  if (text === "") return null; // 204
  try {
    return JSON.parse(text);
  } catch {
    throw explainNoJson(target);
  }
}
