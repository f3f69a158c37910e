import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { seedOrg } from "../../simulator/index.ts";
import { POLICY_PACK, type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

describe("what the program and the policy pack refuse", { timeout: 120_000 }, () => {
  let stack: StackOnSimulator;
  let valid: string;

  beforeAll(async () => {
    stack = await stackOnSimulator();
    valid = await stack.readSpec();
  }, 120_000);
  beforeEach(() => stack.writeSpec(valid));
  afterAll(() => stack?.close());

  async function change(from: string, to: string): Promise<void> {
    expect(valid).toContain(from);
    await stack.writeSpec(valid.replace(from, to));
  }

  it("names file, line and column of every finding, in program and pack alike, and shows the change all the same", async () => {
    await change("- analytics:conversationAggregate:view", "- analytics:*:view\n      - routing:queue:edit");
    const preview = await stack.pulumi("preview", "--policy-pack", "policies");
    expect(preview.exitCode).toBe(1);
    expect(preview.output.match(/^ \+ {2}pulumi-nodejs:dynamic\/genesyscloud:\w+ .* create\s*$/gm)).toHaveLength(11);
    for (const place of [
      "stacks/demo.yaml:17:9 roles.bi-analytics-reader.permissions[1]",
      "stacks/demo.yaml:18:9 roles.bi-analytics-reader.permissions[2]",
    ]) {
      expect(preview.output.split(place).length - 1, place).toBe(2);
    }
  });

  it("name the file that the stack's config key `spec` points to", async () => {
    const moved = valid.replace("- analytics:conversationAggregate:view", "- routing:queue:edit");
    await writeFile(join(stack.workspace.dir, "stacks", "elsewhere.yaml"), moved);
    await stack.pulumi("config", "set", "spec", "stacks/elsewhere.yaml");
    const preview = await stack.pulumi("preview", "--policy-pack", "policies");
    await stack.pulumi("config", "rm", "spec");
    expect(preview.output.split("stacks/elsewhere.yaml:17:9 roles.bi-analytics-reader.permissions[1]").length - 1).toBe(
      2,
    );
  });

  it("stop an update before its first write, even without the pack and without a preview", async () => {
    await change("- analytics:conversationAggregate:view", "- routing:queue:edit");
    const up = await stack.pulumi("up", "--yes", "--skip-preview");
    expect(up.exitCode).not.toBe(0);
    expect(up.output).toContain("Refused by policy (1 finding); nothing was changed.");
    expect(writes(stack.org)).toEqual([]);
  });

  it("report every problem of a spec at once, without a stack trace", async () => {
    await change(
      "- analytics:conversationDetail:view",
      "- analytics:conversationDetails:view\n      - analytics:readonly",
    );
    const preview = await stack.pulumi("preview");
    expect(preview.exitCode).not.toBe(0);
    expect(preview.output).toContain("stacks/demo.yaml is not valid (2 problems); nothing was changed.");
    expect(preview.output).toMatch(
      /stacks\/demo\.yaml:16:9 .*"analytics:conversationDetails:view".*Nearest: analytics:conversationDetail:view/,
    );
    expect(preview.output).toMatch(/stacks\/demo\.yaml:17:9 .*"analytics:readonly" is an OAuth scope/);
    expect(preview.output).not.toMatch(/^\s+at .*\.[cm]?[jt]s:\d+/m);
  });

  it("stop when the credentials belong to another org", async () => {
    await change("58f5d08e-c7f5-4f60-b254-92c700bbecf8", "58f5d08e-c7f5-4f60-b254-92c700bbecf9");
    const up = await stack.up();
    expect(up.exitCode).not.toBe(0);
    expect(up.output).toContain("58f5d08e-c7f5-4f60-b254-92c700bbecf9");
    expect(up.output).toContain("58f5d08e-c7f5-4f60-b254-92c700bbecf8");
    expect(writes(stack.org)).toEqual([]);
  });

  it("stop when a division, a user or a group is not in the org, with the nearest name", async () => {
    await change("NA_Operations: {}", "NA_Operation: {}");
    const preview = await stack.pulumi("preview");
    expect(preview.output).toMatch(/stacks\/demo\.yaml:8:\d+ divisions\.NA_Operation: .*Nearest: NA_Operations/);
  });

  it("say what is missing when there are no credentials", async () => {
    const preview = await stack.workspace.pulumi(["preview"], { env: { GENESYSCLOUD_OAUTHCLIENT_SECRET: "" } });
    expect(preview.exitCode).not.toBe(0);
    expect(preview.output).toContain("GENESYSCLOUD_OAUTHCLIENT_SECRET");
    expect(preview.output).not.toMatch(/^\s+at .*\.[cm]?[jt]s:\d+/m);
  });

  it("say what is wrong when the credentials are wrong, without showing them", async () => {
    const preview = await stack.workspace.pulumi(["preview"], {
      env: { GENESYSCLOUD_OAUTHCLIENT_SECRET: "not-the-secret-at-all" },
    });
    expect(preview.exitCode).not.toBe(0);
    expect(preview.output).toContain("authentication failed");
    expect(preview.output).not.toContain("not-the-secret-at-all");
    expect(preview.output).not.toMatch(/^\s+at .*\.[cm]?[jt]s:\d+/m);
  });

  it("by the pack alone, when another program declares the resources", async () => {
    const program = join(stack.workspace.dir, "index.ts");
    const original = await readFile(program, "utf8");
    const organization = seedOrg().organization.id;
    const role = {
      organization,
      managedBy: "x",
      roleKey: "other",
      name: "Other",
      description: "",
      access: "read-only",
      permissions: ["routing:queue:*"],
      conditional: [],
    };
    await writeFile(
      program,
      `import { Role } from "genesys-cloud-access";\nnew Role("other", ${JSON.stringify(role)});\n`,
    );
    const up = await stack.up(...POLICY_PACK);
    await writeFile(program, original);
    expect(up.exitCode).not.toBe(0);
    expect(up.output).toContain("no-wildcard-permission");
    expect(up.output).toContain("no-write-permission");
    expect(writes(stack.org)).toEqual([]);
  });
});
