/** `genesys-access report` as a job runs it: in a repository with a pull request checked out. */
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { splitReports } from "../../toolkit/posting/index.ts";
import { writeReports } from "../../toolkit/report/writeReports.ts";
import { genesysAccess } from "../support/inProcess.ts";
import { projectFile } from "../support/project.ts";

const DEMO = await readFile(projectFile("stacks/demo.yaml"), "utf8");

describe("the report of a pull request", { timeout: 120_000 }, () => {
  let dir: string;
  const git = (...args: string[]) =>
    execa("git", ["-c", "user.name=t", "-c", "user.email=t@contoso.example", ...args], { cwd: dir });
  const report = (args: string[], env: Record<string, string> = {}) =>
    genesysAccess(["report", "--base", "HEAD", ...args], { cwd: dir, env: { ...process.env, ...env } });
  const read = (name: string) => readFile(join(dir, name), "utf8");

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "report-"));
    await mkdir(join(dir, "stacks"));
    for (const stack of ["same", "wider", "gone", "broken"])
      await writeFile(join(dir, "stacks", `${stack}.yaml`), DEMO);
    await writeFile(join(dir, "stacks", "Pulumi.same.yaml"), "config: {}\n");
    await git("init", "--initial-branch", "main");
    await git("add", "stacks");
    await git("commit", "--message", "target branch");
    await writeFile(join(dir, "stacks", "wider.yaml"), DEMO.replace("divisions: [EMEA_Operations]", "divisions: all"));
    await writeFile(join(dir, "stacks", "broken.yaml"), `${DEMO}rolls: {}\n`);
    await rm(join(dir, "stacks", "gone.yaml"));
  });
  afterAll(() => rm(dir, { recursive: true }));

  test("is one file for each stack of either side, whatever there is to say, and the page of the run", async () => {
    const { exitCode, stderr } = await report(["--output", "out", "--summary"], {
      GITHUB_STEP_SUMMARY: join(dir, "summary.md"),
    });
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect((await readdir(join(dir, "out"))).sort()).toEqual(["broken.md", "gone.md", "same.md", "wider.md"]);
    const verdicts = await Promise.all(
      ["broken", "gone", "same", "wider"].map(async (stack) => {
        const [first] = splitReports(await read(`out/${stack}.md`));
        return [first?.stack, /^### Access of stack `\w+`: (\w+)/.exec(first?.text ?? "")?.[1]];
      }),
    );
    expect(verdicts).toEqual([
      ["broken", "unknown"],
      ["gone", "narrowed"],
      ["same", "unchanged"],
      ["wider", "widened"],
    ]);
    expect((await read("summary.md")).match(/^### Access of stack/gm)).toHaveLength(4);
  });

  test("of one stack is one file", async () => {
    expect((await report(["--stack", "wider", "--output", "one"])).exitCode).toBe(0);
    expect(await readdir(join(dir, "one"))).toEqual(["wider.md"]);
  });

  test("says that it is unknown where the org cannot be asked", async () => {
    await writeFile(join(dir, "Pulumi.yaml"), "name: genesys-access\n");
    const args = ["report", "--base", "org", "--stack", "same", "--output", "live"];
    const { exitCode, stderr } = await genesysAccess(args, { cwd: dir });
    expect(exitCode).toBe(0);
    expect(stderr).toContain("same: there is no report: The connection to Genesys Cloud is not complete");
    expect(await read("live/same.md")).toContain("### Access of stack `same`: unknown\n\nThere is no report");
  });

  test("leaves out what cannot be the name of a stack, and says so", async () => {
    await symlink(join(dir, "stacks", "same.yaml"), join(dir, "stacks", "a b.yaml"));
    const { exitCode, stderr } = await report(["--output", "names"]);
    expect([exitCode, (await readdir(join(dir, "names"))).length]).toEqual([0, 4]);
    expect(stderr).toContain('"a b" has no report');
    await rm(join(dir, "stacks", "a b.yaml"));
  });

  test("is there as unknown before the work begins, so that a process that is killed leaves it", async () => {
    const folder = join(dir, "killed");
    const seen: string[][] = [];
    await writeReports({
      folder,
      stacks: ["one", "two"],
      render: async () => {
        seen.push(await readdir(folder));
        throw new Error("killed");
      },
    });
    expect(seen[0]).toEqual(["one.md", "two.md"]);
    expect(await readFile(join(folder, "two.md"), "utf8")).toMatch(/^<!-- genesys-access-report:two -->\n### Access/);
  });
});
