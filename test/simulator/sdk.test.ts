/** The vendor's own JavaScript SDK, unchanged, against the simulator. */
import sdk from "purecloud-platform-client-v2";
import { beforeEach, expect, test } from "vitest";
import { SEED, type Simulator } from "../../simulator/index.ts";
import { openOrg } from "./support.ts";

const { EMEA_Operations: EMEA, NA_Operations: NA } = SEED.divisions;
const client = sdk.ApiClient;
let simulator: Simulator;

beforeEach(async () => {
  simulator = await openOrg();
  // Else a change of ~/.genesyscloudjavascript/config resets the gateway in the middle of a test.
  client.config.live_reload_config = false;
  client.setGateway({ host: "127.0.0.1", protocol: "http", port: simulator.port });
  await client.loginClientCredentialsGrant(SEED.deployer.clientId, SEED.deployer.clientSecret);
});

const readerBody = {
  name: "Integration - Reader",
  permissionPolicies: [{ domain: "analytics", entityName: "conversationDetail", actionSet: ["view"] }],
};
const interval = "2026-06-01T00:00:00.000Z/2026-06-08T00:00:00.000Z";

test("it lists roles with a wildcard name and arrays joined by commas", async () => {
  const { entities, pageCount } = await new sdk.AuthorizationApi().getAuthorizationRoles({
    pageSize: 100,
    name: "Access as*",
    userCount: false,
    id: [SEED.roles.admin, SEED.roles["Access as Code Deployer"]],
  });
  expect([entities?.map(({ name }) => name), pageCount]).toEqual([["Access as Code Deployer"], 1]);
});

test("a client that it makes sees the conversations of its divisions, and only those, until it is deleted", async () => {
  const [authorization, oauth, analytics] = [
    new sdk.AuthorizationApi(),
    new sdk.OAuthApi(),
    new sdk.ConversationsApi(),
  ];
  const before = simulator.export();
  const role = await authorization.postAuthorizationRoles(readerBody);
  const roleId = String(role.id);
  const body = {
    name: "Reports",
    authorizedGrantType: "CLIENT-CREDENTIALS",
    roleDivisions: [{ roleId, divisionId: EMEA }],
  };
  const made = await oauth.postOauthClients(body);
  const [id, secret] = [String(made.id), String(made.secret)];

  const asReader = async () => {
    await client.loginClientCredentialsGrant(id, secret);
    return (await analytics.postAnalyticsConversationsDetailsQuery({ interval })).conversations ?? [];
  };
  const one = await asReader();
  expect(one).toHaveLength(7);
  expect(one.every(({ divisionIds }) => divisionIds?.includes(EMEA))).toBe(true);
  await expect(new sdk.RoutingApi().getRoutingQueues()).rejects.toMatchObject({
    status: 403,
    code: "missing.any.permissions",
  });
  await expect(authorization.postAuthorizationRoles(readerBody)).rejects.toMatchObject({ status: 403 });

  await client.loginClientCredentialsGrant(SEED.deployer.clientId, SEED.deployer.clientSecret);
  await authorization.postAuthorizationSubjectDivisionRole(id, NA, roleId, { subjectType: "PC_OAUTH_CLIENT" });
  expect(await asReader()).toHaveLength(13);

  await client.loginClientCredentialsGrant(SEED.deployer.clientId, SEED.deployer.clientSecret);
  await expect(oauth.deleteOauthClient(id)).rejects.toMatchObject({ code: "cannot.delete.client" });
  await oauth.putOauthClient(id, { ...body, state: "inactive" });
  await oauth.deleteOauthClient(id);
  await expect(oauth.getOauthClient(id)).rejects.toMatchObject({ status: 404 });
  await authorization.deleteAuthorizationRole(roleId);
  expect(simulator.export()).toEqual(before);
});

test("its grants in all divisions, in bulk and by role all arrive", async () => {
  const [authorization, users] = [new sdk.AuthorizationApi(), new sdk.UsersApi()];
  const { id } = await authorization.postAuthorizationRoles(readerBody);
  const [roleId, subject] = [String(id), SEED.users["nora.na@contoso.example"]];
  await authorization.postAuthorizationSubjectDivisionRole(subject, "*", roleId, { subjectType: "PC_USER" });
  await authorization.postAuthorizationSubjectBulkadd(
    subject,
    { grants: [{ roleId, divisionId: EMEA }] },
    { subjectType: "PC_USER" },
  );
  await authorization.postAuthorizationRole(
    roleId,
    { subjectIds: [subject], divisionIds: [NA] },
    { subjectType: "PC_USER" },
  );
  const { grants } = await authorization.getAuthorizationSubject(subject);
  expect(
    grants
      ?.filter(({ role }) => role?.id === roleId)
      .map(({ division }) => division?.id)
      .sort(),
  ).toEqual(["*", EMEA, NA].sort());
  await authorization.deleteAuthorizationSubjectDivisionRole(subject, "*", roleId);
  await authorization.postAuthorizationSubjectBulkremove(subject, { grants: [{ roleId, divisionId: EMEA }] });
  expect((await users.getUserRoles(subject)).roles?.map(({ name }) => name)).toEqual([
    "employee",
    "Integration - Reader",
  ]);
});

test("a wrong secret rejects its login, and tokens/me shows the client", async () => {
  await expect(client.loginClientCredentialsGrant(SEED.deployer.clientId, "guess")).rejects.toMatchObject({
    response: { status: 401, data: { error: "invalid_client" } },
  });
  await client.loginClientCredentialsGrant(SEED.deployer.clientId, SEED.deployer.clientSecret);
  const me = await new sdk.TokensApi().getTokensMe();
  expect(me).toMatchObject({ OAuthClient: { id: SEED.deployer.clientId } });
});
