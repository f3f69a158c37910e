import { afterAll, describe, expect, test } from "vitest";
import { hiddenLine } from "../../../toolkit/posting/hiddenLine.ts";
import { type GitHubTarget, type PostResult, postComment } from "../../../toolkit/posting/index.ts";
import { PostingError } from "../../../toolkit/posting/postingError.ts";
import { BOT, type GitHubStandIn, type GitHubStandInOptions, gitHubStandIn, TOKEN } from "./gitHubStandIn.ts";

const STARTED = "2026-11-21T12:00:00.000Z";
const opened: GitHubStandIn[] = [];
afterAll(async () => {
  await Promise.all(opened.splice(0).map((standIn) => standIn.close()));
});

async function open(options?: GitHubStandInOptions): Promise<GitHubStandIn> {
  const standIn = await gitHubStandIn(options);
  opened.push(standIn);
  return standIn;
}

interface Given extends Partial<GitHubTarget> {
  readonly stack?: string;
  readonly body?: string;
  readonly id?: number;
  readonly attempt?: number;
}

function post(
  { url }: GitHubStandIn,
  { stack = "prod", body = "Nothing changes.", id = 10, attempt = 1, ...target }: Given = {},
) {
  const run = { id, attempt, started: STARTED };
  const request = {
    platform: "github",
    apiUrl: url,
    token: TOKEN,
    repository: "acme/access",
    pullRequest: 7,
    ...target,
  } as const;
  return postComment({ ...request, stack, body, run, second: 1 });
}

async function failure(posted: Promise<PostResult>): Promise<PostingError> {
  const error = await posted.catch((thrown: unknown) => thrown);
  if (!(error instanceof PostingError)) throw new Error(`Expected a PostingError, got ${JSON.stringify(error)}`);
  return error;
}

const marked = (body: string, id = 10, stack = "prod") =>
  `${hiddenLine(stack, { id, attempt: 1, started: STARTED })}\n${body}`;
const writes = ({ requests }: GitHubStandIn) => requests.filter((line) => /^(POST|PATCH|DELETE) \/repos/.test(line));

describe.concurrent("one comment per stack", () => {
  test("creates the comment with the hidden line first", async () => {
    const github = await open();
    const result = await post(github, { body: "**2 clients gain access.**" });
    expect(result).toEqual({ action: "created", url: "https://github.example/acme/access/pull/7#issuecomment-100" });
    expect(github.comments.map(({ body }) => body)).toEqual([
      `<!-- genesys-access:prod run=10.1 started=${STARTED} -->\n**2 clients gain access.**`,
    ]);
  });

  test("edits it in the next run", async () => {
    const github = await open();
    github.add(marked("Old.", 9));
    expect(await post(github, { body: "New." })).toMatchObject({ action: "edited" });
    expect(github.comments.map(({ body }) => body)).toEqual([marked("New.")]);
  });

  test("keeps the comments of stacks apart whose names begin alike", async () => {
    const github = await open();
    github.add(marked("Of prod-eu.", 9, "prod-eu"));
    expect(await post(github)).toMatchObject({ action: "created" });
    expect(github.comments).toHaveLength(2);
  });

  test("finds it behind two full pages", async () => {
    const github = await open();
    for (let index = 0; index < 230; index++) github.add("Talk.", "jane", "User");
    github.add(marked("Old.", 9));
    expect(await post(github, { body: "New." })).toMatchObject({ action: "edited" });
    expect(github.requests.filter((line) => line.includes("per_page=100"))).toHaveLength(3);
  });

  test("does not write what the same run has written", async () => {
    const github = await open();
    github.add(marked("Same.\r\n"));
    expect(await post(github, { body: "Same.\n" })).toMatchObject({ action: "unchanged" });
    expect(writes(github)).toEqual([]);
  });

  test("moves only the hidden line on when a newer run says the same, so that a slow run from between stays behind", async () => {
    const github = await open();
    github.add(marked("Same.", 9));
    expect(await post(github, { body: "Same.", id: 12 })).toMatchObject({ action: "unchanged" });
    expect(await post(github, { body: "Stale.", id: 11 })).toMatchObject({ action: "skipped-older" });
    expect(github.comments.map(({ body }) => body)).toEqual([marked("Same.", 12)]);
  });
});

