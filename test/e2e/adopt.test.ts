import { mkdir, readFile, rm } from "node:fs/promises";
import { join, resolve } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { RULES } from "../../policies/rules/index.ts";
import { type OrgData, SEED } from "../../simulator/index.ts";
import { type Adoption, adoptStack } from "../../toolkit/adopt/adoptStack.ts";
import { hostileOrg } from "../support/hostileOrg.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

const FILES = [
  "stacks/adopted.yaml",
  "adopted/adopted.map.yaml",
  "adopted/adopted.import.json",
  "adopted/adopted.adopt.md",
];

/** With every rule off: what an org has, no rule would let pass. */
const SPEC = `# ours
organization: { id: ${SEED.organizationId} }
policies:
${RULES.map(({ id }) => `  ${id}: disabled`).join("\n")}
`;

describe("genesys-access adopt, through the real engine", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;
  let first: Adoption;
  let texts: readonly string[];

  const adopt = (imports: boolean) =>
    adoptStack(
      {
        stack: "adopted",
        only: ["clients", "roles", "users", "groups"],
        from: ["org"],
        dryRun: false,
        import: imports,
      },
      stack.workspace.dir,
      stack.workspace.env,
    );
  const readAll = () => Promise.all(FILES.map((file) => readFile(join(stack.workspace.dir, file), "utf8")));

  beforeAll(async () => {
    stack = await stackOnSimulator({ stack: "adopted", simulator: { seed: hostileOrg() } });
    // Other stacks of the organization would have their rules hold here.
    await rm(join(stack.workspace.dir, "stacks"), { recursive: true });
    await mkdir(join(stack.workspace.dir, "stacks"));
    await stack.writeSpec(SPEC);
    first = await adopt(true);
    texts = await readAll();
  }, 300_000);
  afterAll(() => stack?.close());

  it("takes an org of 200 roles, 150 clients and 30 divisions, and proves that nothing would change", () => {
    expect(first.lines.at(-1)).toBe("Proved: the preview is empty, and the next update changes nothing in the org.");
    expect(first.exitCode).toBe(0);
    expect(writes(stack.org)).toEqual([]);
  });

  it("has the org in the state as a refresh finds it, and an update changes nothing", async () => {
    const args = ["up", "--yes", "--skip-preview", "--refresh", "--expect-no-changes"];
    // Nothing changes, so that nothing is lost by saving the state once.
    const once = { env: { PULUMI_SKIP_CHECKPOINTS: "true" } };
    const { exitCode, output } = await stack.workspace.pulumi(args, once);
    expect(exitCode, output).toBe(0);
    expect(output).toMatch(/\d+ unchanged/);
    expect(writes(stack.org)).toEqual([]);
  });

  it("writes the same files again, byte for byte", async () => {
    const second = await adopt(false);
    expect(await readAll()).toEqual(texts);
    expect(second.lines.at(-1)).toMatch(/^Not proved \(--no-import\)/);
    expect(second.exitCode).toBe(1);
    expect(writes(stack.org)).toEqual([]);
  });
});

describe("genesys-access adopt --from tfstate, through the real engine", { timeout: 300_000 }, () => {
  let stack: StackOnSimulator;

  beforeAll(async () => {
    const seed = JSON.parse(await readFile("test/fixtures/terraform/org.json", "utf8")) as OrgData;
    stack = await stackOnSimulator({ stack: "adopted", simulator: { seed } });
    await rm(join(stack.workspace.dir, "stacks/adopted.yaml"), { force: true });
  }, 300_000);
  afterAll(() => stack?.close());

  it("takes what the vendor's provider made, and proves that nothing would change", async () => {
    const state = resolve("test/fixtures/terraform/terraform.tfstate");
    const { lines } = await adoptStack(
      { stack: "adopted", only: [], from: ["tfstate", state], dryRun: false, import: true },
      stack.workspace.dir,
      stack.workspace.env,
    );
    expect(lines.slice(-2)).toEqual([
      "Imported 12 of 12 resources; the others were in the state.",
      "Proved: the preview is empty, and the next update changes nothing in the org.",
    ]);
    expect(writes(stack.org)).toEqual([]);
  });
});
