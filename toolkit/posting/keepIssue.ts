/** The one issue of a stack: opened once, then edited in place, closed when nothing is left to tell, and reopened. */
import { githubIssues } from "./github/githubIssues.ts";
import { gitlabIssues } from "./gitlab/gitlabIssues.ts";
import { harmlessTitle, sameTitle } from "./harmlessTitle.ts";
import { hiddenLine, type Marked, readMarked } from "./hiddenLine.ts";
import { ISSUE_LABEL, type IssueStore, type StoredIssue } from "./issueStore.ts";
import { PostingError } from "./postingError.ts";
import { retrying } from "./retrying.ts";
import { isOlder, isSameRun } from "./run.ts";
import type { IssueRequest, IssueResult, IssueTarget, Run } from "./target.ts";
import { refuseTooLong, visible } from "./text.ts";

/** Times that everything is tried, where the platform asks to wait or fails. */
const TRIES = 5;
/** Characters of the hidden line, of a stack with a very long name. */
const HIDDEN = 1000;

interface Post {
  /** Names the stack and the kind in the hidden line. */
  readonly mark: string;
  readonly run: Run;
  readonly title: string;
  /** As it will be on the page, without the hidden line; null where nothing is left to tell. */
  readonly text: string | null;
}

interface Found {
  readonly issue: StoredIssue;
  readonly marked: Marked;
}

/** Characters that the body of an issue may have: a caller with more to tell shortens it to this. */
export function issueLimit(platform: IssueTarget["platform"]): number {
  return (platform === "github" ? 65_536 : 1_000_000) - HIDDEN;
}

/**
 * Opens, edits, closes or reopens the one issue of a stack and kind.
 *
 * It is found by the label `genesys-access`, its author and its hidden first line: an issue that somebody else wrote is never touched.
 * The same issue is reopened when there is something to tell again, by whomever it was closed: the order of the runs stands in it, and its
 * history stays in one place. Of several, which only runs within the same instant make, the first stays and a run that is not older than
 * the others closes them. An issue that tells of a newer run stays as it is.
 *
 * @throws PostingError also where the body is longer than `issueLimit`, before anything is asked
 */
export async function keepIssue(request: IssueRequest): Promise<IssueResult> {
  if (!/^[a-z]+(-[a-z]+)*$/.test(request.kind)) throw new Error(`Not a kind of issue: ${request.kind}`);
  const store = request.platform === "github" ? githubIssues(request) : gitlabIssues(request);
  const post: Post = {
    mark: `${request.kind}:${request.stack}`,
    run: request.run,
    title: harmlessTitle(request.title),
    text: request.body === null ? null : store.prepare(request.body),
  };
  if (post.text !== null) refuseTooLong(bodyOf(post, post.text), store.limit, "issue");
  // Each try begins with the listing: an answer from before a wait is stale after it, and a create call that failed may have worked.
  return retrying(() => keep(store, post), { tries: TRIES, second: request.second ?? 1000 });
}

async function keep(store: IssueStore, post: Post): Promise<IssueResult> {
  const found = await ours(store, post);
  // Listing many pages takes seconds, in which a newer run may have posted: look again right before writing.
  const kept = await firstLeft(store, post, found);
  if (kept === undefined) return post.text === null ? { action: "none", url: null } : create(store, post, post.text);
  const { issue, marked } = kept;
  if (isOlder(post.run, marked.run)) return { action: "skipped-older", url: issue.url };
  for (const other of found) {
    const isDouble = other.issue.number > issue.number && other.issue.open;
    if (isDouble && !isOlder(post.run, other.marked.run)) await closeDouble(store, other.issue, issue);
  }
  return post.text === null ? close(store, post, issue, marked) : write(store, post, issue, marked, post.text);
}

/** The first one of which nobody has deleted it, or taken our line out of it, since it was listed. */
async function firstLeft(store: IssueStore, { mark }: Post, found: readonly Found[]): Promise<Found | undefined> {
  for (const { issue: listed } of found) {
    const issue = await store.read(listed.number);
    const marked = issue && readMarked(issue.body, mark);
    if (issue && marked) return { issue, marked };
  }
  return undefined;
}

/** The issues of the stack and kind, the first one first: every run agrees on that one. */
async function ours(store: IssueStore, { mark }: Post): Promise<Found[]> {
  const found = (await store.own()).flatMap((issue) => {
    const marked = readMarked(issue.body, mark);
    return marked ? [{ issue, marked }] : [];
  });
  return found.sort((one, other) => one.issue.number - other.issue.number);
}

async function create(store: IssueStore, post: Post, text: string): Promise<IssueResult> {
  const created = await store.create(post.title, bodyOf(post, text));
  if (!created.labelled) return withoutLabel(store, created);
  const earlier = (await ours(store, post)).filter(({ issue }) => issue.number < created.number);
  // A listing may lag behind and still have one that was deleted.
  const first = await firstLeft(store, post, earlier);
  if (first === undefined) return { action: "created", url: created.url };
  // Another run opened one at the same time. Nobody but an administrator can delete an issue: this one is closed.
  await closeDouble(store, created, first.issue);
  return keep(store, post);
}

/** Without the label the next run would not find the issue, and each night would open another. */
async function withoutLabel(store: IssueStore, { number, title, url }: StoredIssue): Promise<never> {
  const body = `Closed: the token may not set the label \`${ISSUE_LABEL}\`, by which this issue would be found again.`;
  await store.edit(number, { title, body, open: false });
  throw new PostingError(
    "permission",
    `The token may not set the label ${ISSUE_LABEL}, without which the issue would not be found again: ${url} is closed. Give it the right to label issues, which a role that only reads lacks.`,
  );
}

/** Without its hidden line nobody takes it for the stack's issue again. */
async function closeDouble(store: IssueStore, { number, title }: StoredIssue, kept: StoredIssue): Promise<void> {
  await store.edit(number, { title, body: `Opened twice at the same time: see #${kept.number}.`, open: false });
}

async function close(store: IssueStore, post: Post, issue: StoredIssue, marked: Marked): Promise<IssueResult> {
  if (!issue.open) return { action: "none", url: issue.url };
  const closed = `Closed: the run of ${dayOf(post.run)} found nothing any more. What was found last:\n\n`;
  const whole = bodyOf(post, `${closed}${store.prepare(marked.text)}`);
  const body = [...whole].length <= store.limit ? whole : bodyOf(post, closed.replace(/ What.*\n+/, ""));
  const { url } = await store.edit(issue.number, { title: issue.title, body, open: false });
  return { action: "closed", url };
}

async function write(
  store: IssueStore,
  post: Post,
  issue: StoredIssue,
  marked: Marked,
  text: string,
): Promise<IssueResult> {
  const same = issue.open && visible(marked.text) === visible(text) && sameTitle(issue.title, post.title);
  if (same && isSameRun(post.run, marked.run)) return { action: "unchanged", url: issue.url };
  // With the same text only the hidden line moves on: else a slow run from between the two could overwrite the issue.
  const { url } = await store.edit(issue.number, { title: post.title, body: bodyOf(post, text), open: true });
  return { action: !issue.open ? "reopened" : same ? "unchanged" : "edited", url };
}

function bodyOf({ mark, run }: Post, text: string): string {
  return `${hiddenLine(mark, run)}\n${text}`;
}

function dayOf({ started }: Run): string {
  return new Date(started).toISOString().replace("T", " ").slice(0, 16).concat(" UTC");
}
