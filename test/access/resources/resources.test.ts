import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CLIENT } from "../../../access/resources/client.ts";
import { DIVISION } from "../../../access/resources/division.ts";
import { GRANT } from "../../../access/resources/grant.ts";
import { divisionsOf, RESOURCES, type ResourceKind, resourceKind } from "../../../access/resources/index.ts";
import type { Registration } from "../../../access/resources/resourceType.ts";
import { ROLE } from "../../../access/resources/role.ts";
import { containsUnknown, UNKNOWN, UNKNOWN_VALUE } from "../../../access/resources/unknown.ts";
import { planFile } from "../../support/fixtureOrg.ts";

const { desired } = planFile("test/fixtures/every-fact.yaml");
const stack: Registration<string> = {
  organization: desired.organization.id,
  development: desired.development,
  managedBy: (section, name) => `genesys-access/test/${section}/${name}`,
  idOf: (section, key) => `id of ${section}/${key}`,
};
const KINDS = Object.keys(RESOURCES) as ResourceKind[];

const registered = {
  division: [
    ...desired.divisions,
    { key: "silo", path: ["divisions", "silo"], name: "Silo", description: "Outsourced" },
  ].map((one) => DIVISION.fromDesired(one, stack)),
  role: desired.roles.map((one) => ROLE.fromDesired(one, stack)),
  client: desired.clients.map((one) => CLIENT.fromDesired(one, stack)),
  grant: desired.grants.map((one) => GRANT.fromDesired(one, stack)),
} satisfies Record<ResourceKind, readonly object[]>;

/** JSON, as a state holds it. */
const stored = (inputs: object): Record<string, unknown> => JSON.parse(JSON.stringify(inputs));
/** References by key are ids once they are registered, and places of grants are known only to the YAML. */
const withoutPlaces = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner) => (key === "path" || key === "role" ? undefined : inner)));

describe("the table of resources", () => {
  it("never changes a type token or the name of a provider: every old state holds both", () => {
    expect(KINDS.map((kind) => [kind, RESOURCES[kind].token, RESOURCES[kind].handler])).toEqual([
      ["division", "pulumi-nodejs:dynamic/genesyscloud:Division", "division"],
      ["role", "pulumi-nodejs:dynamic/genesyscloud:Role", "role"],
      ["client", "pulumi-nodejs:dynamic/genesyscloud:OAuthClient", "oauthClient"],
      ["grant", "pulumi-nodejs:dynamic/genesyscloud:RoleGrant", "roleGrant"],
    ]);
    expect(KINDS.map((kind) => resourceKind(RESOURCES[kind].token))).toEqual(KINDS);
    expect(["pulumi:pulumi:Stack", "constructor", ""].map(resourceKind)).toEqual([undefined, undefined, undefined]);
  });

  it.each(KINDS)("registers a %s in inputs of its own shape", (kind) => {
    expect(registered[kind].length).toBeGreaterThan(0);
    for (const inputs of registered[kind]) {
      const canonical = RESOURCES[kind].canonical(stored(inputs));
      expect(RESOURCES[kind].inputs.parse(canonical)).toEqual(canonical);
      expect(RESOURCES[kind].canonical(canonical)).toEqual(canonical);
    }
  });

  it("reads back what was planned", () => {
    const roles = registered.role.map((inputs) => ROLE.toDesired(stored(inputs)));
    expect(roles).toEqual(desired.roles);
    const clients = registered.client.map((inputs) => CLIENT.toDesired(stored(inputs)));
    const planned = desired.clients.map(({ deliver: _, ...client }) => client);
    expect(clients.map(({ grants: _, ...client }) => client)).toEqual(
      planned.map(({ grants: _, ...client }) => client),
    );
    const held = (all: readonly { readonly grants: object }[]) => all.map(({ grants }) => Object.keys(grants));
    expect(held(clients as never)).toEqual(held(planned));
    const grants = registered.grant.map((inputs) => GRANT.toDesired(stored(inputs)));
    const flat = ({ divisions, ...grant }: { readonly divisions: unknown }) => ({
      ...grant,
      divisions: Object.keys(divisions as object),
    });
    expect(withoutPlaces(grants.map((grant) => flat(grant)))).toEqual(withoutPlaces(desired.grants.map(flat)));
  });

  it("names the divisions of clients and of grants alike, with their ids", () => {
    const inputs = { grants: { reader: { roleId: "r", divisions: { "*": "*", A: "a", Made: UNKNOWN_VALUE } }, x: 7 } };
    expect(divisionsOf({ type: CLIENT.token, inputs })).toEqual([["A", "a"]]);
    expect(divisionsOf({ type: GRANT.token, inputs: { divisions: { B: "b" } } })).toEqual([["B", "b"]]);
    expect(divisionsOf({ type: ROLE.token, inputs })).toEqual([]);
    expect(divisionsOf({ type: "pulumi:pulumi:Stack", inputs })).toEqual([]);
  });
});

describe("what a resource does not tell", () => {
  it.each(KINDS)("is unknown in a %s that shows nothing", (kind) => {
    expect(containsUnknown(RESOURCES[kind].toDesired({}))).toBe(true);
  });

  it.each([
    ["role", "permissions"],
    ["role", "conditional"],
    ["role", "access"],
    ["client", "grants"],
    ["client", "scope"],
    ["client", "dataProtection"],
    ["grant", "divisions"],
    ["grant", "existingRole"],
  ] as const)("is unknown where a %s has the engine's text for it in %s", (kind, key) => {
    for (const inputs of registered[kind].map(stored)) {
      const read: Record<string, unknown> = RESOURCES[kind].toDesired({ ...inputs, [key]: UNKNOWN_VALUE });
      expect(read[key]).toBe(UNKNOWN);
    }
  });

  const values = fc.array(fc.jsonValue(), { minLength: 8 });
  it("never stops a reader, whatever the inputs are", () => {
    fc.assert(
      fc.property(fc.constantFrom(...KINDS), values, fc.dictionary(fc.string(), fc.jsonValue()), (kind, any, noise) => {
        for (const inputs of registered[kind].map(stored)) {
          const damaged = {
            ...inputs,
            ...Object.fromEntries(Object.keys(inputs).map((key, index) => [key, any[index]])),
          };
          for (const seen of [noise, damaged, { ...inputs, grants: noise, divisions: noise, conditional: [noise] }]) {
            expect(RESOURCES[kind].toDesired(seen)).toBeDefined();
            expect(Array.isArray(divisionsOf({ type: RESOURCES[kind].token, inputs: seen }))).toBe(true);
          }
        }
      }),
    );
  });
});