describe.concurrent("runs that overtake each other", () => {
  test("leaves the comment of a newer run", async () => {
    const github = await open();
    github.add(marked("Newer.", 11));
    expect(await post(github)).toMatchObject({ action: "skipped-older" });
    expect(writes(github)).toEqual([]);
  });

  test("leaves what a newer run writes between the listing and the edit", async () => {
    const github = await open();
    const comment = github.add(marked("Old.", 9));
    github.after("GET", /issues\/7\/comments/, () => {
      comment.body = marked("Newer.", 11);
    });
    expect(await post(github)).toMatchObject({ action: "skipped-older" });
    expect(comment.body).toBe(marked("Newer.", 11));
  });

  test("creates the comment anew when somebody deletes it between the listing and the edit", async () => {
    const github = await open();
    github.add(marked("Old.", 9));
    github.after("GET", /issues\/7\/comments/, () => github.comments.splice(0));
    expect(await post(github)).toMatchObject({ action: "created" });
    expect(github.comments.map(({ body }) => body)).toEqual([marked("Nothing changes.")]);
  });

  test("leaves one comment, the newer one's, when two runs create at the same time", async () => {
    const github = await open();
    github.after("GET", /issues\/7\/comments/, () => github.add(marked("Newer.", 11)));
    expect(await post(github)).toMatchObject({ action: "skipped-older" });
    expect(github.comments.map(({ body }) => body)).toEqual([marked("Newer.", 11)]);
  });

  test("counts a second attempt of an old run as old", async () => {
    const github = await open();
    github.add(marked("Newer.", 11));
    expect(await post(github, { id: 10, attempt: 2 })).toMatchObject({ action: "skipped-older" });
  });

  test("lets a second attempt replace the first", async () => {
    const github = await open();
    github.add(marked("First.", 10));
    expect(await post(github, { body: "Second.", attempt: 2 })).toMatchObject({ action: "edited" });
  });
});

describe.concurrent("whose comments count", () => {
  test("does not touch or believe a person's comment that looks like ours", async () => {
    const github = await open();
    const forged = github.add(marked("All good.", 99999), "mallory", "User");
    expect(await post(github)).toMatchObject({ action: "created" });
    expect(forged.body).toBe(marked("All good.", 99999));
  });

  test("does not touch another bot's comment", async () => {
    const github = await open();
    github.add(marked("Quoted.", 9), "helper[bot]", "Bot");
    expect(await post(github)).toMatchObject({ action: "created" });
  });

  test("takes any bot's where the token may not ask who it is, and never a person's", async () => {
    const github = await open({ viewer: "refused" });
    github.add(marked("Forged.", 9), "mallory", "User");
    const bots = github.add(marked("Old.", 9), "access-app[bot]", "Bot");
    expect(await post(github)).toMatchObject({ action: "edited" });
    expect(bots.body).toBe(marked("Nothing changes."));
  });

  test("takes the person's whose token it is", async () => {
    const github = await open({ person: "jane" });
    github.add(marked("A bot's.", 9));
    const own = github.add(marked("Old.", 9), "jane", "User");
    expect(await post(github)).toMatchObject({ action: "edited" });
    expect(own.body).toBe(marked("Nothing changes."));
  });

  test("does not take a hidden line further down for its own", async () => {
    const github = await open();
    github.add(`Quote:\n${marked("Old.", 9)}`);
    expect(await post(github)).toMatchObject({ action: "created" });
  });
});

