/** The issues of a GitHub repository, as a store. */
import { z } from "zod";
import { ISSUE_LABEL, type IssueStore, type StoredIssue } from "../issueStore.ts";
import { PostingError } from "../postingError.ts";
import type { GitHubRepository } from "../target.ts";
import { moved, noGitHub } from "./answers.ts";
import { ownAuthor } from "./author.ts";
import { githubClient, WRITE } from "./client.ts";
import { explain } from "./refusals.ts";

const ALL = "/repos/{owner}/{repo}/issues";
const ONE = "/repos/{owner}/{repo}/issues/{issue_number}";

/** An issue in GitHub's answers, as far as its fields are used. */
const ISSUE = z.object({
  number: z.number(),
  title: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  html_url: z.string(),
  user: z.object({ login: z.string(), type: z.string() }).nullish(),
  labels: z.array(z.union([z.string(), z.object({ name: z.string().nullish() })])),
  /** To GitHub a pull request is an issue too, and its text is by whoever proposes the change. */
  pull_request: z.unknown().optional(),
});
type Issue = z.infer<typeof ISSUE>;

/** The issues with our label, by the token's own account. */
export function githubIssues(given: GitHubRepository & { readonly second?: number }): IssueStore {
  const { platform, apiUrl, token, repository } = given;
  const target = { platform, apiUrl, token, repository };
  const client = githubClient(apiUrl, token, given.second ?? 1000);
  const [owner = "", repo = ""] = repository.split("/");
  const one = (issue_number: number) => ({ owner, repo, issue_number });
  const read = <T>(call: Promise<T>) => call.catch((error) => Promise.reject(explain(error, target, false)));
  const write = async <T extends { readonly status: number; readonly data: unknown }>(call: Promise<T>) => {
    const response = await call.catch((error) => Promise.reject(explain(error, target, true)));
    if (response.status >= 300) throw moved(target);
    return stored(parse(response.data));
  };
  let byUs: ReturnType<typeof ownAuthor> | undefined;
  const isOwn = async ({ user, pull_request }: Issue) => {
    byUs ??= ownAuthor(client, target);
    const check = await byUs.catch((error) => {
      byUs = undefined; // asked again in the next round
      throw error;
    });
    return pull_request === undefined && check(user ?? null);
  };

  return {
    limit: 65_536,
    prepare: (text) => text,
    own: async () => {
      const list = {
        owner,
        repo,
        labels: ISSUE_LABEL,
        state: "all",
        sort: "created",
        direction: "asc",
        per_page: 100,
      } as const;
      const own: StoredIssue[] = [];
      for (const answer of await read(client.paginate(`GET ${ALL}`, list))) {
        const issue = parse(answer);
        if (await isOwn(issue)) own.push(stored(issue));
      }
      return own;
    },
    read: async (number) => {
      const answer = await read(client.request(`GET ${ONE}`, one(number))).catch(undefinedWhereGone);
      const issue = answer === undefined ? undefined : parse(answer.data);
      return issue && (await isOwn(issue)) ? stored(issue) : undefined;
    },
    create: (title, body) =>
      write(client.request(`POST ${ALL}`, { owner, repo, title, body, labels: [ISSUE_LABEL], ...WRITE })),
    edit: (number, { title, body, open }) =>
      write(client.request(`PATCH ${ONE}`, { ...one(number), title, body, state: open ? "open" : "closed", ...WRITE })),
  };
}

function parse(answer: unknown): Issue {
  const parsed = ISSUE.safeParse(answer);
  if (parsed.success) return parsed.data;
  throw noGitHub();
}

function stored({ number, title, body, state, html_url, labels }: Issue): StoredIssue {
  const names = labels.map((label) => (typeof label === "string" ? label : label.name)?.toLowerCase());
  const labelled = names.includes(ISSUE_LABEL);
  return { number, title, body: body ?? "", open: state === "open", labelled, url: html_url };
}

function undefinedWhereGone(error: unknown): undefined {
  if (error instanceof PostingError && (error.problem === "not-found" || error.problem === "gone")) return undefined;
  throw error;
}
