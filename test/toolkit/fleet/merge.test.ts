import { mkdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { genesysAccess } from "../../support/inProcess.ts";
import { head, org, reportFolder, shardText } from "./fleetReports.ts";

const folder = reportFolder();
afterAll(() => folder.remove());
const one = folder.write("one.json", shardText(1));
const two = folder.write("two.json", shardText(2));
const merge = (...args: string[]) => genesysAccess(["fleet", "merge", ...args]);

describe("fleet merge", () => {
  it("makes one table of the shards' reports, by name, and ends with 0 where all orgs are in order", async () => {
    const { exitCode, stdout, stderr } = await merge(two, one);
    expect([exitCode, stderr]).toEqual([0, ""]);
    expect(stdout).toMatch(/^apac .*\nemea .*\nlatam .*\nna .* applied$/m);
    expect(stdout).toContain("4 orgs: 4 applied");
  });

  it("ends as the worst org of all, and writes JSON that says that it is of the whole fleet", async () => {
    const failed = org("na", { result: "failed", exitCode: 4, reasons: ["locked \u001b[31m"] });
    const bad = folder.write("failed.json", shardText(2, {}, [failed]));
    const { exitCode, stdout } = await merge(one, bad, "--format", "json");
    expect(exitCode).toBe(4);
    expect(stdout).not.toContain("\u001b");
    const merged = JSON.parse(stdout);
    expect(merged).toMatchObject({ formatVersion: 1, action: "up", shard: null, run: { id: "100", shards: 2 } });
    expect(merged.stacks.map((each: { stack: string }) => each.stack)).toEqual(["apac", "emea", "latam", "na"]);
    const refused = folder.write("refused.json", shardText(2, {}, [org("na", { result: "refused", exitCode: 1 })]));
    expect((await merge(one, refused)).exitCode).toBe(1);
  });

  it("tells every org that no shard's report tells of, and ends with 4", async () => {
    const { exitCode, stdout } = await merge(one);
    expect(exitCode).toBe(4);
    expect(stdout).toMatch(/^latam .* unknown$/m);
    expect(stdout).toContain("na: unknown\n  - shard 2 of 2 gave no report: nobody knows what happened in this org");
    expect(stdout).toContain("4 orgs: 2 applied, 2 unknown");
    const empty = head({ shards: 3 });
    const parts = [1, 2].map((index) => folder.write(`empty-${index}.json`, shardText(index, { run: empty })));
    expect((await merge(...parts)).exitCode).toBe(4);
  });

  it.each([
    [
      "another action",
      { action: "preview", stacks: ["latam", "na"].map((stack) => org(stack, { result: "previewed" })) },
    ],
    ["another run", { run: head({ id: "101" }) }],
    ["another commit", { run: head({ commit: "d1".repeat(20) }) }],
    ["another number of shards", { run: head({ shards: 3 }) }],
    ["another settings", { run: head({ settings: { ...head().settings, failOn: [] } }) }],
    ["another digest of the files that all stacks share", { run: head({ shared: "5b".repeat(16) }) }],
    [
      "another list of stacks",
      { run: head({ stacks: [...head().stacks, { stack: "uk", shard: 1, files: "ab".repeat(16) }] }) },
    ],
    [
      "another digest of the stacks' files",
      { run: head({ stacks: head().stacks.map((each) => ({ ...each, files: "ac".repeat(16) })) }) },
    ],
    [
      "another assignment of stacks to shards",
      {
        run: head({
          stacks: head().stacks.map((each) => ({ ...each, shard: each.stack === "apac" ? 2 : each.shard })),
        }),
        stacks: ["apac", "latam", "na"].map((stack) => org(stack)),
      },
    ],
    ["another report that it tries again", { run: head({ retryOf: "ee".repeat(16) }) }],
  ] as const)("refuses reports of %s", async (what, change) => {
    const other = folder.write("other.json", shardText(2, change));
    const { exitCode, stdout, stderr } = await merge(one, other);
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(`other.json is not of the same run as`);
    expect(stderr).toContain(what);
  });

  it("refuses two reports of one shard, a report that is no shard's, and runs without a name on two days", async () => {
    expect((await merge(one, two, one)).stderr).toContain("one.json is of shard 1, as ");
    const whole = shardText(1, { shard: null, stacks: ["apac", "emea", "latam", "na"].map((stack) => org(stack)) });
    expect((await merge(folder.write("whole.json", whole))).stderr).toContain("is of a whole fleet, and no shard's");
    const unnamed = (index: number, startedAt: string) =>
      folder.write(`day-${index}.json`, shardText(index, { run: head({ id: null, startedAt }) }));
    const today = unnamed(1, "2026-11-29T08:00:00.000Z");
    expect((await merge(today, unnamed(2, "2026-11-29T20:00:00.000Z"))).exitCode).toBe(0);
    const { exitCode, stderr } = await merge(today, unnamed(2, "2026-11-27T08:00:00.000Z"));
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("day-2.json began more than a day from")]);
  });

  interface Edited {
    readonly stacks: object[];
    readonly shard: object;
    readonly run: { readonly stacks: object[] };
  }
  const changed = (edit: (report: Edited) => void) => {
    const report = JSON.parse(shardText(2)) as Edited;
    edit(report);
    return JSON.stringify(report);
  };

  it.each([
    ["no JSON", "{"],
    ["another report", '{"formatVersion":1,"stacks":[]}'],
    ["half of a report", shardText(2).slice(0, 900)],
    [
      "an exit code that hides a failure",
      changed((report) => Object.assign(report.stacks[0] ?? {}, { result: "failed" })),
    ],
    ["an org left out", changed((report) => report.stacks.pop())],
    ["an org of another shard", changed((report) => Object.assign(report.stacks[0] ?? {}, { stack: "emea" }))],
    ["an org more", changed((report) => report.stacks.push({ ...report.stacks[0], stack: "uk" }))],
    ["an org twice", changed((report) => report.stacks.push(...report.stacks.slice(0, 1)))],
    [
      "a preview's result in an update",
      changed((report) => Object.assign(report.stacks[0] ?? {}, { result: "previewed" })),
    ],
    ["a shard that there is not", changed((report) => Object.assign(report.shard, { index: 3 }))],
    ["endless seconds", changed((report) => Object.assign(report.stacks[0] ?? {}, { seconds: 1e300 }))],
    ["a list that names a stack twice", changed((report) => report.run.stacks.push(...report.run.stacks.slice(0, 1)))],
  ])("reads nothing into a file that is no whole report: %s", async (_, text) => {
    const { exitCode, stdout, stderr } = await merge(one, folder.write("hostile.json", text));
    expect([exitCode, stdout]).toEqual([2, ""]);
    expect(stderr).toContain("hostile.json is no whole report of fleet as JSON");
    expect(stderr).not.toContain("    at ");
  });

  it("says which file cannot be read, and that there has to be one", async () => {
    const missing = join(dirname(one), "missing.json");
    expect((await merge(one, missing)).stderr).toMatch(/^error: fleet merge: .*missing.json cannot be read: ENOENT/);
    mkdirSync(join(dirname(one), "folder.json"), { recursive: true });
    expect((await merge(join(dirname(one), "folder.json"))).stderr).toContain("it is no file");
    expect(await merge()).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("name the reports of the shards"),
    });
    const gate = await merge(one, two, "--fail-on", "widened", "--shard", "1/2");
    expect(gate).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("has no use for --shard, --fail-on") });
    const preview = await genesysAccess(["fleet", "preview", one]);
    expect(preview).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("fleet preview takes no reports") });
  });
});
