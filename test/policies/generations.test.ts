import { describe, expect, it } from "vitest";
import { planOffline } from "../../access/plan/planOffline.ts";
import { type MaybeUnknown, UNKNOWN } from "../../access/resources/unknown.ts";
import { evaluate } from "../../policies/evaluate.ts";
import type { ClientFacts } from "../../policies/facts.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { factsFromStack, ResourceFacts } from "../../policies/fromResource.ts";
import { mergeGenerations } from "../../policies/generations.ts";
import { RULES } from "../../policies/rules/index.ts";
import { SharedFacts } from "../../policies/sharedFacts.ts";
import { loadTexts, ORGANIZATION, specOf } from "../access/fixtures/load.ts";
import { resourcesOf } from "../support/resourceInputs.ts";
import { goodClient, goodRoleGrant } from "../support/ruleFacts.ts";

/** The client breaks several rules. */
const SPEC = `organization: { id: ${ORGANIZATION} }
divisions: { EMEA: {} }
roles: { writer: { name: Writer, access: read-write, permissions: ["routing:queue:edit"] } }
clients:
  app:
    name: App
    grantType: client-credentials
    tokenLifetime: 48h
    grants: [{ role: writer, divisions: [EMEA] }]
    secret: { generation: 2, keep: [1] }
policies: { name-conventions: { enforcementLevel: mandatory, client: "^App$" } }
`;
const spec = specOf(loadTexts({ "prod.yaml": SPEC }));
const planned = planOffline(spec);
if (!planned.ok) throw new Error("the spec is valid");
const { desired } = planned;
const resources = resourcesOf(desired).map(({ type, inputs }) => ({ type, props: inputs }));

const idsOf = (facts: Parameters<typeof evaluate>[1]) =>
  evaluate(RULES, facts, spec.value.policies).map(({ id }) => id);

describe("two generations of a client", () => {
  it("have every finding once, in a plan as in the resources of a stack, and under the name of the spec", () => {
    const ids = idsOf(factsFromPlan(desired));
    expect(ids).toContain("token-lifetime/client/app/tokenLifetime");
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id.startsWith("name-conventions/client"))).toEqual([]);
    const seen =
      factsFromStack(resources, {
        name: "prod",
        expectations: [],
        deliveries: [],
        userCalls: [],
        unusedPermissions: [],
      }) ?? [];
    expect(idsOf(seen).sort()).toEqual([...ids].sort());
  });

  it("are told about once where resources come one by one, and again when the engine asks again", () => {
    const clients = resources.filter(({ props }) => "clientKey" in props);
    expect(clients).toHaveLength(2);
    const facts = new ResourceFacts();
    const told = [...clients, ...clients].map(({ type, props }) => facts.ofUnjudged(type, props) !== undefined);
    expect(told).toEqual([true, false, true, false]);
  });

  it("are both told about where they differ", () => {
    const facts = new ResourceFacts();
    const told = resources
      .filter(({ props }) => "clientKey" in props)
      .map(({ type, props }) =>
        facts.ofUnjudged(type, { ...props, accessTokenValiditySeconds: props["generation"] ? 300 : 600 }),
      );
    expect(told.every((one) => one !== undefined)).toBe(true);
  });

  it("are one for every policy of the pack", () => {
    const shared = new SharedFacts();
    const told = ["rule-a", "rule-b"].map((policy) =>
      resources.flatMap((resource, index) => shared.ofResource(policy, { ...resource, urn: `urn-${index}` }) ?? []),
    );
    const clients = told.map((facts) => facts.filter((one) => (one as ClientFacts).kind === "client").length);
    expect(clients).toEqual([1, 1]);
  });

  it("hold together what either of them holds", () => {
    const [shared, extra] = [goodRoleGrant(["routing:queue:view"]), goodRoleGrant(["routing:skill:view"])];
    const [merged] = mergeGenerations([
      goodClient({ secrets: [{ generation: 2 }], name: "New", grants: [shared] }),
      goodClient({ secrets: [{ generation: 1 }], name: "Old", grants: [shared, extra] }),
    ]);
    expect(merged).toMatchObject({
      name: "New",
      secrets: [{ generation: 1 }, { generation: 2 }],
      grants: [shared, extra],
    });
  });

  it("hold something unknown together when one of them does", () => {
    const unknown = { ...goodClient({ secrets: [{ generation: 1 }] }), grants: UNKNOWN } as MaybeUnknown<ClientFacts>;
    const known = goodClient({ secrets: [{ generation: 2 }] });
    const orders: MaybeUnknown<ClientFacts>[][] = [
      [known, unknown],
      [unknown, known],
    ];
    for (const order of orders) {
      expect((mergeGenerations<MaybeUnknown<ClientFacts>>(order)[0] as { grants: unknown }).grants).toBe(UNKNOWN);
    }
  });
});
