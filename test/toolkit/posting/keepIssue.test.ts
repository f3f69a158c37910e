import { afterAll, describe, expect, test } from "vitest";
import { hiddenLine } from "../../../toolkit/posting/hiddenLine.ts";
import { issueLimit, keepIssue } from "../../../toolkit/posting/index.ts";
import { PostingError } from "../../../toolkit/posting/postingError.ts";
import type { IssueResult } from "../../../toolkit/posting/target.ts";
import { type GitLabStandIn, type GitLabStandInOptions, gitLabStandIn, TOKEN } from "./gitLabStandIn.ts";

const STARTED = "2026-11-21T03:17:00.000Z";
const opened: GitLabStandIn[] = [];
afterAll(async () => {
  await Promise.all(opened.map((standIn) => standIn.close()));
});

async function open(options?: GitLabStandInOptions): Promise<GitLabStandIn> {
  const standIn = await gitLabStandIn(options);
  opened.push(standIn);
  return standIn;
}

interface Given {
  readonly stack?: string;
  readonly kind?: string;
  readonly title?: string;
  readonly body?: string | null;
  readonly id?: number;
}

function keep(
  { apiUrl }: GitLabStandIn,
  { stack = "prod", kind = "watch", title = "prod changed", body = "One grant.", id = 10 }: Given = {},
): Promise<IssueResult> {
  const target = { platform: "gitlab", apiUrl, token: TOKEN, project: "12" } as const;
  return keepIssue({ ...target, stack, kind, title, body, run: { id, attempt: 1, started: STARTED }, second: 1 });
}

async function failure(kept: Promise<IssueResult>): Promise<PostingError> {
  const error = await kept.catch((thrown: unknown) => thrown);
  if (!(error instanceof PostingError)) throw new Error(`Expected a PostingError, got ${JSON.stringify(error)}`);
  return error;
}

const marked = (text: string, id = 10, mark = "watch:prod") =>
  `${hiddenLine(mark, { id, attempt: 1, started: STARTED })}\n${text}`;
const writes = ({ requests }: GitLabStandIn) => requests.filter((line) => !line.startsWith("GET"));
const states = ({ issues }: GitLabStandIn) => issues.map(({ iid, state }) => `${iid} ${state}`);
const url = (iid: number) => `https://gitlab.example/acme/access/-/issues/${iid}`;

describe("one issue per stack and kind", () => {
  test("opens it, edits it the next day, closes it when clean, and opens the same one when drift comes back", async () => {
    const gitlab = await open();
    expect(await keep(gitlab, { id: 10 })).toEqual({ action: "created", url: url(1) });
    expect(gitlab.issues[0]).toMatchObject({ title: "prod changed", description: marked("One grant.") });
    expect(await keep(gitlab, { id: 11, body: "Two grants." })).toEqual({ action: "edited", url: url(1) });
    expect(gitlab.issues[0]?.description).toBe(marked("Two grants.", 11));
    expect(await keep(gitlab, { id: 12, body: null })).toEqual({ action: "closed", url: url(1) });
    expect(gitlab.issues[0]).toMatchObject({
      state: "closed",
      description: marked(
        "Closed: the run of 2026-11-21 03:17 UTC found nothing any more. What was found last:\n\nTwo grants.",
        12,
      ),
    });
    expect(await keep(gitlab, { id: 13, body: null })).toEqual({ action: "none", url: url(1) });
    expect(await keep(gitlab, { id: 14, body: "A role." })).toEqual({ action: "reopened", url: url(1) });
    expect(gitlab.issues).toEqual([
      expect.objectContaining({ state: "opened", description: marked("A role.", 14), labels: ["genesys-access"] }),
    ]);
    expect(writes(gitlab)).toHaveLength(4);
  });

  test("opens none where nothing changed", async () => {
    const gitlab = await open();
    expect(await keep(gitlab, { body: null })).toEqual({ action: "none", url: null });
    expect(writes(gitlab)).toEqual([]);
  });

  test("opens again what somebody closed without an end to the drift", async () => {
    const gitlab = await open();
    gitlab.addIssue({ title: "prod changed", description: marked("One grant.", 9), state: "closed" });
    expect(await keep(gitlab)).toMatchObject({ action: "reopened" });
    expect(states(gitlab)).toEqual(["1 opened"]);
  });

  test("keeps stacks and kinds apart", async () => {
    const gitlab = await open();
    await keep(gitlab);
    await keep(gitlab, { stack: "prod-eu" });
    await keep(gitlab, { kind: "usage" });
    expect(await keep(gitlab, { id: 11, body: null })).toMatchObject({ action: "closed" });
    expect(states(gitlab)).toEqual(["1 closed", "2 opened", "3 opened"]);
  });

  test("finds it among ten thousand issues without reading them", async () => {
    const gitlab = await open();
    for (let index = 0; index < 10_000; index++) gitlab.addIssue({ labels: [], author: { id: 1 } });
    const issue = gitlab.addIssue({ description: marked("Old.", 9) });
    expect(await keep(gitlab)).toEqual({ action: "edited", url: url(issue.iid) });
    expect(gitlab.requests).toHaveLength(5);
  });

  test("finds it behind two full pages of issues of other stacks", async () => {
    const gitlab = await open();
    for (let index = 0; index < 230; index++) gitlab.addIssue({ description: marked("Old.", 9, `watch:s${index}`) });
    gitlab.addIssue({ description: marked("Old.", 9) });
    expect(await keep(gitlab)).toMatchObject({ action: "edited" });
    expect(gitlab.requests.filter((line) => line.includes("per_page=100"))).toHaveLength(3);
  });

  test("does not write what the same run has written, and moves only the hidden line on where a newer one says the same", async () => {
    const gitlab = await open();
    await keep(gitlab);
    expect(await keep(gitlab)).toMatchObject({ action: "unchanged" });
    expect(writes(gitlab)).toHaveLength(1);
    expect(await keep(gitlab, { id: 12 })).toMatchObject({ action: "unchanged" });
    expect(gitlab.issues[0]?.description).toBe(marked("One grant.", 12));
  });

  test("leaves people's labels alone", async () => {
    const gitlab = await open();
    gitlab.addIssue({ description: marked("Old.", 9), labels: ["genesys-access", "urgent"] });
    await keep(gitlab);
    expect(gitlab.issues[0]?.labels).toEqual(["genesys-access", "urgent"]);
  });
});

