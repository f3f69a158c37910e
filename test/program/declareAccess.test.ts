import * as pulumi from "@pulumi/pulumi";
import { beforeAll, describe, expect, it } from "vitest";
import { deliveryOf } from "../../access/plan/deliveries.ts";
import { RESOURCES } from "../../access/resources/index.ts";
import type { Raw } from "../../access/resources/resourceType.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { factsFromStack } from "../../policies/fromResource.ts";
import { declareAccess } from "../../program/declareAccess.ts";
import { oauthClientLifecycle } from "../../providers/oauthClient/oauthClient.lifecycle.ts";
import { roleLifecycle } from "../../providers/role/role.lifecycle.ts";
import { roleGrantLifecycle } from "../../providers/roleGrant/roleGrant.lifecycle.ts";
import { planFile } from "../support/fixtureOrg.ts";

const CHECKS: Readonly<Record<string, (inputs: Raw) => Raw>> = {
  [RESOURCES.role.token]: roleLifecycle.canonical,
  [RESOURCES.client.token]: oauthClientLifecycle.canonical,
  [RESOURCES.grant.token]: roleGrantLifecycle.canonical,
};

describe("the declared resources", () => {
  const { desired } = planFile("test/fixtures/every-fact.yaml");
  const registered: { type: string; props: Raw }[] = [];

  beforeAll(async () => {
    await pulumi.runtime.setMocks(
      {
        call: () => ({}),
        newResource: ({ type, inputs, name }) => {
          const check = CHECKS[type];
          if (check) registered.push({ type, props: check(inputs) });
          return { id: `${name}-id`, state: inputs };
        },
      },
      "genesys-access",
      "every-fact",
    );
    const clients = declareAccess(desired);
    await Promise.all(Object.values(clients).map(({ clientId }) => new Promise((resolve) => clientId.apply(resolve))));
    await pulumi.runtime.disconnect();
  });

  it("show the policy pack, after the provider's check, what the program saw in the plan", () => {
    const { stack: name, expectations, userCalls, unusedPermissions, clients } = desired;
    // As promises, deliveries and calls of users are in the spec alone: the pack takes them from there.
    const deliveries = clients.flatMap(({ key, deliver }) => (deliver ? [deliveryOf(key, deliver)] : []));
    expect(factsFromStack(registered, { name, expectations, deliveries, userCalls, unusedPermissions })).toEqual(
      factsFromPlan(desired),
    );
  });

  it("carry no key that says nothing", () => {
    const client = registered.find(({ props }) => props["clientKey"] === "widget")?.props ?? {};
    const grant = registered.find(
      ({ props }) => props["subjectKey"] === "legacy" && props["roleKey"] === "bare",
    )?.props;
    const bare = registered.find(({ props }) => props["roleKey"] === "bare" && "access" in props)?.props;
    expect(Object.keys(client)).not.toEqual(expect.arrayContaining(["owner"]));
    expect(client["dataProtection"]).toEqual({ legalBasis: "Consent" });
    for (const key of ["home", "existingRole", "justification"]) expect(grant).not.toHaveProperty(key);
    for (const key of ["purpose", "beyondCatalogue"]) expect(bare).not.toHaveProperty(key);
  });
});
