import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { fleetFiles, runId } from "../../../toolkit/fleet/runHead.ts";

const dir = mkdtempSync(join(tmpdir(), "fleet-head-"));
afterAll(() => rmSync(dir, { recursive: true }));
for (const folder of ["stacks/shared", "policies", "other"]) mkdirSync(join(dir, folder), { recursive: true });
const FILES = {
  "Pulumi.yaml": "name: fleet\nruntime: nodejs\nstackConfigDir: stacks\n",
  "policies/PulumiPolicy.yaml": "runtime: nodejs\n",
  "other/PulumiPolicy.yaml": "runtime: nodejs\n",
  "stacks/shared/all.yaml": "divisions: { operations: {} }\n",
  "stacks/a.yaml": "include: [shared/all.yaml]\n",
  "stacks/b.yaml": "include: [shared/all.yaml]\n",
  "stacks/c.yaml": "divisions: {}\n",
};
const write = (file: string, text: string) => writeFileSync(join(dir, file), text);
for (const [file, text] of Object.entries(FILES)) write(file, text);
const digests = (...packs: string[]) => {
  const { shared, own } = fleetFiles(["a", "b", "c"], packs, dir);
  return { shared, ...Object.fromEntries(own) } as Record<string, string>;
};

describe("the digests of a fleet's files", () => {
  it.each([
    ["stacks/shared/all.yaml", "divisions: { operations: {}, sales: {} }\n", ["a", "b"]],
    ["stacks/c.yaml", "# another comment\ndivisions: {}\n", ["c"]],
    ["stacks/b.lock.json", "{}", ["b"]],
    ["stacks/Pulumi.a.yaml", "config: {}\n", ["a"]],
    ["policies/rule.ts", "export {};\n", ["shared"]],
    ["package.json", "{}", ["shared"]],
    ["other/rule.ts", "export {};\n", []],
    ["README.md", "text\n", []],
  ])("tell whose %s is", (file, text, changed) => {
    const before = digests("policies");
    write(file, text);
    const after = digests("policies");
    expect(Object.keys(before).filter((name) => before[name] !== after[name])).toEqual(changed);
  });

  it("have those of every policy pack that judges, and are there for a spec that cannot be read", () => {
    const before = digests("policies", "other");
    write("other/rule.ts", "export const other = 1;\n");
    expect(digests("policies", "other")["shared"]).not.toBe(before["shared"]);
    write("stacks/c.yaml", "divisions: [\n");
    expect(digests("policies")["c"]).not.toBe(before["c"]);
  });
});

describe("the name of a run", () => {
  it("is the pipeline's, unless somebody gives one: the same when a job is tried again", () => {
    expect(runId(undefined, {})).toBeNull();
    expect(runId(undefined, { GITHUB_RUN_ID: "7", GITHUB_RUN_ATTEMPT: "2" })).toBe("7");
    expect(runId(undefined, { GITHUB_RUN_ID: "", CI_PIPELINE_ID: "9" })).toBe("9");
    expect(runId("nightly", { GITHUB_RUN_ID: "7" })).toBe("nightly");
  });
});
