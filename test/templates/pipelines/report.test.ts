/** templates/pipelines/report.sh as a job runs it: in a repository with a pull request checked out. */
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { splitReports } from "../../../toolkit/posting/index.ts";

const DEMO = await readFile("stacks/demo.yaml", "utf8");

describe("the report of a pull request", { timeout: 120_000 }, () => {
  let dir: string;
  const git = (...args: string[]) =>
    execa("git", ["-c", "user.name=t", "-c", "user.email=t@contoso.example", ...args], { cwd: dir });
  const report = (folder: string, env: Record<string, string> = {}) =>
    execa("bash", [resolve("templates/pipelines/report.sh"), "HEAD", folder], {
      cwd: dir,
      env: { PATH: `${dirname(process.execPath)}:${process.env["PATH"]}`, ...env },
      reject: false,
    });
  const read = (name: string) => readFile(join(dir, name), "utf8");

  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "report-"));
    await mkdir(join(dir, "stacks"));
    for (const [name, to] of [
      ["cli", "cli"],
      ["node_modules", "node_modules"],
    ] as const)
      await symlink(resolve(to), join(dir, name));
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
    const { exitCode, stdout } = await report("out", { GITHUB_STEP_SUMMARY: join(dir, "summary.md") });
    expect(exitCode).toBe(0);
    expect((await readdir(join(dir, "out"))).sort()).toEqual(["broken.md", "gone.md", "same.md", "wider.md"]);
    expect(stdout).toContain("broken: exit code 3");
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

  test("says that there is none where the command itself cannot run", async () => {
    await rm(join(dir, "cli"));
    const { exitCode } = await report("none");
    expect(exitCode).toBe(0);
    expect(await read("none/same.md")).toBe(
      "### Access of stack `same`: unknown\n\nThere is no report: see the log of the run.\n",
    );
  });
});
