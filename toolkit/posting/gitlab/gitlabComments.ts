/** The notes of a GitLab merge request, as a store. */
import { MergeRequestNotes, MergeRequests } from "@gitbeaker/rest";
import { z } from "zod";
import type { CommentStore, StoredComment } from "../commentStore.ts";
import type { GitLabTarget } from "../target.ts";
import { gitlabClient, PER_PAGE, pages, undefinedWhereGone } from "./client.ts";
import { withoutQuickActions } from "./quickActions.ts";

const NOTE = z.object({ id: z.number(), body: z.string(), author: z.object({ id: z.number() }) });
const MERGE_REQUEST = z.object({ web_url: z.string() });
type Note = z.infer<typeof NOTE>;

/** The comments of a merge request: GitLab calls them notes. */
export function gitlabComments(target: GitLabTarget): CommentStore {
  const { project, mergeRequest } = target;
  const { options, parse, self } = gitlabClient(target);
  const notes = new MergeRequestNotes(options);
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
      const id = await self();
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
