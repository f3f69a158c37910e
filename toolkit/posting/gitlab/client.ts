/** What all calls of GitLab's API share. */
import { Users } from "@gitbeaker/rest";
import { z } from "zod";
import { PostingError } from "../postingError.ts";
import { explainNoJson, type GitLabPlace } from "./refusals.ts";
import { gitlabRequester } from "./requester.ts";

const TIMEOUT_MILLISECONDS = 30_000;
export const PER_PAGE = 100;

const SELF = z.object({ id: z.number() });

/** The options of gitbeaker's resources for a place, a reader of answers, and the id of the token's own account. */
export function gitlabClient(target: GitLabPlace) {
  const options = {
    host: target.apiUrl.replace(/\/api\/v4\/*$/, ""),
    token: target.token,
    queryTimeout: TIMEOUT_MILLISECONDS,
    requesterFn: gitlabRequester(target),
  };
  const parse = <T>(schema: z.ZodType<T>, answer: unknown): T => {
    const parsed = schema.safeParse(answer);
    if (!parsed.success) throw explainNoJson(target);
    return parsed.data;
  };
  const self = async () => parse(SELF, await new Users(options).showCurrentUser()).id;
  return { options, parse, self };
}

interface Page {
  readonly data: readonly unknown[];
  readonly paginationInfo: { readonly next: number | null };
}

/** Through all pages by `x-next-page`: the `Link` header, which the client would follow, is what proxies cut off first. */
export async function pages(load: (page: number) => Promise<Page>): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let page: number | null = 1; page !== null; ) {
    const { data, paginationInfo }: Page = await load(page);
    all.push(...data);
    page = paginationInfo.next;
  }
  return all;
}

/** For a read of what somebody may have deleted. */
export function undefinedWhereGone(error: unknown): undefined {
  if (error instanceof PostingError && error.problem === "not-found") return undefined;
  throw error;
}
