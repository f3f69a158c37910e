/** The whole command, with a stand-in of the Pulumi CLI that knows no stack, and hangs over one. */
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { OrgReport } from "../../../toolkit/fleet/model.ts";
import { genesysAccess } from "../../support/inProcess.ts";

const NAMES = ["apac", "emea", "latam", "na"];
const CLI = `#!/bin/sh
echo "$*" >>"$FLEET_LOG"
case "$*" in
  *"--stack latam"*) exec sleep 60 ;;
  *) echo "error: no stack named '$4' found" >&2; exit 255 ;;
esac
`;

interface Report {
  readonly run: { readonly stacks: readonly { readonly stack: string; readonly shard: number }[]; readonly id: string };
  readonly stacks: OrgReport[];
}

describe.skipIf(process.platform === "win32")("a fleet on several machines", () => {
  const dir = mkdtempSync(join(tmpdir(), "fleet-machines-"));
  const log = join(dir, "log");
  const env = { PATH: `${join(dir, "bin")}:/usr/bin:/bin`, HOME: dir, PULUMI_HOME: dir, FLEET_LOG: log };
  const fleet = (...args: string[]) => genesysAccess(["fleet", ...args, "--format", "json"], { cwd: dir, env });
  const read = (file: string) => JSON.parse(readFileSync(join(dir, file), "utf8")) as Report;
  const spec = (name: string, purpose = "Weekly report") =>
    writeFileSync(
      join(dir, "stacks", `${name}.yaml`),
      `organization: { id: 7a1d8f60-51a3-4f0e-9a43-0d6a5f2b1c0${NAMES.indexOf(name)} }\n# ${purpose}\n`,
    );

  beforeAll(() => {
    for (const folder of ["bin", "stacks", "policies"]) mkdirSync(join(dir, folder));
    writeFileSync(join(dir, "bin", "pulumi"), CLI);
    chmodSync(join(dir, "bin", "pulumi"), 0o755);
    writeFileSync(join(dir, "Pulumi.yaml"), "name: fleet\nruntime: nodejs\nstackConfigDir: stacks\n");
    writeFileSync(join(dir, "policies", "PulumiPolicy.yaml"), "runtime: nodejs\n");
    for (const name of NAMES) spec(name);
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it("runs each org on one of them, stops the one that hangs, and joins what they tell", async () => {
    const shards = [1, 2].map((index) =>
      fleet("up", "--yes", "--shard", `${index}/2`, "--run", "r1", "--timeout", "1s", "--output", `s${index}.json`),
    );
    expect((await Promise.all(shards)).map(({ exitCode }) => exitCode)).toEqual([4, 4]);
    const parts = ["s1.json", "s2.json"].map(read);
    expect(parts.flatMap(({ stacks }) => stacks.map(({ stack }) => stack)).sort()).toEqual(NAMES);
    expect(parts[0]?.run.stacks).toEqual(parts[1]?.run.stacks);
    const merged = await fleet("merge", "s1.json", "s2.json", "--output", "fleet.json");
    expect([merged.exitCode, merged.stderr]).toEqual([4, ""]);
    const { run, stacks } = read("fleet.json");
    expect([run.id, stacks.map(({ stack, result }) => `${stack} ${result}`)]).toEqual([
      "r1",
      NAMES.map((name) => `${name} failed`),
    ]);
    expect(stacks[0]?.reasons[0]).toContain("no stack named 'apac' found");
    expect(stacks[2]?.reasons[0]).toBe("previewing took longer than 1 s (--timeout) and was stopped");
    expect(stacks[2]?.seconds).toBeLessThan(30);
  });

  it("runs again only what did not go well, and what has changed since", async () => {
    const before = read("fleet.json");
    const done = (name: string) => ({
      ...before.stacks.find(({ stack }) => stack === name),
      result: "applied",
      exitCode: 0,
    });
    const refused = { ...done("na"), result: "refused", exitCode: 1, reasons: ["2 atoms gained"] };
    const stacks = [done("apac"), done("emea"), before.stacks[2], refused];
    writeFileSync(join(dir, "edited.json"), JSON.stringify({ ...before, stacks }));
    spec("emea", "Daily report");
    rmSync(log);
    const again = (...args: string[]) =>
      fleet("up", "--yes", "--retry-from", "edited.json", "--timeout", "1s", ...args);
    const { exitCode, stdout } = await again();
    expect(exitCode).toBe(4);
    const report = JSON.parse(stdout) as Report;
    expect(report.stacks.map(({ stack, result, kept }) => [stack, result, kept])).toEqual([
      ["apac", "applied", true],
      ["emea", "failed", undefined],
      ["latam", "failed", undefined],
      ["na", "refused", true],
    ]);
    expect(readFileSync(log, "utf8")).not.toMatch(/apac|--stack na/);
    const parts = await Promise.all(["1/2", "2/2"].map((shard) => again("--shard", shard)));
    const told = parts.flatMap((part) => (JSON.parse(part.stdout) as Report).stacks.map(({ stack }) => stack));
    expect(told.sort()).toEqual(NAMES);
    spec("emea");
  });

  it("refuses what would not be the same fleet, before any org is asked", async () => {
    rmSync(log);
    const refusal = async (...args: string[]) => (await fleet("up", "--yes", ...args)).stderr;
    expect(await refusal("--retry-from", "edited.json", "--stack", "na")).toContain("Leave out --stack.");
    expect(await refusal("--retry-from", "edited.json", "--fail-on", "widened")).toContain("that run judged otherwise");
    expect(await refusal("--retry-from", "s1.json")).toContain("s1.json is one shard's report");
    expect(await refusal("--durations", "nothing.json")).toContain("--durations: nothing.json cannot be read");
    expect(await refusal("--memory", "100MB")).toContain("--memory: one org takes some");
    rmSync(join(dir, "stacks", "na.yaml"));
    expect(await refusal("--retry-from", "edited.json")).toContain('a stack "na", of which there is no file any more');
    spec("na");
    expect(existsSync(log)).toBe(false);
    const one = { ...env, GENESYSCLOUD_OAUTHCLIENT_ID: "one", GENESYSCLOUD_OAUTHCLIENT_SECRET: "hidden" };
    const shared = await genesysAccess(["fleet", "preview", "--shard", "1/4"], { cwd: dir, env: one });
    expect(shared).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("would be used for all 4 orgs") });
  });

  it.each([
    ["--shard", "0/2"],
    ["--shard", "3/2"],
    ["--shard", "1"],
    ["--shard", "1/1001"],
    ["--parallel", "0"],
    ["--parallel", "some"],
    ["--memory", "4"],
    ["--memory", "0GB"],
    ["--timeout", "15"],
    ["--timeout", "0s"],
    ["--timeout", "25h"],
    ["--run", "a b"],
  ])("says what %s takes instead of %s", async (option, value) => {
    const { exitCode, stderr } = await fleet("preview", option, value);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/is invalid\. Write /)]);
  });
});
