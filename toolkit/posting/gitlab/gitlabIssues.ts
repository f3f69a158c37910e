/** The issues of a GitLab project, as a store. */
import { Issues } from "@gitbeaker/rest";
import { z } from "zod";
import { ISSUE_LABEL, type IssueStore, type StoredIssue } from "../issueStore.ts";
import type { GitLabProject } from "../target.ts";
import { gitlabClient, PER_PAGE, pages, undefinedWhereGone } from "./client.ts";
import { withoutQuickActions } from "./quickActions.ts";

const ISSUE = z.object({
  iid: z.number(),
  title: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  labels: z.array(z.string()),
  web_url: z.string(),
  author: z.object({ id: z.number() }),
});
type Issue = z.infer<typeof ISSUE>;

/** The issues with our label, by the token's own account. */
export function gitlabIssues(target: GitLabProject): IssueStore {
  const { project } = target;
  const { options, parse, self } = gitlabClient({
    platform: "gitlab",
    apiUrl: target.apiUrl,
    token: target.token,
    project,
  });
  const issues = new Issues(options);
  const issueOf = (answer: unknown) => parse(ISSUE, answer);

  return {
    limit: 1_000_000,
    prepare: withoutQuickActions,
    own: async () => {
      const id = await self();
      const all = await pages((page) =>
        issues.all({
          projectId: project,
          labels: ISSUE_LABEL,
          scope: "created_by_me",
          state: "all",
          orderBy: "created_at",
          sort: "asc",
          page,
          perPage: PER_PAGE,
          showExpanded: true,
        }),
      );
      return all.map(issueOf).flatMap((issue) => (issue.author.id === id ? stored(issue) : []));
    },
    read: async (number) => {
      const answer = await issues.show(number, { projectId: project }).catch(undefinedWhereGone);
      const issue = answer === undefined ? undefined : issueOf(answer);
      return issue?.author.id === (await self()) ? issue && stored(issue) : undefined;
    },
    create: async (title, description) =>
      stored(issueOf(await issues.create(project, title, { description, labels: ISSUE_LABEL }))),
    edit: async (number, { title, body, open }) => {
      const stateEvent = open ? "reopen" : "close";
      return stored(issueOf(await issues.edit(project, number, { title, description: body, stateEvent })));
    },
  };
}

function stored({ iid, title, description, state, labels, web_url }: Issue): StoredIssue {
  const labelled = labels.some((label) => label.toLowerCase() === ISSUE_LABEL);
  return { number: iid, title, body: description ?? "", open: state === "opened", labelled, url: web_url };
}