describe.concurrent("faults and limits", () => {
  test("reads again after faults of the server", async () => {
    const github = await open();
    github.fail("GET", fault(502), fault(503));
    expect(await post(github)).toMatchObject({ action: "created" });
  });

  test("does not post twice when a create that worked answers with 502", async () => {
    const github = await open();
    github.fail("POST", (_, reply) => {
      github.add(marked("Nothing changes."), BOT.login, BOT.type);
      return reply.code(502).send({ message: "Bad Gateway" });
    });
    expect(await post(github)).toMatchObject({ action: "unchanged" });
    expect(github.comments).toHaveLength(1);
  });

  test("waits out a secondary rate limit, and looks again before it writes", async () => {
    const github = await open();
    const comment = github.add(marked("Old.", 9));
    github.fail("PATCH", (_, reply) => {
      comment.body = marked("Newer.", 11);
      return reply.code(403).header("retry-after", "2").send({ message: "You have exceeded a secondary rate limit." });
    });
    expect(await post(github)).toMatchObject({ action: "skipped-older" });
    expect(writes(github)).toHaveLength(1);
  });

  test("waits for as long as a 429 says", async () => {
    const github = await open();
    github.fail("GET", (_, reply) => reply.code(429).header("retry-after", "3").send({ message: "Too many requests" }));
    expect(await post(github)).toMatchObject({ action: "created" });
  });

  test("does not wait for an hour when the primary rate limit is used up", async () => {
    const github = await open();
    const reset = `${Math.ceil(Date.now() / 1000) + 3600}`;
    github.fail("GET", (_, reply) =>
      reply
        .code(403)
        .headers({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset })
        .send({ message: "API rate limit exceeded" }),
    );
    const error = await failure(post(github));
    expect(error).toMatchObject({ problem: "rate-limit" });
    expect(error.message).toMatch(/Run this again in 36\d\d seconds/);
  });

  test("gives up after five rounds of faults", async () => {
    const github = await open();
    github.fail("POST", ...Array.from({ length: 9 }, () => fault(500)));
    expect(await failure(post(github))).toMatchObject({ problem: "unreachable" });
    expect(writes(github)).toHaveLength(5);
  });
});

describe.concurrent("refusals say what to do", () => {
  const refusal = async (status: number, body: object, method = "POST") => {
    const github = await open();
    github.fail(method, (_, reply) => reply.code(status).send(body));
    const error = await failure(post(github));
    expect(writes(github).length).toBeLessThanOrEqual(1);
    return error;
  };

  test("401: a token that is not valid", async () => {
    const github = await open();
    const error = await failure(post(github, { token: "ghp_wrong-token" }));
    expect(error).toMatchObject({ problem: "credentials", message: expect.stringContaining("GITHUB_TOKEN") });
    expect(`${error.message}${error.stack}${JSON.stringify(error)}`).not.toContain("ghp_wrong-token");
  });

  test("403: the permission that is missing", async () => {
    const error = await refusal(403, { message: "Resource not accessible by integration" });
    expect(error).toMatchObject({ problem: "permission", message: expect.stringContaining("pull-requests: write") });
  });

  test("404: no such pull request", async () => {
    const github = await open();
    const error = await failure(post(github, { pullRequest: 8 }));
    expect(error).toMatchObject({
      problem: "not-found",
      message: expect.stringContaining("pull request 8 of acme/access"),
    });
  });

  test("422: a body that is too long for GitHub", async () => {
    const errors = [
      { resource: "IssueComment", field: "body", message: "body is too long (maximum is 65536 characters)" },
    ];
    const error = await refusal(422, { message: "Validation Failed", errors });
    expect(error).toMatchObject({ problem: "too-long", message: expect.stringContaining("Shorten the body") });
  });

  test("a body over 65,536 characters is not sent at all", async () => {
    const github = await open();
    expect(await failure(post(github, { body: "x".repeat(65_536) }))).toMatchObject({ problem: "too-long" });
    expect(github.requests).toEqual([]);
  });

  test("a repository that has moved is not written to by accident", async () => {
    const github = await open();
    github.fail("POST", (_, reply) => reply.redirect("/repos/acme/access/issues/7/comments", 301));
    expect(await failure(post(github))).toMatchObject({
      problem: "not-found",
      message: expect.stringContaining("has moved"),
    });
  });

  test("a server that is not there, and one that is not GitHub", async () => {
    const github = await open();
    await github.close();
    expect(await failure(post(github))).toMatchObject({
      problem: "unreachable",
      message: expect.stringContaining("GITHUB_API_URL"),
    });
  });

  test("the token is in no message even when the server echoes it", async () => {
    const error = await refusal(400, { message: `What is ${TOKEN}?` });
    expect(error.message).toContain("What is [token]?");
    expect(`${error.message}${error.stack}${JSON.stringify(error)}${error.cause}`).not.toContain(TOKEN);
  });
});

function fault(status: number) {
  return (_: unknown, reply: { code(status: number): { send(body: object): unknown } }) =>
    reply.code(status).send({ message: "Fault" });
}
