import * as pulumi from "@pulumi/pulumi";
import { beforeAll, expect, it } from "vitest";
import { RESOURCES } from "../../access/resources/index.ts";
import { HANDLER_TEXTS } from "../../providers/handlerTexts.ts";
import { Division, OAuthClient, Role, RoleGrant } from "../../providers/index.ts";

const registered: pulumi.runtime.MockResourceArgs[] = [];
const owned = { organization: "org", managedBy: "genesys-access/test/x/y" };

beforeAll(() =>
  pulumi.runtime.setMocks({
    call: () => ({}),
    newResource: (args) => {
      registered.push(args);
      return { id: `${args.name}-id`, state: args.inputs };
    },
  }),
);

const idOf = (resource: pulumi.CustomResource) => new Promise((resolve) => resource.id.apply(resolve));
const inputsOf = (type: string) => registered.find((resource) => resource.type === type)?.inputs;

it("registers every class under its type with the text of its provider, ids flowing from one to the next", async () => {
  const division = new Division("silo", { ...owned, divisionKey: "silo", name: "Silo", description: "" });
  const role = new Role("reader", {
    ...owned,
    roleKey: "reader",
    name: "Reader",
    description: "",
    access: "read-only",
    permissions: ["routing:queue:view"],
    conditional: [],
  });
  const client = new OAuthClient("bi", {
    ...owned,
    clientKey: "bi",
    name: "BI",
    description: "",
    access: "read-only",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    accessTokenValiditySeconds: 3600,
    scope: [],
    registeredRedirectUri: [],
    development: false,
    grants: { reader: { roleId: role.id, divisions: { Silo: division.id } } },
  });
  const grant = new RoleGrant("users.a.reader", {
    organization: "org",
    subjectType: "PC_USER",
    subjectId: "u",
    subjectKey: "a",
    roleKey: "reader",
    roleId: role.id,
    divisions: { Silo: division.id },
  });
  await Promise.all([division, role, client, grant].map(idOf));
  for (const { token, handler } of Object.values(RESOURCES)) {
    expect(inputsOf(token)).toMatchObject({ __provider: HANDLER_TEXTS[handler], organization: "org" });
  }
  expect(inputsOf(RESOURCES.client.token)).toMatchObject({
    grants: { reader: { roleId: "reader-id", divisions: { Silo: "silo-id" } } },
  });
  expect(inputsOf(RESOURCES.grant.token)).toMatchObject({ roleId: "reader-id" });
  expect([Division, Role, OAuthClient, RoleGrant].map((type) => type.__pulumiType)).toEqual([
    RESOURCES.division.token,
    RESOURCES.role.token,
    RESOURCES.client.token,
    RESOURCES.grant.token,
  ]);
});

it("fills in what a program of one's own need not say, and nothing that says who may do what", async () => {
  const own = { organization: "org", name: "Own" };
  const role = new Role("own-role", { ...own, permissions: ["routing:queue:view"], access: undefined as never });
  const client = new OAuthClient("own-client", { ...own, authorizedGrantType: "CLIENT-CREDENTIALS", grants: {} });
  await Promise.all([role, client].map(idOf));
  const inputs = (name: string) => registered.find((resource) => resource.name === name)?.inputs;
  expect(inputs("own-role")).toMatchObject({
    managedBy: "project/stack/roles/own-role",
    roleKey: "own-role",
    access: "read-only",
    conditional: [],
    description: "",
  });
  expect(inputs("own-client")).toMatchObject({
    managedBy: "project/stack/clients/own-client",
    clientKey: "own-client",
    access: "read-only",
    accessTokenValiditySeconds: 86_400,
    scope: [],
    development: false,
    grants: {},
  });
});

it("tells a role's permissions, which the state keeps once, as the org will hold them", async () => {
  const permissions = ["routing:queue:view", "routing:queue:search", "analytics:conversationDetail:view"];
  const role = new Role("told", { organization: "org", name: "Told", permissions });
  const told = await new Promise((resolve) => role.permissions.apply(resolve));
  expect(told).toEqual(["analytics:conversationDetail:view", "routing:queue:search,view"]);
});
