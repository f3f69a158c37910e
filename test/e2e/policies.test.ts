import { readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { stringify } from "yaml";
import { evaluate } from "../../policies/evaluate.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { RULES } from "../../policies/rules/index.ts";
import { SEED, seedOrg } from "../../simulator/index.ts";
import { FIXTURE_ORG, planFile } from "../support/fixtureOrg.ts";
import { installCommandPlugin } from "../support/installCommandPlugin.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

/** The stack's file carries the fixture's name, so that findings about the stack have equal ids. */
const STACK = "every-fact";
const wrong = readFileSync(`test/fixtures/${STACK}.yaml`, "utf8");
/** The simulator lists the permissions of the catalogue and no others. */
const ORG = { ...FIXTURE_ORG, permissions: new Set<string>() };

/** The ids that the rules find in the plan of a fixture. */
function expectedIds(name: string, org = ORG): string[] {
  return evaluate(RULES, factsFromPlan(planFile(`test/fixtures/${name}.yaml`, org).desired))
    .map(({ id }) => id)
    .sort();
}

const REDIRECT = "exact-redirect-uri/client/widget/http://widget.contoso.example/callback";
const IMPLICIT = "no-implicit-grant/client/widget/TOKEN";

/** What the org's own roles permit here: nothing that a rule objects to. */
const SMALL = {
  permissions: [],
  permissionPolicies: [{ domain: "routing", entityName: "queue", actionSet: ["view"] }],
};

/** An embedded org that holds what the fixtures name. */
function fixtureSeed() {
  const seed = seedOrg();
  const [group] = seed.groups;
  const legacy = seed.clients.find(({ id }) => id === SEED.legacy.clientId);
  const [role] = seed.roles;
  if (!group || !legacy || !role)
    throw new Error("the simulator's org has a group, a role and a client that nobody manages");
  const groups = [...FIXTURE_ORG.groups].flatMap(([name, ids]) => ids.map((id) => ({ ...group, id, name })));
  return {
    ...seed,
    organization: { ...seed.organization, id: FIXTURE_ORG.organization.id },
    groups: [...seed.groups, ...groups],
    roles: [...seed.roles, ...FIXTURE_ORG.roles.map(({ id, name }) => ({ ...role, ...SMALL, id, name }))],
    clients: [...seed.clients, ...FIXTURE_ORG.clients.map(({ id, name }) => ({ ...legacy, id, name }))],
  };
}

/** The report of the policy pack: the part of the output from `Policies:` to `Diagnostics:`. */
const packPart = (output: string) => output.slice(output.indexOf("\nPolicies:"), output.indexOf("\nDiagnostics:"));
/** The messages of the program itself: the part from `Diagnostics:` on. */
const programPart = (output: string) => output.slice(output.indexOf("\nDiagnostics:"));
const idsIn = (text: string) =>
  [
    ...new Set([...text.matchAll(/\[([a-z-]+\/(?:role|client|grant|stack|waiver)\/.*?)\]$/gm)].map(([, id]) => id)),
  ].sort();

describe("the policy pack and the program, through the real engine", { timeout: 120_000 }, () => {
  let stack: StackOnSimulator;
  const preview = (...flags: string[]) => stack.pulumi("preview", "--policy-pack", "policies", ...flags);

  beforeAll(async () => {
    stack = await stackOnSimulator({ stack: STACK, spec: wrong, simulator: { seed: fixtureSeed() } });
    await installCommandPlugin(stack);
  }, 120_000);
  beforeEach(() => stack.writeSpec(wrong));
  afterAll(() => stack?.close());

  it.each(["every-fact", "everything-wrong"])("refuse %s.yaml with exactly the findings of the rules", async (name) => {
    // Under the name of the stack: the ids of findings about the stack begin with it.
    const all = expectedIds(name)
      // What an existing role permits, the org says here.
      .filter((id) => !id.startsWith("existing-role/"))
      .map((id) => id.replace(`/stack/${name}/`, `/stack/${STACK}/`))
      .sort();
    await stack.writeSpec(readFileSync(`test/fixtures/${name}.yaml`, "utf8"));
    const { exitCode, output } = await preview();
    expect(exitCode).toBe(1);
    expect(idsIn(packPart(output))).toEqual(all);
    expect(idsIn(programPart(output))).toEqual(all);
    expect(writes(stack.org)).toEqual([]);
  });

  it("no longer report a finding that a waiver covers, but show it; and report one whose waiver has expired, and that", async () => {
    const waiver = (finding: string, days: number) => {
      return { finding, reason: "Until the proxy is replaced", owner: "web@contoso.example", expires: inDays(days) };
    };
    const waivers = [waiver(IMPLICIT, 30), waiver(REDIRECT, -1)];
    await stack.writeSpec(`${wrong}\n${stringify({ waivers })}`);
    const { output } = await preview();
    expect(packPart(output)).not.toContain(IMPLICIT);
    expect(programPart(output)).toContain(
      `waived until ${inDays(30)} by web@contoso.example (Until the proxy is replaced): `,
    );
    expect(idsIn(packPart(output))).toContain(REDIRECT);
    expect(idsIn(programPart(output))).toContain(`waiver/waiver/${REDIRECT}/expired`);
  });

  it("take levels and options of rules from `policies:` in the spec and from --policy-pack-config alike", async () => {
    const options = { "token-lifetime": { maximumSeconds: 600 } };
    await stack.writeSpec(`${wrong}\n${stringify({ policies: { ...options, "no-implicit-grant": "advisory" } })}`);
    const bySpec = await preview();
    await stack.writeSpec(wrong);
    const config = join(stack.workspace.dir, "settings.json");
    await writeFile(config, JSON.stringify({ ...options, "no-implicit-grant": { enforcementLevel: "advisory" } }));
    const byFile = await preview("--policy-pack-config", config);
    for (const { output } of [bySpec, byFile]) {
      expect(levelsOf("no-implicit-grant", output)).toEqual(["advisory"]);
      expect(levelsOf("exact-redirect-uri", output)).toEqual(["mandatory"]);
      expect(levelsOf("token-lifetime", output)).toEqual(["mandatory"]);
      expect(idsIn(packPart(output)).filter((id) => id?.startsWith("token-lifetime/"))).toHaveLength(2);
    }
    expect(idsIn(packPart(bySpec.output))).toEqual(idsIn(packPart(byFile.output)));
  });

  it("refuse options in a --policy-pack-config file that a rule does not take", async () => {
    const config = join(stack.workspace.dir, "bad.json");
    await writeFile(config, JSON.stringify({ "token-lifetime": { maximumSeconds: "long" } }));
    const { exitCode, output } = await preview("--policy-pack-config", config);
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(/token-lifetime: maximumSeconds/);
  });

  it("judge the whole stack where nothing refuses the program, and tell of a waiver that covers nothing", async () => {
    const unmatched = { finding: "x/client/y/z", reason: "Replaced in spring", owner: "web-team", expires: inDays(30) };
    const policies = Object.fromEntries(RULES.map(({ id }) => [id, "advisory"]));
    await stack.writeSpec(`${wrong}\n${stringify({ policies, waivers: [unmatched] })}`);
    const { exitCode, output } = await preview();
    expect(exitCode, output).toBe(0);
    expect(idsIn(packPart(output))).toContain("waiver/waiver/x/client/y/z/unmatched");
    expect(idsIn(packPart(output))).toEqual(idsIn(programPart(output)));
    expect(levelsOf("waiver-stack", output)).toEqual(["advisory"]);
  });

  it("name what is wrong in `policies:`", async () => {
    await stack.writeSpec(`${wrong}\n${stringify({ policies: { "no-implicit-grants": "advisory" } })}`);
    const { exitCode, output } = await preview();
    expect(exitCode).not.toBe(0);
    expect(output).toMatch(
      /every-fact\.yaml:\d+:\d+ policies\.no-implicit-grants: there is no rule .* Nearest: no-implicit-grant/,
    );
  });
});

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

function levelsOf(rule: string, output: string): string[] {
  const found = [...packPart(output).matchAll(/^\s+- \[(mandatory|advisory)\] \[severity: \w+\]\s+(\S+)/gm)];
  return [...new Set(found.filter(([, , name]) => name === rule).map(([, level = ""]) => level))];
}
