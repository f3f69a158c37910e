import { expect, test } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { as, openOrg, withToken } from "./support.ts";

type Listed = readonly {
  readonly permissionMap: Readonly<Record<string, readonly { action: string; divisionAware?: boolean }[]>>;
}[];
type Paths = Readonly<
  Record<string, Readonly<Record<string, { "x-inin-requires-permissions"?: object; deprecated?: true }>>>
>;

test("the vendor's document is served without a token, without previews, with what operations ask for", async () => {
  const simulator = await openOrg();
  const { status, body } = await withToken(simulator, "none needed").get("/api/v2/docs/swagger");
  const paths = body["paths"] as Paths;
  expect(status).toBe(200);
  expect(paths["/api/v2/routing/queues"]?.["get"]?.["x-inin-requires-permissions"]).toEqual({
    type: "ANY",
    permissions: ["routing:queue:view"],
  });
  expect(paths["/api/v2/casemanagement/caseplans/{caseplanId}/stageplans"]?.["post"]).toBeUndefined();
  expect(paths["/api/v2/fax/{faxId}/status"]?.["get"]?.["x-inin-requires-permissions"]).toEqual({
    type: "ANY",
    permissions: ["What it asks for is in no public source"],
  });
});

test("a release adds, renames and splits permissions: listing, document, roles and what calls ask for go with it", async () => {
  const simulator = await openOrg();
  const api = await as(simulator, SEED.console);
  const changed = simulator.release({
    adds: ["routing:queueForecast:view"],
    renames: [{ from: "routing:queue:view", to: "routing:queue:read" }],
    splits: [{ from: "quality:evaluation:edit", into: ["quality:evaluation:score", "quality:evaluation:comment"] }],
    divisionAware: { "routing:queueForecast:view": true },
    scopes: ["forecasts"],
  });
  expect(changed).toContain("supervisor");
  const { body } = await api.get("/api/v2/authorization/permissions?queryType=domain&query=routing");
  const [routing] = body["entities"] as unknown as Listed;
  expect(routing?.permissionMap["queue"]?.map(({ action }) => action)).toEqual(expect.arrayContaining(["read"]));
  expect(routing?.permissionMap["queue"]?.map(({ action }) => action)).not.toContain("view");
  expect(routing?.permissionMap["queueForecast"]).toMatchObject([{ action: "view", divisionAware: true }]);
  const document = await api.get("/api/v2/docs/swagger");
  const paths = document.body["paths"] as Paths;
  expect(paths["/api/v2/routing/queues"]?.["get"]?.["x-inin-requires-permissions"]).toEqual({
    type: "ANY",
    permissions: ["routing:queue:read"],
  });
  const supervisor = simulator.export().roles.find(({ name }) => name === "supervisor");
  const held = supervisor?.permissionPolicies.flatMap(({ domain, entityName, actionSet }) =>
    actionSet.map((action) => `${domain}:${entityName}:${action}`),
  );
  expect(held).toEqual(
    expect.arrayContaining(["routing:queue:read", "quality:evaluation:score", "quality:evaluation:comment"]),
  );
  expect(held).not.toContain("routing:queue:view");
  // Whoever could call it before still can.
  expect((await api.get("/api/v2/routing/queues")).status).toBe(200);
  expect((await api.get("/api/v2/oauth/scopes/forecasts")).status).toBe(200);
});

test("a release that is no release is refused, and nothing is taken of it", async () => {
  const simulator = await openOrg();
  const before = simulator.export();
  const { status } = await withToken(simulator, "none needed").send("POST", "/simulator/release", { adds: ["queue"] });
  expect(status).toBe(400);
  expect(simulator.export()).toEqual(before);
});

test("a release over HTTP widens roles by its back-fill", async () => {
  const simulator = await openOrg();
  const release = {
    adds: ["routing:queueForecast:view"],
    backfills: [{ holding: "routing:queue:view", adds: "routing:queueForecast:view" }],
  };
  const { body } = await withToken(simulator, "none needed").send("POST", "/simulator/release", release);
  expect(body["changed"]).toEqual(["Legacy Reporting - all", "admin", "supervisor", "user"]);
});