describe("issues of others", () => {
  test("neither edits nor closes nor believes one with our label and our hidden line", async () => {
    const gitlab = await open();
    const forged = gitlab.addIssue({ description: marked("All good.", 99999), author: { id: 666 } });
    expect(await keep(gitlab)).toMatchObject({ action: "created", url: url(2) });
    expect(await keep(gitlab, { id: 11, body: null })).toMatchObject({ action: "closed", url: url(2) });
    expect(forged).toMatchObject({ state: "opened", description: marked("All good.", 99999) });
  });

  test("looks again whose it is right before it writes", async () => {
    const gitlab = await open();
    const forged = gitlab.addIssue({ description: marked("All good.", 1) });
    gitlab.after("GET", /issues\?/, () => {
      forged.author = { id: 666 };
    });
    expect(await keep(gitlab)).toMatchObject({ action: "created", url: url(2) });
    expect(forged).toMatchObject({ state: "opened", description: marked("All good.", 1) });
  });

  test("does not take a hidden line further down for its own", async () => {
    const gitlab = await open();
    gitlab.addIssue({ description: `Quote:\n${marked("Old.", 9)}` });
    expect(await keep(gitlab)).toMatchObject({ action: "created" });
  });
});

describe("runs that overtake each other", () => {
  test("an older run neither edits nor closes nor reopens what a newer one wrote", async () => {
    const gitlab = await open();
    const issue = gitlab.addIssue({ description: marked("Newer.", 11) });
    expect(await keep(gitlab)).toMatchObject({ action: "skipped-older" });
    expect(await keep(gitlab, { body: null })).toMatchObject({ action: "skipped-older" });
    issue.state = "closed";
    expect(await keep(gitlab)).toMatchObject({ action: "skipped-older" });
    expect(writes(gitlab)).toEqual([]);
  });

  test("leaves what a newer run writes between the listing and the edit", async () => {
    const gitlab = await open();
    const issue = gitlab.addIssue({ description: marked("Old.", 9) });
    gitlab.after("GET", /issues\?/, () => {
      issue.description = marked("Newer.", 11);
    });
    expect(await keep(gitlab)).toMatchObject({ action: "skipped-older" });
    expect(writes(gitlab)).toEqual([]);
  });

  test.each([
    ["older", 9, "edited", "One grant.", 10],
    ["newer", 11, "skipped-older", "Theirs.", 11],
  ])("leaves one open issue when an %s run opens one at the same time", async (_, id, action, text, last) => {
    const gitlab = await open();
    gitlab.after("GET", /issues\?/, () => gitlab.addIssue({ description: marked("Theirs.", id) }));
    expect(await keep(gitlab)).toMatchObject({ action, url: url(1) });
    expect(states(gitlab)).toEqual(["1 opened", "2 closed"]);
    expect(gitlab.issues.map(({ description }) => description)).toEqual([
      marked(text, last),
      "Opened twice at the same time: see #1.",
    ]);
  });

  test("two real runs at the same time leave one open issue with the newer one's text", async () => {
    for (const ids of [
      [10, 11],
      [11, 10],
    ]) {
      const gitlab = await open();
      await Promise.all(ids.map((id) => keep(gitlab, { id, body: `Of ${id}.` })));
      expect(gitlab.issues.filter(({ state }) => state === "opened")).toEqual([
        expect.objectContaining({ description: marked("Of 11.", 11) }),
      ]);
    }
  });

  test("the next run closes a double that both left behind", async () => {
    const gitlab = await open();
    gitlab.addIssue({ description: marked("Old.", 9) });
    gitlab.addIssue({ description: marked("Old.", 8) });
    expect(await keep(gitlab)).toMatchObject({ action: "edited", url: url(1) });
    expect(states(gitlab)).toEqual(["1 opened", "2 closed"]);
  });

  test("opens it anew when somebody deletes it between the listing and the edit", async () => {
    const gitlab = await open();
    gitlab.addIssue({ description: marked("Old.", 9) });
    gitlab.after("GET", /issues\?/, () => gitlab.issues.splice(0));
    expect(await keep(gitlab)).toMatchObject({ action: "created" });
  });
});

