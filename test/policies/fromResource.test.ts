import { unknownCheckingProxy } from "@pulumi/policy";
import { describe, expect, it } from "vitest";
import { evaluate } from "../../policies/evaluate.ts";
import type { Facts, MaybeUnknown } from "../../policies/facts.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { RESOURCE_TYPES, ResourceFacts } from "../../policies/fromResource.ts";
import { RULES } from "../../policies/rules/index.ts";
import { OAuthClient, Role, RoleGrant } from "../../providers/index.ts";
import { planFile } from "../support/fixtureOrg.ts";
import { resourcesOf, type ShownResource } from "../support/resourceInputs.ts";

const UNKNOWN_SENTINEL = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function collect(resources: readonly ShownResource[]): MaybeUnknown<Facts>[] {
  const facts = new ResourceFacts();
  return resources.flatMap(({ type, inputs }) => facts.of(type, unknownCheckingProxy(inputs) as typeof inputs) ?? []);
}

describe("facts from resources", () => {
  it.each(["everything-wrong", "everything-right"])("give the same findings as the plan of %s.yaml", (name) => {
    const { desired } = planFile(`test/fixtures/${name}.yaml`);
    expect(evaluate(RULES, collect(resourcesOf(desired)))).toEqual(evaluate(RULES, factsFromPlan(desired)));
  });

  it("know the types that the providers register", () => {
    expect(RESOURCE_TYPES).toEqual({
      role: Role.__pulumiType,
      client: OAuthClient.__pulumiType,
      grant: RoleGrant.__pulumiType,
    });
  });

  it("turn a client whose role was never shown into a refusal", () => {
    const { desired } = planFile("test/fixtures/everything-right.yaml");
    const clients = resourcesOf(desired).filter(({ type }) => type === RESOURCE_TYPES.client);
    expect(evaluate(RULES, collect(clients)).map(({ id }) => id)).toContain(
      "no-write-permission/client/reporting/unknown:grants",
    );
  });

  it("turn an unknown permission into a refusal, though a known wildcard stands beside it", () => {
    const role = {
      type: RESOURCE_TYPES.role,
      inputs: { roleKey: "r", access: "read-only", permissions: [UNKNOWN_SENTINEL, "a:*:view"], conditional: [] },
    };
    expect(evaluate(RULES, collect([role])).map(({ atom }) => atom)).toEqual([
      "unknown:permissions",
      "unknown:permissions",
    ]);
  });

  it("do not mind unknown ids of roles and divisions that do not exist yet", () => {
    const { desired } = planFile("test/fixtures/everything-right.yaml");
    const unknownIds = JSON.parse(
      JSON.stringify(resourcesOf(desired)).replaceAll(/"(role|division)-id"/g, `"${UNKNOWN_SENTINEL}"`),
    );
    expect(evaluate(RULES, collect(unknownIds))).toEqual([]);
  });

  it("ignore resources of other types", () => {
    expect(collect([{ type: "pulumi:pulumi:Stack", inputs: {} }])).toEqual([]);
  });
});
