/** The comments of a GitHub pull request, as a store. */
import { z } from "zod";
import type { CommentStore, StoredComment } from "../commentStore.ts";
import { PostingError } from "../postingError.ts";
import type { GitHubTarget } from "../target.ts";
import { moved, noGitHub } from "./answers.ts";
import { ownAuthor } from "./author.ts";
import { githubClient, WRITE } from "./client.ts";
import { explain } from "./refusals.ts";

const ONE = "/repos/{owner}/{repo}/issues/comments/{comment_id}";
const ALL = "/repos/{owner}/{repo}/issues/{issue_number}/comments";

/** A comment in GitHub's answers, as far as its fields are used. */
const COMMENT = z.object({
  id: z.number(),
  body: z.string().nullish(),
  html_url: z.string(),
  user: z.object({ login: z.string(), type: z.string() }).nullish(),
});

/** The comments of a pull request: to GitHub they are comments of the issue of the same number. */
export function githubComments(target: GitHubTarget & { readonly second?: number }): CommentStore {
  const client = githubClient(target.apiUrl, target.token, target.second ?? 1000);
  const [owner = "", repo = ""] = target.repository.split("/");
  const all = { owner, repo, issue_number: target.pullRequest };
  const one = (id: number) => ({ owner, repo, comment_id: id });
  const read = <T>(call: Promise<T>) => call.catch((error) => Promise.reject(explain(error, target, false)));
  const write = async <T extends { readonly status: number }>(call: Promise<T>) => {
    const response = await call.catch((error) => Promise.reject(explain(error, target, true)));
    if (response.status >= 300) throw moved(target);
    return response;
  };
  let isOwn: ReturnType<typeof ownAuthor> | undefined;

  return {
    limit: 65_536,
    prepare: (text) => text,
    own: async () => {
      isOwn ??= ownAuthor(client, target);
      const byUs = await isOwn.catch((error) => {
        isOwn = undefined; // asked again in the next round
        throw error;
      });
      const comments = await read(client.paginate(`GET ${ALL}`, { ...all, per_page: 100 }));
      return comments.filter(({ user }) => byUs(user ?? null)).map(stored);
    },
    read: (id) => read(client.request(`GET ${ONE}`, one(id))).then(({ data }) => stored(data), undefinedWhereGone),
    create: async (body) => stored((await write(client.request(`POST ${ALL}`, { ...all, body, ...WRITE }))).data),
    edit: async (id, body) =>
      stored((await write(client.request(`PATCH ${ONE}`, { ...one(id), body, ...WRITE }))).data),
    remove: async (id) => {
      await write(client.request(`DELETE ${ONE}`, { ...one(id), ...WRITE }));
    },
  };
}

function parse(answer: unknown): z.infer<typeof COMMENT> {
  const parsed = COMMENT.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw noGitHub();
}

function stored(answer: unknown): StoredComment {
  const { id, body, html_url } = parse(answer);
  return { id, body: body ?? "", url: html_url };
}

function undefinedWhereGone(error: unknown): undefined {
  if (error instanceof PostingError && error.problem === "not-found") return undefined;
  throw error;
}
