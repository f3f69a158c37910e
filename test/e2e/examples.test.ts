import { readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";
import { seedOrg } from "../../simulator/index.ts";
import { POLICY_PACK, type StackOnSimulator, stackOnSimulator } from "../support/stackOnSimulator.ts";

describe("the example stacks", { timeout: 120_000 }, () => {
  let stack: StackOnSimulator | undefined;
  afterEach(() => stack?.close());

  it.each([
    ["dev", 4],
    ["prod", 9],
  ])("%s deploys to an org of its id, under the policy pack", async (name, resources) => {
    const id = /organization: \{ id: ([0-9a-f-]+)/.exec(readFileSync(`stacks/${name}.yaml`, "utf8"))?.[1];
    const seed = seedOrg();
    const organization = { ...seed.organization, id: id ?? "" };
    stack = await stackOnSimulator({ stack: name, simulator: { seed: { ...seed, organization } } });
    const up = await stack.up(...POLICY_PACK);
    expect(up.exitCode, up.output).toBe(0);
    expect(up.output).toContain(`+ ${resources} created`);
    const destroy = await stack.pulumi("destroy", "--yes", "--skip-preview");
    expect(destroy.exitCode, destroy.output).toBe(0);
  });
});
