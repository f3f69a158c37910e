import { afterAll, describe, expect, test } from "vitest";
import { hiddenLine } from "../../../toolkit/posting/hiddenLine.ts";
import { keepIssue } from "../../../toolkit/posting/index.ts";
import { PostingError } from "../../../toolkit/posting/postingError.ts";
import { type GitHubStandIn, type GitHubStandInOptions, gitHubStandIn, TOKEN } from "./gitHubStandIn.ts";

const STARTED = "2026-11-21T03:17:00.000Z";
const opened: GitHubStandIn[] = [];
afterAll(async () => {
  await Promise.all(opened.splice(0).map((standIn) => standIn.close()));
});

async function open(options?: GitHubStandInOptions): Promise<GitHubStandIn> {
  const standIn = await gitHubStandIn(options);
  opened.push(standIn);
  return standIn;
}

function keep({ url }: GitHubStandIn, body: string | null = "One grant.", id = 10) {
  const target = { platform: "github", apiUrl: url, token: TOKEN, repository: "acme/access" } as const;
  const run = { id, attempt: 1, started: STARTED };
  return keepIssue({ ...target, stack: "prod", kind: "watch", title: "prod changed", body, run, second: 1 });
}

const marked = (text: string, id = 10) => `${hiddenLine("watch:prod", { id, attempt: 1, started: STARTED })}\n${text}`;
const url = (number: number) => `https://github.example/acme/access/issues/${number}`;
const writes = ({ requests }: GitHubStandIn) => requests.filter((line) => /^(POST|PATCH|DELETE) \/repos/.test(line));

describe.concurrent("one issue per stack on GitHub", () => {
  test("opens it with the label, and closes it when clean", async () => {
    const github = await open();
    expect(await keep(github)).toEqual({ action: "created", url: url(1) });
    expect(github.issues).toEqual([
      expect.objectContaining({
        title: "prod changed",
        body: marked("One grant."),
        labels: [{ name: "genesys-access" }],
      }),
    ]);
    expect(await keep(github, null, 11)).toEqual({ action: "closed", url: url(1) });
    expect(github.issues[0]).toMatchObject({
      state: "closed",
      body: expect.stringContaining("found nothing any more"),
    });
  });

  test("opens the closed one again, behind two full pages of others", async () => {
    const github = await open();
    for (let index = 0; index < 230; index++) github.addIssue({ body: "Talk." });
    const issue = github.addIssue({ body: marked("Old.", 9), state: "closed" });
    expect(await keep(github)).toEqual({ action: "reopened", url: url(issue.number) });
    expect(issue).toMatchObject({ state: "open", body: marked("One grant.") });
    expect(github.requests.filter((line) => line.includes("per_page=100"))).toHaveLength(3);
  });

  test("takes neither a person's issue nor a pull request of the same bot for its own", async () => {
    const github = await open();
    const others = [
      github.addIssue({ body: marked("All good.", 9999), user: { login: "mallory", type: "User" } }),
      github.addIssue({ body: marked("All good.", 9999), user: { login: "other[bot]", type: "Bot" } }),
      github.addIssue({ body: marked("All good.", 9999), pull_request: {} }),
    ];
    expect(await keep(github)).toEqual({ action: "created", url: url(4) });
    expect(others.map(({ body }) => body)).toEqual(others.map(() => marked("All good.", 9999)));
  });

  test("opens it anew where the listed one was deleted meanwhile", async () => {
    const github = await open({ deleted: [1] });
    github.addIssue({ body: marked("Old.", 9) });
    expect(await keep(github)).toEqual({ action: "created", url: url(2) });
  });

  test("a token that may not label leaves no open issue that nobody would find again", async () => {
    const github = await open({ mayLabel: false });
    await expect(keep(github)).rejects.toMatchObject({ problem: "permission" });
    expect(github.issues.map(({ state }) => state)).toEqual(["closed"]);
  });

  test.each([
    [403, "Resource not accessible by integration", "permission", "issues: write"],
    [410, "Issues are disabled for this repo", "gone", "Turn issues on"],
  ])("%i: says what to change", async (status, message, problem, words) => {
    const github = await open();
    github.fail("POST", (_, reply) => reply.code(status).send({ message }));
    const error = await keep(github).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(PostingError);
    expect(error).toMatchObject({ problem, message: expect.stringContaining(words) });
    expect(writes(github)).toHaveLength(1);
  });
});
