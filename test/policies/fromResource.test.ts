import { readdirSync } from "node:fs";
import { unknownCheckingProxy } from "@pulumi/policy";
import { describe, expect, it } from "vitest";
import { printProblem } from "../../access/language/problem.ts";
import { deliveryOf } from "../../access/plan/deliveries.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { planOffline } from "../../access/plan/planOffline.ts";
import { RESOURCES } from "../../access/resources/index.ts";
import type { MaybeUnknown } from "../../access/resources/unknown.ts";
import { evaluate } from "../../policies/evaluate.ts";
import type { Facts } from "../../policies/facts.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { factsFromStack, ResourceFacts } from "../../policies/fromResource.ts";
import { RULES } from "../../policies/rules/index.ts";
import { Division, OAuthClient, Role, RoleGrant } from "../../providers/index.ts";
import { DISABLED_RULES_ON } from "../support/fixtureFacts.ts";
import { loadFile, planFile } from "../support/fixtureOrg.ts";
import { projectFile } from "../support/project.ts";
import { resourcesOf, type ShownResource } from "../support/resourceInputs.ts";

const UNKNOWN_SENTINEL = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const FILES = ["test/fixtures", projectFile("stacks")].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".yaml") && !name.startsWith("Pulumi."))
    .map((name) => `${folder}/${name}`),
);

function offline(file: string): DesiredAccess {
  const result = planOffline(loadFile(file));
  if (!result.ok) throw new Error(result.problems.map(printProblem).join("\n"));
  return result.desired;
}

const proxied = ({ type, inputs }: ShownResource) => ({ type, props: unknownCheckingProxy(inputs) as typeof inputs });

/** Every resource for itself, in the order of the engine. */
function collect(resources: readonly ShownResource[]): MaybeUnknown<Facts>[] {
  const facts = new ResourceFacts();
  return resources.map(proxied).flatMap(({ type, props }) => facts.ofUnjudged(type, props) ?? []);
}

/** As the pack sees it: the access from the resources, the expectations, deliveries and calls of users from the spec. */
function stackOf(
  resources: readonly ShownResource[],
  { stack: name, expectations, userCalls, unusedPermissions, clients }: DesiredAccess,
): MaybeUnknown<Facts>[] {
  const deliveries = clients.flatMap(({ key, deliver }) => (deliver ? [deliveryOf(key, deliver)] : []));
  return factsFromStack(resources.map(proxied), { name, expectations, deliveries, userCalls, unusedPermissions }) ?? [];
}

/** Without the keys of the rules' own levels every rule is on. */
const ALL_ON = Object.fromEntries(RULES.map(({ id }) => [id, "mandatory" as const]));
const sortedIds = (facts: readonly MaybeUnknown<Facts>[]) =>
  evaluate(RULES, facts, ALL_ON)
    .map(({ id }) => id)
    .sort();

describe.each(FILES)("%s", (file) => {
  it("gives equal facts as a plan and as resources, those of the stack included", () => {
    const desired = offline(file);
    expect(stackOf(resourcesOf(desired), desired)).toEqual(factsFromPlan(desired));
  });

  it("gives equal findings as a plan and as resources, whatever order the resources come in", () => {
    const desired = offline(file);
    const expected = sortedIds(factsFromPlan(desired));
    expect(sortedIds(stackOf(resourcesOf(desired), desired))).toEqual(expected);
    expect(sortedIds(stackOf(resourcesOf(desired).reverse(), desired))).toEqual(expected);
  });

  it("gives equal findings resource by resource, as far as they are about resources", () => {
    const desired = offline(file);
    const single = factsFromPlan(desired).filter(({ kind }) => kind !== "stack");
    expect(sortedIds(collect(resourcesOf(desired)))).toEqual(sortedIds(single));
  });
});

