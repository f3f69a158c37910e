/** The one comment of a stack on a pull request or merge request: created once, then edited. */
import type { CommentStore, StoredComment } from "./commentStore.ts";
import { githubComments } from "./github/githubComments.ts";
import { gitlabComments } from "./gitlab/gitlabComments.ts";
import { hiddenLine, type Marked, readMarked } from "./hiddenLine.ts";
import { retrying } from "./retrying.ts";
import { isOlder, isSameRun } from "./run.ts";
import type { PostRequest, PostResult, Run } from "./target.ts";
import { refuseTooLong, visible } from "./text.ts";

/** Times that everything is tried, where the platform asks to wait or fails. */
const TRIES = 5;

interface Post {
  readonly stack: string;
  readonly run: Run;
  /** As it will be on the page, without the hidden line. */
  readonly text: string;
}

/**
 * Creates or edits the one comment of a stack.
 *
 * A comment of a newer run stays as it is. Neither platform can edit on condition, so two runs that post within the same instant may
 * still overtake each other; a pipeline excludes that by letting one posting job run at a time.
 *
 * @throws PostingError
 */
export async function postComment(request: PostRequest): Promise<PostResult> {
  const store = request.platform === "github" ? githubComments(request) : gitlabComments(request);
  const post = { stack: request.stack, run: request.run, text: store.prepare(request.body) };
  refuseTooLong(bodyOf(post), store.limit, "comment");
  // Each try begins with the listing: an answer from before a wait is stale after it, and a create call that failed may have worked.
  return retrying(() => createOrEdit(store, post), { tries: TRIES, second: request.second ?? 1000 });
}

async function createOrEdit(store: CommentStore, post: Post): Promise<PostResult> {
  const found = (await store.own()).find(({ body }) => readMarked(body, post.stack));
  // Listing many pages takes seconds, in which a newer run may have posted: look again right before writing.
  const existing = found && (await store.read(found.id));
  const marked = existing && readMarked(existing.body, post.stack);
  if (existing && marked) return edit(store, existing, marked, post);
  return create(store, post);
}

async function create(store: CommentStore, post: Post): Promise<PostResult> {
  const created = await store.create(bodyOf(post));
  const first = (await store.own()).find(({ body }) => readMarked(body, post.stack));
  if (first === undefined || first.id >= created.id) return { action: "created", url: created.url };
  // Another run created one at the same time. Every run keeps the oldest, so they agree which.
  await store.remove(created.id);
  return createOrEdit(store, post);
}

async function edit(store: CommentStore, existing: StoredComment, marked: Marked, post: Post): Promise<PostResult> {
  if (isOlder(post.run, marked.run)) return { action: "skipped-older", url: existing.url };
  const same = visible(marked.text) === visible(post.text);
  if (same && isSameRun(post.run, marked.run)) return { action: "unchanged", url: existing.url };
  // With the same text only the hidden line moves on: else a slow run from between the two could overwrite the comment.
  const { url } = await store.edit(existing.id, bodyOf(post));
  return { action: same ? "unchanged" : "edited", url };
}

function bodyOf({ stack, run, text }: Post): string {
  return `${hiddenLine(stack, run)}\n${text}`;
}
