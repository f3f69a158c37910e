import { afterAll, describe, expect, test } from "vitest";
import { hiddenLine } from "../../../toolkit/posting/hiddenLine.ts";
import { type GitLabTarget, type PostResult, postComment } from "../../../toolkit/posting/index.ts";
import { PostingError } from "../../../toolkit/posting/postingError.ts";
import { type GitLabStandIn, gitLabStandIn, TOKEN } from "./gitLabStandIn.ts";

const STARTED = "2026-11-21T12:00:00.000Z";
const opened: GitLabStandIn[] = [];
afterAll(async () => {
  await Promise.all(opened.map((standIn) => standIn.close()));
});

async function open(): Promise<GitLabStandIn> {
  const standIn = await gitLabStandIn();
  opened.push(standIn);
  return standIn;
}

interface Given extends Partial<GitLabTarget> {
  readonly stack?: string;
  readonly body?: string;
  readonly id?: number;
}

function post(
  { apiUrl }: GitLabStandIn,
  { stack = "prod", body = "Nothing changes.", id = 10, ...target }: Given = {},
) {
  const run = { id, attempt: 1, started: STARTED };
  return postComment({
    platform: "gitlab",
    apiUrl,
    token: TOKEN,
    project: "12",
    mergeRequest: 7,
    ...target,
    stack,
    body,
    run,
    second: 1,
  });
}

async function failure(posted: Promise<PostResult>): Promise<PostingError> {
  const error = await posted.catch((thrown: unknown) => thrown);
  if (!(error instanceof PostingError)) throw new Error(`Expected a PostingError, got ${JSON.stringify(error)}`);
  return error;
}

const marked = (body: string, id = 10) => `${hiddenLine("prod", { id, attempt: 1, started: STARTED })}\n${body}`;
const writes = ({ requests }: GitLabStandIn) => requests.filter((line) => !line.startsWith("GET"));

describe("one note per stack", () => {
  test("creates it, then edits it", async () => {
    const gitlab = await open();
    const url = "https://gitlab.example/acme/access/-/merge_requests/7#note_100";
    expect(await post(gitlab, { id: 9, body: "Old." })).toEqual({ action: "created", url });
    expect(await post(gitlab, { body: "New." })).toEqual({ action: "edited", url });
    expect(gitlab.notes.map(({ body }) => body)).toEqual([marked("New.")]);
  });

  test("finds it behind two full pages that only x-next-page tells of", async () => {
    const gitlab = await open();
    for (let index = 0; index < 230; index++) gitlab.add("Talk.", 1);
    gitlab.add(marked("Old.", 9));
    expect(await post(gitlab)).toMatchObject({ action: "edited" });
    expect(gitlab.requests.filter((line) => line.includes("per_page=100"))).toHaveLength(3);
  });

  test("does not write what the same run has written", async () => {
    const gitlab = await open();
    gitlab.add(marked("Same."));
    expect(await post(gitlab, { body: "Same." })).toMatchObject({ action: "unchanged" });
    expect(writes(gitlab)).toEqual([]);
  });

  test("leaves the note of a newer run, also when that writes between the listing and the edit", async () => {
    const gitlab = await open();
    const note = gitlab.add(marked("Old.", 9));
    gitlab.after("GET", /notes\?/, () => {
      note.body = marked("Newer.", 11);
    });
    expect(await post(gitlab)).toMatchObject({ action: "skipped-older" });
    expect(await post(gitlab)).toMatchObject({ action: "skipped-older" });
    expect(writes(gitlab)).toEqual([]);
  });

  test("leaves one note when two runs create at the same time", async () => {
    const gitlab = await open();
    gitlab.after("GET", /notes\?/, () => gitlab.add(marked("Older.", 9)));
    expect(await post(gitlab)).toMatchObject({ action: "edited" });
    expect(gitlab.notes.map(({ body }) => body)).toEqual([marked("Nothing changes.")]);
  });

  test("does not touch or believe a note of somebody else that looks like ours", async () => {
    const gitlab = await open();
    const forged = gitlab.add(marked("All good.", 99999), 666);
    expect(await post(gitlab)).toMatchObject({ action: "created" });
    expect(forged.body).toBe(marked("All good.", 99999));
  });

  test("a line of the body never becomes a quick action", async () => {
    const gitlab = await open();
    await post(gitlab, { body: "Gains:\n/approve\n  /merge\n```\n/close\n```\na/b" });
    const [note] = gitlab.notes;
    expect(note?.body).not.toMatch(/^\s*\/[a-z]/im);
    expect(note?.body.replaceAll("\u2060", "")).toContain("Gains:\n/approve\n  /merge\n```\n/close\n```\na/b");
    expect(await post(gitlab, { body: "Gains:\n/approve\n  /merge\n```\n/close\n```\na/b" })).toMatchObject({
      action: "unchanged",
    });
  });
});

