import { expect, test } from "vitest";
import { SEED, seedOrg } from "../../simulator/index.ts";
import { as, makeClient, makeRole, openOrg, withToken } from "./support.ts";

const QUEUES = { permission: "routing:queue:view" };

test("the history begins with everything that is held, and tells only changes from then on", async () => {
  const simulator = await openOrg();
  const [start] = simulator.history();
  expect(start?.roles).toHaveLength(seedOrg().roles.length);
  expect(start?.subjects.find(({ id }) => id === SEED.deployer.clientId)).toMatchObject({
    type: "PC_OAUTH_CLIENT",
    grants: [{ roleId: SEED.roles["Access as Code Deployer"], divisionId: "*" }],
  });

  const api = await as(simulator, SEED.console);
  const { clientId, roleId } = await makeClient(api, "Export", ["routing:queue:view"], [SEED.divisions.EMEA_Support]);
  await api.get("/api/v2/authorization/roles");
  const [, role, client, ...rest] = simulator.history();
  expect(role).toMatchObject({ roles: [{ id: roleId, permits: [QUEUES] }], subjects: [] });
  expect(client).toMatchObject({ roles: [], subjects: [{ id: clientId, name: "Export", grants: [{ roleId }] }] });
  expect(rest).toEqual([]);
  expect(simulator.requests[(client?.requests ?? 0) - 1]).toMatchObject({
    method: "POST",
    path: "/api/v2/oauth/clients",
  });
});

test("roles are told as they were, also after they changed; what is gone permits and holds nothing", async () => {
  const simulator = await openOrg();
  const api = await as(simulator, SEED.console);
  const { clientId, roleId } = await makeClient(api, "Export", ["routing:queue:view"], ["*"]);
  const { body: client } = await api.get(`/api/v2/oauth/clients/${clientId}`);
  const seen = simulator.history().length;
  await api.send("PUT", `/api/v2/authorization/roles/${roleId}`, { name: "Export role", permissionPolicies: [] });
  await api.send("PUT", `/api/v2/oauth/clients/${clientId}`, { ...client, state: "inactive" });
  await api.send("DELETE", `/api/v2/oauth/clients/${clientId}`);
  await api.send("DELETE", `/api/v2/authorization/roles/${roleId}`);
  expect(simulator.history().slice(seen)).toMatchObject([
    { roles: [{ id: roleId, permits: [] }] },
    { subjects: [{ id: clientId, grants: [] }] },
    { roles: [{ id: roleId, permits: [] }] },
  ]);
  expect(simulator.history()[seen - 2]).toMatchObject({ roles: [{ id: roleId, permits: [QUEUES] }] });
});

test("the history is served over HTTP", async () => {
  const simulator = await openOrg();
  const { body } = await withToken(simulator, "none needed").get("/simulator/history");
  expect(body).toEqual(JSON.parse(JSON.stringify(simulator.history())));
});

test("a back-fill adds a permission to every role that holds another one, and to no other", async () => {
  const simulator = await openOrg();
  const api = await as(simulator, SEED.console);
  const holder = await makeRole(api, "Holder", "wfm:historicalAdherence:view");
  const other = await makeRole(api, "Other", "routing:queue:view");
  const release = { holding: "wfm:historicalAdherence:view", adds: "wfm:activityCode:view" };
  const { body } = await api.send("POST", "/simulator/backfill", release);
  expect(body["widened"]).toEqual(["Holder"]);
  const permits = (id: string) => simulator.history().findLast(({ roles }) => roles.some((it) => it.id === id))?.roles;
  expect(permits(holder.id)).toMatchObject([
    { permits: [{ permission: release.holding }, { permission: release.adds }] },
  ]);
  expect(permits(other.id)).toMatchObject([{ permits: [QUEUES] }]);
  expect(simulator.backfill(release)).toEqual([]);
});

test("an org that switched the back-fill off is not widened", async () => {
  const seed = seedOrg();
  const simulator = await openOrg({ seed: { ...seed, settings: { ...seed.settings, backfillEnabled: false } } });
  const before = simulator.export();
  expect(simulator.backfill({ holding: "routing:queue:view", adds: "wfm:activityCode:view" })).toEqual([]);
  expect(simulator.export()).toEqual(before);
});
