import {
  type Policies,
  type PolicyResource,
  type ResourceValidationArgs,
  type StackValidationArgs,
  unknownCheckingProxy,
} from "@pulumi/policy";
import { describe, expect, it } from "vitest";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { RESOURCES, resourceKind } from "../../access/resources/index.ts";
import { keptOutputs } from "../../access/resources/kept.ts";
import { evaluate } from "../../policies/evaluate.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { policiesOf } from "../../policies/pack.ts";
import { initialConfig } from "../../policies/packConfig.ts";
import { type Rule, reads } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import type { PolicySettings } from "../../policies/settings.ts";
import { waiverRule } from "../../policies/waiverRule.ts";
import type { Waiver } from "../../policies/waivers.ts";
import { planFile } from "../support/fixtureOrg.ts";
import { resourcesOf, type ShownResource } from "../support/resourceInputs.ts";

const { spec, desired } = planFile("test/fixtures/every-fact.yaml");
const TODAY = "2026-11-21";
const IMPLICIT = "no-implicit-grant/client/widget/TOKEN";
const waiver: Waiver = { finding: IMPLICIT, reason: "Replaced in spring", owner: "web-team", expires: "2027-03-31" };
const urnOf = ({ type }: ShownResource, index: number) => `urn:pulumi:every-fact::genesys-access::${type}::${index}`;

/** The spec with other settings and waivers. */
function specWith(changes: { policies?: PolicySettings; waivers?: readonly Waiver[] }): LoadedSpec {
  return { ...spec, value: { ...spec.value, ...changes } };
}

/** What a state keeps of the resource. */
function outputsOf({ type, inputs }: ShownResource): Record<string, unknown> {
  const kind = resourceKind(type);
  return kind === undefined ? { ...inputs } : { ...keptOutputs(inputs, RESOURCES[kind].leftOut) };
}

interface Reported {
  readonly policy: string;
  readonly id: string;
}

/** Shows a stack to the policies as the SDK's server does: each resource to every policy in turn, then all of them. */
async function show(
  policies: Policies,
  resources: readonly ShownResource[],
  config: Readonly<Record<string, object>> = {},
): Promise<Reported[]> {
  const reported: Reported[] = [];
  const report = (policy: string) => (message: string) => {
    reported.push({ policy, id: /\[([^[\]]+)\]$/.exec(message)?.[1] ?? message });
  };
  const shown = resources.map((resource, index) => ({
    ...resource,
    urn: urnOf(resource, index),
    props: () => unknownCheckingProxy(structuredClone(resource.inputs)) as Record<string, unknown>,
    outputs: () => unknownCheckingProxy(structuredClone(outputsOf(resource))) as Record<string, unknown>,
  }));
  const getConfig = (name: string) => (() => config[name] ?? {}) as never;
  for (const { type, urn, props } of shown) {
    for (const policy of policies) {
      if (!("validateResource" in policy) || typeof policy.validateResource !== "function") continue;
      const only = (policy.validateResource as { __pulumiType?: string }).__pulumiType;
      if (only !== undefined && only !== type) continue;
      const args = {
        type,
        urn,
        props: props(),
        getConfig: getConfig(policy.name),
      } as unknown as ResourceValidationArgs;
      await policy.validateResource(args, report(policy.name));
    }
  }
  for (const policy of policies) {
    if (!("validateStack" in policy)) continue;
    const all = shown.map(({ type, urn, outputs }) => ({ type, urn, props: outputs() }) as unknown as PolicyResource);
    const args = { resources: all, getConfig: getConfig(policy.name) } as unknown as StackValidationArgs;
    await policy.validateStack(args, report(policy.name));
  }
  return reported;
}

/** Everything that a pack of these rules reports about the fixture. */
function reported(rules: readonly Rule[], from: LoadedSpec | undefined = spec, config = {}): Promise<Reported[]> {
  const pack = policiesOf(rules, { today: () => TODAY, specOf: () => from });
  return show(pack, resourcesOf(desired), config);
}

const ids = (list: readonly Reported[]) => list.map(({ id }) => id).sort();

/** Counts the roles, says how many, and looks at roles and stack. */
const counting: Rule = {
  ...RULES[0],
  ...waiverRule,
  id: "counting",
  checks: {
    role: reads("role", ["name"], ({ name }) => [{ atom: name, at: [], message: "A role." }]),
    stack: reads("stack", ["roles"], ({ roles }) => [{ atom: String(roles.length), at: ["roles"], message: "Roles." }]),
  },
};

