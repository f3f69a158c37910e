import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { run } from "../../cli/actions/probe.ts";
import { type Simulator, startSimulator } from "../../simulator/index.ts";

async function org(): Promise<{ readonly simulator: Simulator; readonly output: string }> {
  const simulator = await startSimulator();
  const folder = mkdtempSync(join(tmpdir(), "probe-"));
  for (const [name, value] of Object.entries(simulator.environment)) vi.stubEnv(name, value);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await simulator.close();
    rmSync(folder, { recursive: true });
  });
  return { simulator, output: join(folder, "org-behaviour.json") };
}

const id = (simulator: Simulator) => simulator.export().organization.id;

describe("genesys-access probe", () => {
  it.each([
    ["without a terminal", {}, "There is no terminal"],
    ["without the id of the org", { yes: true }, "--organization ID"],
    ["in another org than the one that was named", { yes: true, organization: "other" }, "Nothing was done"],
    ["with a run and nothing to clean", { yes: true, organization: "other", run: "0123abcd" }, "--clean"],
  ])("makes nothing %s", async (_, options, message) => {
    const { simulator, output } = await org();
    const before = simulator.export();
    await expect(run({ yes: false, clean: false, output, ...options })).rejects.toThrow(message);
    expect(simulator.export()).toEqual(before);
    expect(existsSync(output)).toBe(false);
  });

  it("makes nothing beside the ledger of a run that did not end, or where the result has no place", async () => {
    const { simulator, output } = await org();
    const options = { yes: true, clean: false, organization: id(simulator) };
    writeFileSync(output.replace(".json", ".ledger.jsonl"), "{}\n");
    await expect(run({ ...options, output })).rejects.toThrow("--clean");
    await expect(run({ ...options, output: join(output, "no-such-folder", "a.json") })).rejects.toThrow("--output");
    expect(simulator.requests).toEqual([]);
  });

  it("has nothing to clean in an org without a run, and says so", async () => {
    const { simulator, output } = await org();
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    onTestFinished(() => write.mockRestore());
    expect(await run({ yes: true, clean: true, organization: id(simulator), output })).toBe(0);
    expect(write.mock.calls.flat().join("")).toContain("Nothing of a probe is in");
  });
});

it("its schema is published", () => {
  expect(JSON.parse(readFileSync("schemas/org-behaviour.schema.json", "utf8"))).toMatchObject({ type: "object" });
});
