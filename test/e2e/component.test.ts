/** Programs of one's own through the real engine: the component, and a stack that moves under it. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RECORD_OUTPUT, readRecord } from "../../access/terms/recordedTerms.ts";
import { POLICY_PACK, type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

const COMPONENT = `import { GenesysAccess } from "genesys-cloud-access";

export const access = new GenesysAccess("acme", { spec: "stacks/demo.yaml" });
export const clients = access.clients;
`;

const typesOf = (state: string): string[] =>
  JSON.parse(state).deployment.resources.map(({ urn }: { urn: string }) => urn.split("::")[2]);

describe("the component GenesysAccess", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  const program = () => join(stack.workspace.dir, "index.ts");
  const outputs = async () => (await stack.pulumi("stack", "output", "clients", "--show-secrets", "--json")).stdout;

  beforeAll(async () => {
    stack = await stackOnSimulator();
  }, 300_000);
  afterAll(() => stack?.close());

  it("takes over a stack that the package's own program deployed, and replaces nothing", async () => {
    const flat = await stack.up();
    expect(flat.exitCode, flat.output).toBe(0);
    const before = JSON.parse(await outputs());
    const written = writes(stack.org).length;
    await writeFile(program(), COMPONENT);
    const moved = await stack.up(...POLICY_PACK);
    expect(moved.exitCode, moved.output).toBe(0);
    expect(moved.output).not.toMatch(/replac|delet/i);
    expect(writes(stack.org).slice(written)).toEqual([]);
    expect(JSON.parse(await outputs())).toEqual(before);
    const types = typesOf(await stack.state());
    expect(types.filter((type) => type.startsWith("genesys-cloud-access:index:GenesysAccess$"))).toHaveLength(11);
    const component = JSON.parse(await stack.state()).deployment.resources.find(
      ({ type }: { type: string }) => type === "genesys-cloud-access:index:GenesysAccess",
    );
    expect(readRecord(component.outputs[RECORD_OUTPUT])?.clients).toContain("powerbi-emea");
  });

  it("has no difference after that, in update and refresh", async () => {
    const again = await stack.up("--expect-no-changes");
    expect(again.exitCode, again.output).toBe(0);
    const refreshed = await stack.pulumi("refresh", "--yes", "--skip-preview", "--expect-no-changes");
    expect(refreshed.exitCode, refreshed.output).toBe(0);
  });

  it("takes from a role's holders first, as the program does", async () => {
    const spec = await stack.readSpec();
    await stack.writeSpec(spec.replace("routing:queue:view", "routing:queue:view\n      - routing:skill:view"));
    const run = await stack.up();
    expect(run.exitCode, run.output).toBe(0);
    await stack.writeSpec(spec);
    expect((await stack.up()).exitCode).toBe(0);
  });

  it("refuses what the rules refuse, before anything is registered, and tells it once", async () => {
    const spec = await stack.readSpec();
    const written = writes(stack.org).length;
    await stack.writeSpec(spec.replace("routing:queue:view", "routing:queue:edit"));
    const run = await stack.up();
    expect(run.exitCode).not.toBe(0);
    // The engine shows an error when it comes, and once more at the end.
    expect(run.output.split("Refused by policy (").length - 1).toBe(2);
    expect(run.output).not.toMatch(/^\s+at .*:\d+/m);
    expect(writes(stack.org).slice(written)).toEqual([]);
    await stack.writeSpec(spec);
  });

  it("is destroyed with all its children", async () => {
    const run = await stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(run.exitCode, run.output).toBe(0);
    expect(stack.org.export().clients.map(({ name }) => name)).not.toContain("Power BI EMEA");
    expect(await readFile(program(), "utf8")).toBe(COMPONENT);
  });
});