describe("the policies of the pack", () => {
  it("have unique names, text for every field, and no more than the engine knows", () => {
    const pack = policiesOf(RULES, { today: () => TODAY, specOf: () => spec });
    expect(new Set(pack.map(({ name }) => name)).size).toBe(pack.length);
    for (const rule of RULES.filter(({ checks }) => checks.role || checks.client || checks.grant)) {
      expect(pack.find(({ name }) => name === rule.id)).toMatchObject({
        description: rule.why,
        severity: rule.severity,
        enforcementLevel: rule.enforcementLevel,
        remediationSteps: rule.fix,
      });
    }
  });

  it("report what the rules find in the plan, about resources and about the stack", async () => {
    const rules = [...RULES.filter(({ enforcementLevel }) => enforcementLevel !== "disabled"), counting];
    expect(ids(await reported(rules))).toEqual(
      evaluate(rules, factsFromPlan(desired))
        .map(({ id }) => id)
        .sort(),
    );
  });

  it("give a rule about resources and the stack two names", async () => {
    expect(await reported([counting])).toEqual([
      { policy: "counting", id: "counting/role/bare/Bare" },
      { policy: "counting", id: "counting/role/reader/Integration - Reader" },
      { policy: "counting-stack", id: "counting/stack/every-fact/2" },
    ]);
  });

  it("do not report what a waiver of the spec covers, and do without a spec", async () => {
    expect(ids(await reported(RULES))).toContain(IMPLICIT);
    const waived = ids(await reported(RULES, specWith({ waivers: [waiver] })));
    expect(waived).toEqual(ids(await reported(RULES)).filter((id) => id !== IMPLICIT));
    expect(ids(await reported(RULES, undefined))).toContain(IMPLICIT);
  });

  it("tell of waivers that expired or match nothing", async () => {
    const waivers = [
      { ...waiver, expires: "2026-01-01" },
      { ...waiver, finding: "x/client/y/z" },
    ];
    const found = ids(await reported(RULES, specWith({ waivers })));
    expect(found).toContain(IMPLICIT);
    expect(found.filter((id) => id.startsWith("waiver/"))).toEqual([
      `waiver/waiver/${IMPLICIT}/expired`,
      "waiver/waiver/x/client/y/z/unmatched",
    ]);
  });

  it("take options from the spec and from the engine alike", async () => {
    const long = specWith({ waivers: [waiver] });
    const bySpec = await reported(RULES, specWith({ waivers: [waiver], policies: { waiver: { maximumDays: 30 } } }));
    const byFile = await reported(RULES, long, { waiver: { maximumDays: 30 }, "waiver-stack": { maximumDays: 30 } });
    expect(ids(bySpec)).toContain(`waiver/waiver/${IMPLICIT}/too-long`);
    expect(ids(byFile)).toEqual(ids(bySpec));
    const settings: PolicySettings = { "token-lifetime": { maximumSeconds: 600 } };
    const strictBySpec = await reported(RULES, specWith({ policies: settings }));
    const strictByFile = await reported(RULES, spec, initialConfig(RULES, settings) as Record<string, object>);
    expect(ids(strictBySpec).filter((id) => id.startsWith("token-lifetime/"))).not.toEqual([]);
    expect(ids(strictByFile)).toEqual(ids(strictBySpec));
  });

  it("look at a resource again when it is shown again", async () => {
    const pack = policiesOf(RULES, { today: () => TODAY, specOf: () => spec });
    const resources = resourcesOf(desired);
    const first = await show(pack, resources);
    const better = resources.map(({ type, inputs }) => ({
      type,
      inputs: "authorizedGrantType" in inputs ? { ...inputs, authorizedGrantType: "CODE" } : inputs,
    }));
    expect(ids(first)).toContain(IMPLICIT);
    expect(ids(await show(pack, better))).not.toContain(IMPLICIT);
  });

  it("make the facts of a resource once, not once for each policy", async () => {
    let readings = 0;
    const [role] = resourcesOf(desired);
    const props = new Proxy(role?.inputs ?? {}, {
      get: (target, key, receiver) => {
        if (key === "permissions") readings += 1;
        return Reflect.get(target, key, receiver);
      },
    });
    for (const policy of policiesOf(RULES, { today: () => TODAY, specOf: () => spec })) {
      if (!("validateResource" in policy) || typeof policy.validateResource !== "function") continue;
      const args = { type: RESOURCES.role.token, urn: "urn:a", props, getConfig: () => ({}) };
      await policy.validateResource(args as unknown as ResourceValidationArgs, () => undefined);
    }
    expect(readings).toBe(1);
  });

  it("refuse what they cannot see", async () => {
    const unseen = [{ type: RESOURCES.client.token, inputs: { clientKey: "c" } }];
    const pack = policiesOf(RULES, { today: () => TODAY, specOf: () => undefined });
    const found = ids(await show(pack, unseen));
    expect(found).toContain("no-implicit-grant/client/c/unknown:grantType");
    expect(found).toContain("no-write-permission/client/c/unknown:grants");
  });
});
