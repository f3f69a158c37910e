/** A division that gets a matching name in the console: it waits until somebody changes the lock. */
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { login } from "../../dev/demo/genesysHttp.ts";
import { SEED } from "../../simulator/index.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

const WAITS = 'The division "EMEA_Sneaky"';

describe("a stack whose selectors are locked", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  let lockFile: string;
  let sneaky: string;
  let person: Awaited<ReturnType<typeof login>>;

  beforeAll(async () => {
    stack = await stackOnSimulator();
    lockFile = join(stack.workspace.dir, "stacks", "demo.lock.json");
    person = await login(stack.org.url, SEED.console);
  }, 300_000);
  afterAll(() => stack?.close());

  function genesysAccess(...args: string[]) {
    const { dir, env } = stack.workspace;
    return execa(process.execPath, [stack.command, ...args], { cwd: dir, env, extendEnv: false, reject: false });
  }

  async function create(name: string): Promise<string> {
    const { body } = await person("POST", "/authorization/divisions", { name, description: "" });
    return String(body.id);
  }

  /** Names of the divisions in which the group of the selector holds its role. */
  function reached(): string[] {
    const { grants, divisions } = stack.org.export();
    const held = grants.filter(({ subjectId }) => subjectId === SEED.groups["EMEA Supervisors"]);
    const ids = new Set(held.map(({ divisionId }) => divisionId));
    return divisions.flatMap(({ id, name }) => (ids.has(id) ? [name] : [])).sort();
  }

  it("is told without a lock that whoever names a division can join", async () => {
    const up = await stack.up();
    expect(up.exitCode).toBe(0);
    expect(up.output).toContain("there is no stacks/demo.lock.json. Write it with `genesys-access lock demo`");
  });

  it("gets its lock from the org, which is only read", async () => {
    const before = writes(stack.org).length;
    expect((await genesysAccess("lock", "demo", "--check")).exitCode).toBe(1);
    const { exitCode, stdout } = await genesysAccess("lock", "demo");
    expect([exitCode, stdout]).toEqual([0, expect.stringContaining('+ "EMEA_Operations" (id ')]);
    expect((await genesysAccess("lock", "demo", "--check")).exitCode).toBe(0);
    expect(writes(stack.org)).toHaveLength(before);
    const up = await stack.up();
    expect([up.exitCode, up.output]).toEqual([0, expect.not.stringContaining("lock")]);
  });

  it("does not take a new division, and tells so in update, preview and differences", async () => {
    const before = reached();
    sneaky = await create("EMEA_Sneaky");
    const up = await stack.up();
    expect(up.exitCode).toBe(0);
    expect(up.output).toContain(`${WAITS} (id ${sneaky}) matches a selector and is not in the lock: it waits.`);
    expect(reached()).toEqual(before);
    for (const args of [["preview"], ["diff", "--base", "live"], ["diff", "--base", "org"]]) {
      const { stdout, exitCode } = await genesysAccess(...args, "--stack", "demo", "--fail-on", "widened");
      expect([args, exitCode, stdout]).toEqual([args, 0, expect.stringContaining(WAITS)]);
    }
    const check = await genesysAccess("lock", "demo", "--check");
    expect([check.exitCode, check.stdout]).toEqual([1, expect.stringContaining(`+ "EMEA_Sneaky" (id ${sneaky})`)]);
  });

  it("takes the division once the lock names it", async () => {
    expect((await genesysAccess("lock", "demo")).exitCode).toBe(0);
    expect((await genesysAccess("diff", "--base", "live", "--stack", "demo", "--fail-on", "widened")).exitCode).toBe(1);
    expect((await stack.up()).exitCode).toBe(0);
    expect(reached()).toContain("EMEA_Sneaky");
  });

  it("knows a locked division by its id: neither a second one of that name nor a renamed one joins", async () => {
    const { divisions } = stack.org.export();
    const north = divisions.find(({ name }) => name === "NA_Operations");
    await person("DELETE", `/authorization/divisions/${sneaky}?force=true`);
    const second = await create("EMEA_Sneaky");
    await person("PUT", `/authorization/divisions/${north?.id}`, { ...north, name: "EMEA_Renamed" });
    await stack.writeSpec((await stack.readSpec()).replaceAll("NA_Operations", "EMEA_Renamed"));
    const up = await stack.up();
    expect(up.output).toContain(
      `${WAITS} (id ${second}) matches a selector, and the lock has another division of that`,
    );
    expect(up.output).toContain(`(id ${north?.id}) matches a selector and is not in the lock: it waits.`);
    expect(reached()).not.toContain("EMEA_Renamed");
  });

  it("stops for a lock that is broken or missing, and not where the file says that selectors are open", async () => {
    const [lock, spec] = [await readFile(lockFile, "utf8"), await stack.readSpec()];
    await writeFile(lockFile, lock.replace('"formatVersion": 1', '"formatVersion": 2'));
    const broken = await stack.up();
    expect(broken.exitCode).not.toBe(0);
    expect(broken.output).toContain("stacks/demo.lock.json:2:");
    await rm(lockFile);
    await stack.writeSpec(`selectors: locked\n${spec}`);
    expect((await stack.up()).output).toContain("selectors are locked, and there is no stacks/demo.lock.json");
    await stack.writeSpec(`selectors: open\n${spec}`);
    const open = await stack.up();
    expect([open.exitCode, open.output]).toEqual([0, expect.not.stringContaining("lock")]);
    expect(reached()).toContain("EMEA_Renamed");
  });
});