describe("faults, limits and refusals", () => {
  const answer = (status: number, body: unknown, headers: Record<string, string> = {}) => {
    return (
      _: unknown,
      reply: { code(status: number): { headers(headers: object): { send(body: unknown): unknown } } },
    ) => reply.code(status).headers(headers).send(body);
  };

  test("tries again after 502 and 503, on reading and on writing", async () => {
    const gitlab = await open();
    gitlab.fail("GET", answer(502, "<html>Bad Gateway</html>"));
    gitlab.fail("POST", answer(503, { message: "503 Service Unavailable" }));
    expect(await post(gitlab)).toMatchObject({ action: "created" });
    expect(gitlab.notes).toHaveLength(1);
  });

  test("does not post twice when a create that worked answers with 500", async () => {
    const gitlab = await open();
    gitlab.fail("POST", (_, reply) => {
      gitlab.add(marked("Nothing changes."));
      return reply.code(500).send({ message: "500 Internal Server Error" });
    });
    expect(await post(gitlab)).toMatchObject({ action: "unchanged" });
    expect(gitlab.notes).toHaveLength(1);
  });

  test("waits out a 429 once instead of hammering, and looks again before it writes", async () => {
    const gitlab = await open();
    const note = gitlab.add(marked("Old.", 9));
    gitlab.fail("PUT", (_, reply) => {
      note.body = marked("Newer.", 11);
      return reply.code(429).header("retry-after", "2").send("Retry later");
    });
    expect(await post(gitlab)).toMatchObject({ action: "skipped-older" });
    expect(writes(gitlab)).toHaveLength(1);
  });

  test("401: a token that is not valid", async () => {
    const gitlab = await open();
    const error = await failure(post(gitlab, { token: "glpat-wrong" }));
    expect(error).toMatchObject({ problem: "credentials", message: expect.stringContaining("GITLAB_TOKEN") });
    expect(`${error.message}${error.stack}${JSON.stringify(error)}${error.cause}`).not.toContain("glpat-wrong");
  });

  test("403: the scope and the role that are missing", async () => {
    const gitlab = await open();
    gitlab.fail("POST", answer(403, { error: "insufficient_scope", scope: "api" }));
    const error = await failure(post(gitlab));
    expect(error).toMatchObject({ problem: "permission", message: expect.stringContaining("scope `api`") });
  });

  test("404: no such merge request", async () => {
    const gitlab = await open();
    const error = await failure(post(gitlab, { mergeRequest: 8 }));
    expect(error).toMatchObject({
      problem: "not-found",
      message: expect.stringContaining("merge request 8 of project 12"),
    });
  });

  test("400 and 422: a note that is too long for GitLab", async () => {
    for (const status of [400, 422]) {
      const gitlab = await open();
      gitlab.fail("POST", answer(status, { message: { note: ["is too long (maximum is 1000000 characters)"] } }));
      expect(await failure(post(gitlab))).toMatchObject({ problem: "too-long" });
    }
  });

  test("a body over a million characters is not sent at all", async () => {
    const gitlab = await open();
    expect(await failure(post(gitlab, { body: "x".repeat(1_000_000) }))).toMatchObject({ problem: "too-long" });
    expect(gitlab.requests).toEqual([]);
  });

  test("a redirect is not followed with the token", async () => {
    const gitlab = await open();
    const elsewhere = await open();
    gitlab.fail("GET", (_, reply) => reply.redirect(`${elsewhere.apiUrl}/user`, 302));
    expect(await failure(post(gitlab))).toMatchObject({ message: expect.stringContaining("redirects") });
    expect(elsewhere.requests).toEqual([]);
  });

  test("a page that is not GitLab's API, and a server that is not there", async () => {
    const gitlab = await open();
    gitlab.fail("GET", answer(200, "<html>Sign in</html>"));
    expect(await failure(post(gitlab))).toMatchObject({ message: expect.stringContaining("is not GitLab's API") });
    await gitlab.close();
    const error = await failure(post(gitlab));
    expect(error).toMatchObject({ problem: "unreachable", message: expect.stringContaining("ECONNREFUSED") });
  });
});
