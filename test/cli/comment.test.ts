import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { PLAIN_ENVIRONMENT } from "../support/plainEnvironment.ts";
import { type GitHubStandIn, gitHubStandIn, TOKEN } from "../toolkit/posting/gitHubStandIn.ts";
import { TOKEN as GITLAB_TOKEN, type GitLabStandIn, gitLabStandIn } from "../toolkit/posting/gitLabStandIn.ts";

const CLI = new URL("../../cli/main.ts", import.meta.url).pathname;
const folder = mkdtempSync(join(tmpdir(), "comment-"));
let github: GitHubStandIn;
let gitlab: GitLabStandIn;

beforeAll(async () => {
  github = await gitHubStandIn();
  gitlab = await gitLabStandIn();
  writeFileSync(join(folder, "body.md"), "**Widened.**\n");
});
afterAll(async () => {
  await Promise.all([github.close(), gitlab.close()]);
  rmSync(folder, { recursive: true });
});

function comment(args: readonly string[], env: Record<string, string> = {}, input = "") {
  const variables = { ...PLAIN_ENVIRONMENT, ...env };
  return execa(process.execPath, [CLI, "comment", ...args], {
    cwd: folder,
    env: variables,
    extendEnv: false,
    input,
    reject: false,
  });
}

const onGitHub = () => ({
  GITHUB_API_URL: github.url,
  GITHUB_REPOSITORY: "acme/access",
  GITHUB_TOKEN: TOKEN,
  GITHUB_RUN_ID: "10",
});
const onGitLab = () => ({
  CI_API_V4_URL: gitlab.apiUrl,
  CI_PROJECT_ID: "12",
  CI_MERGE_REQUEST_IID: "7",
  CI_PIPELINE_ID: "10",
  GITLAB_TOKEN,
});
const TO_PULL = ["--github", "--stack", "prod", "--pull-request", "7"];

describe("genesys-access comment", { timeout: 30_000 }, () => {
  test("posts to GitHub, and says what it did and where", async () => {
    const { stdout, exitCode } = await comment([...TO_PULL, "--body", "body.md"], onGitHub());
    expect(stdout).toMatch(/^created: https:\/\/github\.example\/.*#issuecomment-\d+$/);
    expect(exitCode).toBe(0);
    expect(github.comments.at(-1)?.body).toMatch(
      /^<!-- genesys-access:prod run=10\.1 started=\S+ -->\n\*\*Widened\.\*\*/,
    );
  });

  test("skips an older run without failing the job", async () => {
    const args = ["--github", "--stack", "old", "--pull-request", "7", "--body", "body.md"];
    await comment([...args, "--run-id", "12"], onGitHub());
    const { stdout, exitCode } = await comment([...args, "--run-id", "11"], onGitHub());
    expect(stdout).toMatch(/^skipped-older: /);
    expect(exitCode).toBe(0);
  });

  test("posts stdin to GitLab", async () => {
    const { stdout, exitCode } = await comment(
      ["--gitlab", "--stack", "prod", "--body", "-"],
      onGitLab(),
      "**Narrowed.**\n",
    );
    expect(stdout).toMatch(/^created: .*#note_\d+$/);
    expect(exitCode).toBe(0);
    expect(gitlab.notes.at(-1)?.body).toMatch(/\n\*\*Narrowed\.\*\*\n*$/);
  });

  test("writes to a file instead, without any platform", async () => {
    const { exitCode } = await comment(["--stack", "prod", "--body", "body.md", "--output", "out.md"]);
    expect(exitCode).toBe(0);
    expect(readFileSync(join(folder, "out.md"), "utf8")).toBe("**Widened.**\n");
  });

  test.each([
    { args: ["--stack", "prod", "--body", "body.md"], says: "Give --github, --gitlab or --output" },
    { args: ["--github", "--gitlab", "--stack", "prod", "--body", "body.md"], says: "cannot be used with" },
    { args: ["--github", "--stack", "prod", "--body", "no.md"], says: "no.md" },
    { args: ["--github", "--stack", "prod", "--body", "-"], says: "The body is empty" },
    { args: ["--github", "--stack", "prod", "--body", "body.md"], says: "GITHUB_REPOSITORY is not set" },
    { args: [...TO_PULL, "--body", "body.md", "--run-id", "0"], says: "greater than 0" },
    { args: ["--github", "--body", "body.md"], says: "does not say which stack it is about. Name it with --stack." },
  ])("wrong usage ends with 2: $says", async ({ args, says }) => {
    const { exitCode, stderr } = await comment(args);
    expect(stderr).toContain(says);
    expect(stderr).not.toMatch(/^\s+at /m);
    expect(exitCode).toBe(2);
  });

  test("a refusal of the platform ends with 4, and shows no token", async () => {
    const wrong = "ghp_wrong-token";
    const { exitCode, stderr, stdout } = await comment([...TO_PULL, "--body", "body.md"], {
      ...onGitHub(),
      GITHUB_TOKEN: wrong,
    });
    expect(exitCode).toBe(4);
    expect(stderr).toContain("GitHub does not accept the token");
    expect(stderr + stdout).not.toContain(wrong);
  });
});