describe("hostile texts", () => {
  test("a title mentions nobody, refers to nothing, and is one line of bounded length", async () => {
    const gitlab = await open();
    const hostile = "prod: @admins #12 !7 https://evil.example\n/close \u202Ereversed www.evil.example";
    await keep(gitlab, { title: hostile });
    const [issue] = gitlab.issues;
    expect(issue?.title).not.toMatch(/[@#!][\w"]|www\.|:\/\/|\n|\u202E/);
    expect(issue?.title.replaceAll("\u2060", "")).toBe(
      "prod: @admins #12 !7 https://evil.example /close \\u{202e}reversed www.evil.example",
    );
    expect(await keep(gitlab, { title: hostile })).toMatchObject({ action: "unchanged" });
    await keep(gitlab, { title: "x".repeat(500) });
    expect([...(gitlab.issues[0]?.title ?? "")].length).toBe(250);
  });

  test("no line of a body is a quick action, also in the text that a closed issue keeps", async () => {
    const gitlab = await open();
    const [issue] = [gitlab.addIssue({ description: marked("Gains:\n/confidential false", 9) })];
    await keep(gitlab, { body: null });
    expect(issue.description).not.toMatch(/^\s*\/[a-z]/im);
    await keep(gitlab, { id: 11, body: "Gains:\n/close\n  /assign @x" });
    expect(issue.description).not.toMatch(/^\s*\/[a-z]/im);
    expect(issue.state).toBe("opened");
  });

  test("a stack's name cannot end the hidden line, nor be taken for another stack of another kind", async () => {
    const gitlab = await open();
    await keep(gitlab, { stack: "a-->b:c" });
    expect(gitlab.issues[0]?.description.split("\n")[0]).toMatch(/^<!-- genesys-access:\S+ run=10.1 started=\S+ -->$/);
    expect(await keep(gitlab, { stack: "c" })).toMatchObject({ action: "created" });
    await expect(keep(gitlab, { kind: "watch:a" })).rejects.toThrow("Not a kind");
  });

  test("a body that is too long is not sent at all, and one of the longest allowed is", async () => {
    const gitlab = await open();
    const limit = issueLimit("gitlab");
    expect(await failure(keep(gitlab, { body: "x".repeat(1_000_000) }))).toMatchObject({
      problem: "too-long",
      message: expect.stringContaining("The issue has"),
    });
    expect(gitlab.requests).toEqual([]);
    expect(await keep(gitlab, { body: "x".repeat(limit) })).toMatchObject({ action: "created" });
    expect(await keep(gitlab, { id: 11, body: null })).toMatchObject({ action: "closed" });
  });
});

describe("faults and refusals", () => {
  const answer =
    (status: number, body: unknown) =>
    (_: unknown, reply: { code(status: number): typeof reply; send(body: unknown): unknown }) =>
      reply.code(status).send(body);

  test("does not open two when a create that worked answers with 500", async () => {
    const gitlab = await open();
    gitlab.fail("POST", (_, reply) => {
      gitlab.addIssue({ title: "prod changed", description: marked("One grant.") });
      return reply.code(500).send({ message: "500 Internal Server Error" });
    });
    expect(await keep(gitlab)).toMatchObject({ action: "unchanged" });
    expect(gitlab.issues).toHaveLength(1);
  });

  test("an unanswered listing opens nothing", async () => {
    const gitlab = await open();
    gitlab.fail("GET", ...Array.from({ length: 5 }, () => answer(502, "Bad Gateway")));
    expect(await failure(keep(gitlab))).toMatchObject({ problem: "unreachable" });
    expect(writes(gitlab)).toEqual([]);
  });

  test("a token that may not label leaves no open issue that nobody would find again", async () => {
    const gitlab = await open({ mayLabel: false });
    expect(await failure(keep(gitlab))).toMatchObject({
      problem: "permission",
      message: expect.stringContaining("may not set the label genesys-access"),
    });
    expect(states(gitlab)).toEqual(["1 closed"]);
  });

  test("403 and 404 say what is missing for issues", async () => {
    const gitlab = await open();
    gitlab.fail("GET", answer(403, { message: "403 Forbidden" }));
    expect((await failure(keep(gitlab))).message).toContain("may not write to the issues of project 12");
    gitlab.fail("GET", answer(404, { message: "404 Project Not Found" }));
    expect((await failure(keep(gitlab))).message).toContain("Check CI_PROJECT_ID and that issues are on");
  });
});