describe("facts from resources", () => {
  it("are those of a plan against an org, too", () => {
    const { desired } = planFile("test/fixtures/every-fact.yaml");
    expect(stackOf(resourcesOf(desired), desired)).toEqual(factsFromPlan(desired));
  });

  it("say everything that the spec says", () => {
    const { desired } = planFile("test/fixtures/every-fact.yaml");
    const facts = factsFromPlan(desired);
    expect(facts.find(({ key }) => key === "reporting")).toMatchObject({
      owner: "bi-team@contoso.example",
      purpose: "Nightly export",
      description: "Nightly export Owner: bi-team@contoso.example.",
      tokenLifetime: 3600,
      development: true,
      dataProtection: { legalBasis: "Works agreement 12", nativeMasking: true },
      grants: [
        { roleKey: "bare", divisions: ["EMEA_Operations"], home: false },
        { roleKey: "reader", divisions: ["Home", "Partner"], home: true, justification: expect.any(String) },
      ],
    });
    expect(facts.find(({ key }) => key === "widget")).toMatchObject({
      dataProtection: { legalBasis: "Consent", nativeMasking: false },
    });
    const grants = facts.flatMap((one) => (one.kind === "grant" ? one.grants : []));
    expect(grants).toMatchObject([
      { roleKey: "bare", allDivisions: true, home: false, role: { name: "Bare" } },
      { roleKey: "employee", existingRole: "Employee" },
      { roleKey: "reader", home: true },
    ]);
    expect(grants[1]).not.toHaveProperty("role");
    expect(facts.at(-1)).toMatchObject({
      kind: "stack",
      key: "every-fact",
      organization: desired.organization.id,
      existingClients: [{ key: "legacy", id: "6f1a2c3d-0000-4000-8000-000000000001" }],
    });
  });

  it("know the types that the providers register", () => {
    const tokens = Object.entries(RESOURCES).map(([kind, { token }]) => [kind, token]);
    expect(Object.fromEntries(tokens)).toEqual({
      division: Division.__pulumiType,
      role: Role.__pulumiType,
      client: OAuthClient.__pulumiType,
      grant: RoleGrant.__pulumiType,
    });
  });

  it.each(["client", "grant"] as const)("turn a %s whose role was never shown into a refusal", (kind) => {
    const { desired } = planFile("test/fixtures/every-fact.yaml");
    const shown = resourcesOf(desired).filter(({ type }) => type === RESOURCES[kind].token);
    expect(sortedIds(collect(shown)).filter((id) => id.endsWith("/unknown:grants"))).not.toEqual([]);
  });

  it("turn what a resource does not show at all into a refusal", () => {
    const role = { type: RESOURCES.role.token, inputs: { roleKey: "r" } };
    const client = { type: RESOURCES.client.token, inputs: { clientKey: "c" } };
    const ids = sortedIds(collect([role, client]));
    expect(ids).toContain("no-wildcard-permission/role/r/unknown:permissions");
    expect(ids).toContain("no-write-permission/client/c/unknown:grants");
    expect(ids).toContain("exact-redirect-uri/client/c/unknown:redirectUris");
  });

  it("turn an unknown permission into a refusal, though a known wildcard stands beside it", () => {
    const inputs = { roleKey: "r", access: "read-only", permissions: [UNKNOWN_SENTINEL, "a:*:view"], conditional: [] };
    const ids = sortedIds(collect([{ type: RESOURCES.role.token, inputs }]));
    expect(ids).toContain("no-wildcard-permission/role/r/unknown:permissions");
    expect(ids).not.toContain("no-wildcard-permission/role/r/a:*:view");
  });

  it("do not mind unknown ids of roles and divisions that do not exist yet", () => {
    const { desired } = planFile("test/fixtures/everything-right.yaml");
    const unknownIds = JSON.parse(
      JSON.stringify(resourcesOf(desired)).replaceAll(/"(role|division)-id"/g, `"${UNKNOWN_SENTINEL}"`),
    );
    expect(evaluate(RULES, stackOf(unknownIds, desired), DISABLED_RULES_ON)).toEqual([]);
  });

  it("understand the state of a release that did not keep purpose, owner, home and existing roles", () => {
    const { desired } = planFile("test/fixtures/every-fact.yaml");
    const older = resourcesOf(desired).map(({ type, inputs }) => {
      const { purpose: _, owner: __, dataProtection: ___, home: ____, beyondCatalogue: _____, ...kept } = inputs;
      return { type, inputs: kept };
    });
    const [role] = collect(older);
    const client = collect(older).find((facts) => (facts as Facts).kind === "client");
    expect(role).toMatchObject({ beyondCatalogue: [] });
    expect(client).toMatchObject({ dataProtection: { nativeMasking: false } });
    expect(client).not.toHaveProperty("owner");
  });

  it("ignore resources of other types, and a stack of nothing else", () => {
    expect(collect([{ type: "pulumi:pulumi:Stack", inputs: {} }])).toEqual([]);
    expect(
      factsFromStack([{ type: "pulumi:pulumi:Stack", props: {} }], { name: "prod", expectations: [] }),
    ).toBeUndefined();
  });
});
