/** The output of `genesys-access diff` for a pull request: the comment, the summary of the job, the exit code of a gate. */
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { genesysAccess } from "../support/inProcess.ts";
import { PLAIN_ENVIRONMENT } from "../support/plainEnvironment.ts";
import { projectFile } from "../support/project.ts";
import { type GitHubStandIn, gitHubStandIn, TOKEN } from "../toolkit/posting/gitHubStandIn.ts";

const DEMO = readFileSync(projectFile("stacks/demo.yaml"), "utf8");
const LINE = "- analytics:conversationAggregate:view";
const NEXT_YEAR = new Date(Date.now() + 300 * 86_400_000).toISOString().slice(0, 10);
const WAIVERS = `waivers:
  - finding: no-write-permission/role/bi-analytics-reader/routing:queue:edit
    reason: The exporter names queues
    owner: security@contoso.example
    expires: ${NEXT_YEAR}
`;

describe("a difference for a pull request", { timeout: 120_000 }, () => {
  let dir: string;
  let github: GitHubStandIn;
  const write = (name: string, text: string) => writeFileSync(join(dir, name), text);
  const read = (name: string) => readFileSync(join(dir, name), "utf8");
  const git = (...args: string[]) =>
    execFileSync("git", ["-c", "user.name=t", "-c", "user.email=t@contoso.example", ...args], {
      cwd: dir,
      stdio: "pipe",
    });
  const run = (args: readonly string[], env: Record<string, string> = {}) =>
    genesysAccess(args, { cwd: dir, env: { ...PLAIN_ENVIRONMENT, ...env } });

  beforeAll(async () => {
    github = await gitHubStandIn();
    dir = mkdtempSync(join(tmpdir(), "genesys-access-report-"));
    mkdirSync(join(dir, "stacks"));
    git("init", "--initial-branch", "main");
    write("stacks/demo.yaml", DEMO);
    write("stacks/other.yaml", DEMO);
    git("add", ".");
    git("commit", "--message", "first");
    // The last commit widens one client, and brings the waiver that would excuse it.
    write("stacks/demo.yaml", `${DEMO.replace(LINE, `${LINE}\n      - routing:queue:edit`)}\n${WAIVERS}`);
    git("commit", "--all", "--message", "second");
  });
  afterAll(async () => {
    await github.close();
    rmSync(dir, { recursive: true });
  });

  const LAST_COMMIT = ["diff", "demo", "--base", "HEAD~1", "--format", "markdown"];

  it("names client, permission, division, cause and verdict of the last commit", async () => {
    const { exitCode, stdout, stderr } = await run(LAST_COMMIT);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^<!-- genesys-access-report:demo -->\n### Access of stack `demo`: widened\n/);
    expect(stdout).toContain("Somebody gains access: 3 gained, 0 lost, 0 of unknown extent, 2 subjects.");
    expect(stdout).toContain("Access of `the working tree`, compared with `HEAD~1`.");
    const [, gained = ""] = stdout.split("### Gained");
    expect(gained).toContain("**client** `powerbi-emea` (`Power BI EMEA`, `CLIENT-CREDENTIALS`)");
    expect(gained).toContain(
      "| `routing:queue:edit` | `EMEA_Operations` | role `bi-analytics-reader`; edited at `stacks/demo.yaml:18:9` | high; can change things |",
    );
    expect(stdout).toMatch(/catalogue of `\d{4}-\d\d-\d\d`; stack `demo`; digest of the gains `\w{64}`/);
  });

  it("refuses it with --fail-on until exactly that is approved, and writes the comment all the same", async () => {
    const refused = await run([...LAST_COMMIT, "--fail-on", "widened", "--output", "reports/demo.md"]);
    expect([refused.exitCode, refused.stdout]).toEqual([1, ""]);
    const report = read("reports/demo.md");
    expect(report).toContain("- Gate: 3 atoms (subject x permission x division) gained and not approved.");
    const digest = /--approved (\w{64})/.exec(report)?.[1] ?? "";
    const approved = await run([...LAST_COMMIT, "--fail-on", "widened", "--approved", digest]);
    expect(approved.exitCode).toBe(0);
    expect(approved.stdout).toContain(`\`${digest}\` (approved)`);
  });

  it("shows what the rules say, with the waivers of the base: a change cannot bring its own", async () => {
    const [, mustAct = ""] = (await run(LAST_COMMIT)).stdout.split("### Must act");
    expect(mustAct).toContain("`no-write-permission` at `stacks/demo.yaml:18:9`");
    expect(mustAct).toContain("Fix: Remove the permission");
    const later = await run(["diff", "demo", "--base", "HEAD", "--format", "markdown"]);
    expect(later.stdout).toContain("### Waived");
    expect(later.stdout).toContain("by `security@contoso.example`: The exporter names queues");
  });

  it("says what is wrong with a spec that is not valid, in the comment as on stderr", async () => {
    write("stacks/demo.yaml", `${DEMO}rolls: {}\n`);
    const { exitCode, stdout, stderr } = await run(LAST_COMMIT);
    write("stacks/demo.yaml", git("show", "HEAD:stacks/demo.yaml").toString());
    expect(exitCode).toBe(3);
    expect(stderr).toMatch(/stacks\/demo\.yaml:\d+:1 rolls/);
    expect(stdout).toContain("### Access of stack `demo`: unknown");
    expect(stdout).toContain("**Not valid.** The spec has 1 problem: nothing was compared.");
    expect(stdout).toMatch(/- Error: `stacks\/demo\.yaml:\d+:1` rolls/);
  });

  it("posts one comment for each stack of one report", async () => {
    await run(["diff", "--base", "HEAD~1", "--format", "markdown", "--output", "report.md"]);
    const env = { GITHUB_API_URL: github.url, GITHUB_REPOSITORY: "acme/access", GITHUB_TOKEN: TOKEN };
    const post = (...args: string[]) =>
      run(["comment", "--github", "--pull-request", "7", "--body", "report.md", ...args], env);
    const { exitCode, stdout, stderr } = await post();
    expect(exitCode, stderr).toBe(0);
    expect(stdout.match(/^created: /gm)).toHaveLength(2);
    const bodies = github.comments.map(({ body }) => body);
    expect(bodies).toEqual([
      expect.stringMatching(/^<!-- genesys-access:demo .*-->\n### Access of stack `demo`: widened/),
      expect.stringMatching(/^<!-- genesys-access:other .*-->\n### Access of stack `other`: unchanged/),
    ]);
    expect((await post("--stack", "other")).stdout).toMatch(/^unchanged: /);
    expect(github.comments).toHaveLength(2);
    const missing = await post("--stack", "prod");
    expect(missing.exitCode).toBe(2);
    expect(missing.stderr).toContain('The body holds no report of the stack "prod": it holds "demo", "other".');
  });

  it("appends to the summary of the job, and says where there is none", async () => {
    write("summary.md", "Before.\n");
    const args = ["diff", "--base", "HEAD~1", "--summary"];
    const { stdout } = await run(args, { GITHUB_STEP_SUMMARY: join(dir, "summary.md") });
    expect(stdout).toContain("Verdict: widened");
    expect(read("summary.md")).toMatch(
      /^Before\.\n### Access of stack `demo`: widened(?:.|\n)*### Access of stack `other`/,
    );
    expect(read("summary.md")).not.toContain("<!--");
    const none = await run(args);
    expect(none.exitCode).toBe(0);
    expect(none.stderr).toBe("No summary was written: --summary names no file, and GITHUB_STEP_SUMMARY is not set.");
  });

  it("has what a check finds on the page of the job", async () => {
    const { exitCode } = await run(["check", "demo", "--base", "HEAD~1", "--summary", "check.md"]);
    expect(exitCode).toBe(1);
    const [title, , heading, , first] = read("check.md").split("\n");
    expect([title, heading]).toEqual(["### Check of stack `demo`: 1 refused, 0 advised, 0 waived", "### Must act"]);
    expect(first).toContain("`no-write-permission` at `stacks/demo.yaml:18:9`");
  });

  it("leaves out of the summary what GitHub would not take, and counts it", async () => {
    write("full.md", "x".repeat(1024 * 1024 - 2_500));
    await run(["diff", "--base", "HEAD~1", "--summary", "full.md"]);
    const text = read("full.md");
    expect(Buffer.byteLength(text)).toBeLessThan(1024 * 1024);
    expect(text.slice(-2_600)).toMatch(/… and \d more: the summary of a job has no room for them\.\n$/);
  });

  it("is the check that a change gives nobody anything new", async () => {
    const gate = (stack: string) => run(["diff", stack, "--base", "HEAD~1", "--fail-on", "widened"]);
    expect((await gate("other")).exitCode).toBe(0);
    const { exitCode, stdout } = await gate("demo");
    expect(exitCode).toBe(1);
    expect(stdout).toContain("Refused: 3 atoms (subject x permission x division) gained and not approved.");
  });

  it("has beside it the check of what this organization gives to nobody", async () => {
    const list = 'policies: { permission-deny-list: { enforcementLevel: mandatory, permissions: ["wfm:*:*"] } }\n';
    write("denied.yaml", `${DEMO}${list}`);
    const { exitCode, stdout } = await run(["check", "denied.yaml"]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain("permission-deny-list");
    expect(stdout).toContain(
      '"wfm:historicalAdherence:view" is on this organization\'s list of permissions for nobody.',
    );
    write("allowed.yaml", `${DEMO}${list.replace("wfm", "gdpr")}`);
    expect((await run(["check", "allowed.yaml"])).exitCode).toBe(0);
  });

  it("takes deployed and live for what a stack has, which --stack names, and refs/heads/live for the branch", async () => {
    const none = await run(["diff", "demo", "--base", "live"]);
    expect(none.exitCode).toBe(2);
    expect(none.stderr).toMatch(/--base live means the live org of a stack\. Name the stack with --stack\.$/);
    git("branch", "live", "HEAD~1");
    const both = await run(["diff", "--base", "live"]);
    expect(both.stderr).toContain("For the git ref live write refs/heads/live.");
    const branch = await run(["diff", "--stack", "demo", "--base", "refs/heads/live"]);
    expect([branch.exitCode, branch.stdout.includes("Verdict: widened")]).toEqual([0, true]);
  });
});
