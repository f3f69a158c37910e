import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { Ajv } from "ajv";
import { execa } from "execa";
import { fromMarkdown } from "mdast-util-from-markdown";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { login } from "../../dev/demo/genesysHttp.ts";
import { SEED } from "../../simulator/index.ts";
import { previewJsonSchema } from "../../toolkit/schema/previewJsonSchema.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

/** The fields of a subject in the JSON that the test reads. */
interface Gains {
  readonly key: string;
  readonly gained: readonly {
    readonly name: string;
    readonly divisions: readonly unknown[];
    readonly cause: { readonly kind: string; readonly position?: { readonly file: string; readonly line: number } };
  }[];
}

const LINE = "- analytics:conversationAggregate:view";

describe("genesys-access preview, through the real engine", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  let valid: string;
  let selected: string;

  beforeAll(async () => {
    stack = await stackOnSimulator();
    valid = await stack.readSpec();
    selected = (await stack.pulumi("stack", "ls", "--json")).stdout;
  }, 300_000);
  afterAll(() => stack?.close());

  const preview = (...args: string[]) => previewOf("demo", args);

  function previewOf(name: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) {
    const { dir, env } = stack.workspace;
    return execa(process.execPath, [stack.command, "preview", "--stack", name, ...args], {
      cwd: dir,
      env: { ...env, ...more },
      extendEnv: false,
      reject: false,
    });
  }

  async function change(from: string, to: string): Promise<void> {
    expect(valid).toContain(from);
    await stack.writeSpec(valid.replace(from, to));
  }

  it("shows everything of a new stack as gained, and changes nothing", async () => {
    const { exitCode, stdout, stderr } = await preview("--format", "markdown");
    expect(exitCode, stderr).toBe(0);
    const [line, heading] = fromMarkdown(stdout).children;
    expect([line, heading]).toMatchObject([{ value: "<!-- genesys-access-report:demo -->" }, { type: "heading" }]);
    expect(stdout).toContain("### Access of stack `demo`: widened");
    expect(stdout).toContain("**client** `powerbi-emea` (`Power BI EMEA`, `CLIENT-CREDENTIALS`, new)");
    expect(stdout).toContain("| `routing:queue:view` | `EMEA_Operations` | role `bi-analytics-reader`; edited at");
    expect(stdout).toContain("**user** `emma.emea@contoso.example` (new)");
    expect(stdout).not.toContain("### Lost");
    expect(stderr).toContain("previewing demo: 11 resources");
    expect(writes(stack.org)).toEqual([]);
    expect((await stack.pulumi("stack", "ls", "--json")).stdout).toBe(selected);
  });

  it("tells a widening from a division that joined a selector, and a gate refuses both until they are approved", async () => {
    expect((await stack.up()).exitCode).toBe(0);
    await commit(stack.workspace.dir);
    const person = await login(stack.org.url, SEED.console);
    const { body } = await person("POST", "/authorization/divisions", { name: "EMEA_North", description: "" });
    await change(LINE, `${LINE}\n      - routing:skill:view`);
    const args = ["--base", "HEAD", "--fail-on", "widened", "--format"];
    const refused = await preview(...args, "json");
    const { diff, gate } = asPublished(refused.stdout);
    expect(refused.exitCode, refused.stderr).toBe(1);
    expect(gate.refusals).toEqual(["3 atoms (subject x permission x division) gained and not approved"]);
    const causes = (diff.subjects as Gains[]).flatMap(({ key, gained }) =>
      gained.map(({ name, cause: { kind, position } }) => [key, name, kind, `${position?.file}:${position?.line}`]),
    );
    expect(causes).toEqual(
      expect.arrayContaining([
        ["powerbi-emea", "routing:skill:view", "edited", "stacks/demo.yaml:18"],
        [
          "EMEA Supervisors",
          "quality:evaluation:view",
          "division-joined",
          expect.stringContaining("stacks/demo.yaml:"),
        ],
        ["emma.emea@contoso.example", "routing:skill:view", "edited", "stacks/demo.yaml:18"],
      ]),
    );
    const approved = await preview(...args, "text", "--approved", diff.digest.full);
    expect(approved.exitCode, approved.stderr).toBe(0);
    await person("DELETE", `/authorization/divisions/${body.id}`);
  });

  it("refuses a wildcard with its line, and shows the change all the same: as JSON, and as a comment in the job's summary", async () => {
    await change(LINE, "- analytics:*:view");
    const flags = ["--format", "json", "--output", "report.json", "--summary", "summary.md"];
    const { exitCode, stdout, stderr } = await preview(...flags);
    expect(exitCode).toBe(1);
    expect(stdout).toBe("");
    expect(stderr).toContain("demo: widened; drift was not looked for; refused: refused by policy");
    const read = (file: string) => readFile(join(stack.workspace.dir, file), "utf8");
    expect(asPublished(await read("report.json"))).toMatchObject({ preview: { state: "refused" }, violations: [] });
    const comment = await read("summary.md");
    expect(comment).toMatch(/^### Access of stack `demo`: widened/);
    const mustAct = comment.slice(comment.indexOf("### Must act"), comment.indexOf("### Gained"));
    expect(mustAct).toContain("`no-wildcard-permission` at `stacks/demo.yaml:17:9`");
    expect(mustAct).toContain("Fix: List the permissions that the integration calls, one by one.");
    expect(comment).toContain("| `analytics:dataExport:view` | `EMEA_Operations` |");
    expect(comment).toContain("### Unknown");
    expect(comment.split("no-wildcard-permission").length - 1).toBe(2); // the finding, and the id that a waiver names
  });

  it("tells what the rules refuse as SARIF", async () => {
    await change(LINE, "- analytics:*:view");
    const [run] = JSON.parse((await preview("--format", "sarif")).stdout).runs;
    const wildcard = run.results.find(({ ruleId }: { ruleId: string }) => ruleId === "no-wildcard-permission");
    expect(wildcard.locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "stacks/demo.yaml" },
      region: { startLine: 17 },
    });
  });

  it("finds what the console changed, apart from what the change asks for", async () => {
    await stack.writeSpec(valid);
    const person = await login(stack.org.url, SEED.console);
    const powerbi = stack.org.export().clients.find(({ name }) => name === "Power BI EMEA");
    await person(
      "POST",
      `/authorization/subjects/${powerbi?.id}/divisions/*/roles/${SEED.roles.admin}?subjectType=PC_OAUTH_CLIENT`,
    );
    const { exitCode, stdout, stderr } = await preview("--format", "markdown", "--refresh");
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain("### Changed in the org: Unknown");
    expect(stdout).toContain("| gains whatever the role `admin (not in this stack)` permits | all divisions |");
    // The update takes the role away again; how much that is, nobody knows.
    expect(stdout).toContain("### Access of stack `demo`: unknown");
  });

  it("shows in an edit the atoms that a comparison of the specs shows: the same digest", async () => {
    await change(LINE, `${LINE}\n      - routing:skill:view`);
    const specs = await execa(process.execPath, [stack.command, "diff", "demo", "--base", "HEAD", "--format", "json"], {
      cwd: stack.workspace.dir,
    });
    const atoms = (subjects: readonly Gains[]) =>
      subjects.flatMap(({ key, gained }) => gained.map(({ name, divisions }) => ({ key, name, divisions })));
    const [offline] = JSON.parse(specs.stdout).stacks;
    const { diff } = asPublished((await preview("--format", "json")).stdout);
    expect(atoms(offline.subjects)).toEqual(atoms(diff.subjects));
    expect(atoms(diff.subjects)).toHaveLength(2);
    expect(offline.digest).toEqual(diff.digest);
  });

  it("says that the preview failed, with the program's own words, and shows no access as lost", async () => {
    await change(LINE, "- analytics:readonly");
    const { exitCode, stdout, stderr } = await preview("--format", "markdown");
    expect(exitCode).toBe(3);
    expect(stdout).toContain("### Access of stack `demo`: unknown");
    expect(stdout).toContain("**The preview failed.**");
    expect(stdout).toContain("`stacks/demo.yaml:17:9`");
    expect(stdout).not.toContain("### Lost");
    expect(stderr).toContain("error: the preview of demo failed: stacks/demo.yaml is not valid (1 problem)");
  });

  it("cannot run without its stack or its org, and says so in one line", async () => {
    await stack.writeSpec(valid);
    const none = await previewOf("nope", []);
    expect(none.exitCode).toBe(4);
    expect(none.stderr).toMatch(
      /^error: the preview of nope failed: Stack "nope": no stack named 'nope' found\. .*init.*$/,
    );
    expect((await stack.pulumi("stack", "ls", "--json")).stdout).not.toContain("nope");
    const wrong = { GENESYSCLOUD_OAUTHCLIENT_SECRET: "not-the-secret-at-all" };
    const away = await previewOf("demo", ["--format", "markdown"], wrong);
    expect(away.exitCode).toBe(4);
    expect(away.stderr).toMatch(/error: the preview of demo failed: .*authentication failed/);
    expect(away.stdout).toContain("### Access of stack `demo`: unknown");
    expect(`${away.stdout}${away.stderr}`).not.toContain("not-the-secret-at-all");
  });
});

const validate = new Ajv({ allErrors: true, strict: false }).compile(previewJsonSchema());

/** The JSON of a preview, which is as its schema says. */
function asPublished(text: string) {
  const report = JSON.parse(text);
  validate(report);
  expect(validate.errors).toBeNull();
  return report;
}

/** The base of the change: causes are told from it. */
async function commit(cwd: string): Promise<void> {
  const git = (...args: string[]) =>
    execa("git", ["-c", "user.name=Test", "-c", "user.email=test@contoso.example", ...args], { cwd });
  await git("init", "--quiet");
  const project = [
    "stacks",
    "Pulumi.yaml",
    "index.ts",
    "library.js",
    "package.json",
    "package-lock.json",
    "policies",
    "tsconfig.json",
  ];
  await git("add", "--force", ...project.filter((name) => existsSync(join(cwd, name))));
  await git("commit", "--quiet", "--message", "deployed");
}
