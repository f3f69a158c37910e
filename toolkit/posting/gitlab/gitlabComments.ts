/** The notes of a GitLab merge request, as a store. */
import { MergeRequestNotes, MergeRequests, Users } from "@gitbeaker/rest";
import { z } from "zod";
import type { CommentStore, StoredComment } from "../commentStore.ts";
import { PostingError } from "../postingError.ts";
import type { GitLabTarget } from "../target.ts";
import { withoutQuickActions } from "./quickActions.ts";
import { explainNoJson } from "./refusals.ts";
import { gitlabRequester } from "./requester.ts";

const TIMEOUT_MILLISECONDS = 30_000;
const PER_PAGE = 100;

const NOTE = z.object({ id: z.number(), body: z.string(), author: z.object({ id: z.number() }) });
const SELF = z.object({ id: z.number() });
const MERGE_REQUEST = z.object({ web_url: z.string() });
type Note = z.infer<typeof NOTE>;

/** The comments of a merge request: GitLab calls them notes. */
export function gitlabComments(target: GitLabTarget): CommentStore {
  const { project, mergeRequest } = target;
  const options = {
    host: target.apiUrl.replace(/\/api\/v4\/*$/, ""),
    token: target.token,
    queryTimeout: TIMEOUT_MILLISECONDS,
    requesterFn: gitlabRequester(target),
  };
  const notes = new MergeRequestNotes(options);
  const parse = <T>(schema: z.ZodType<T>, answer: unknown): T => {
    const parsed = schema.safeParse(answer);
    if (!parsed.success) throw explainNoJson(target);
    return parsed.data;
  };
  let pageUrl: string | undefined; // of the merge request: notes have none of their own
  const stored = async (answer: unknown): Promise<StoredComment> => {
    pageUrl ??= parse(MERGE_REQUEST, await new MergeRequests(options).show(project, mergeRequest)).web_url;
    const { id, body } = parse(NOTE, answer);
    return { id, body, url: `${pageUrl}#note_${id}` };
  };

  return {
    limit: 1_000_000,
    prepare: withoutQuickActions,
    own: async () => {
      const { id } = parse(SELF, await new Users(options).showCurrentUser());
      const all = await pages((page) =>
        notes.all(project, mergeRequest, {
          page,
          perPage: PER_PAGE,
          sort: "asc",
          orderBy: "created_at",
          showExpanded: true,
        }),
      );
      const own = all.map((note): Note => parse(NOTE, note)).filter(({ author }) => author.id === id);
      return Promise.all(own.map(stored));
    },
    read: (id) => notes.show(project, mergeRequest, id).then(stored).catch(undefinedWhereGone),
    create: async (body) => stored(await notes.create(project, mergeRequest, body)),
    edit: async (id, body) => stored(await notes.edit(project, mergeRequest, id, { body })),
    remove: async (id) => {
      await notes.remove(project, mergeRequest, id);
    },
  };
}

interface Page {
  readonly data: readonly unknown[];
  readonly paginationInfo: { readonly next: number | null };
}

/** Through all pages by `x-next-page`: the `Link` header, which the client would follow, is what proxies cut off first. */
async function pages(load: (page: number) => Promise<Page>): Promise<unknown[]> {
  const all: unknown[] = [];
  for (let page: number | null = 1; page !== null; ) {
    const { data, paginationInfo }: Page = await load(page);
    all.push(...data);
    page = paginationInfo.next;
  }
  return all;
}

function undefinedWhereGone(error: unknown): undefined {
  if (error instanceof PostingError && error.problem === "not-found") return undefined;
  throw error;
}
