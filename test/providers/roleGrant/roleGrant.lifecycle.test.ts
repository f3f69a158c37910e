import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UNKNOWN_VALUE as UNKNOWN } from "../../../access/resourceTypes.ts";
import { ignored } from "../../../providers/genesys/wire.ts";
import { SEED } from "../../../simulator/index.ts";
import { grantProps, handlersOver, roleProps } from "../support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "../support/orgUnderTest.ts";

const ERIK = SEED.users["erik.emea@contoso.example"];
const { EMEA_Operations: EMEA, NA_Operations: NA, EMEA_Support: SUPPORT } = SEED.divisions;
let org: OrgUnderTest;
let roleId: string;

beforeEach(async () => {
  org = await orgUnderTest();
  roleId = (await handlersOver(org.session).role.create(roleProps())).id;
  org.calls();
});
afterEach(() => org.close());

const handler = () => handlersOver(org.newRun()).roleGrant;
const held = (subjectId = ERIK) =>
  org.simulator
    .export()
    .grants.filter((grant) => grant.subjectId === subjectId && grant.roleId === roleId)
    .map(({ divisionId }) => divisionId)
    .sort();

function grantInConsole(subjectId: string, subjectType: string, divisionId: string, role = roleId): Promise<unknown> {
  const path = `/api/v2/authorization/subjects/${subjectId}/bulkadd`;
  return org.console.post(path, { grants: [{ roleId: role, divisionId }] }, ignored, { query: { subjectType } });
}

it.each([
  ["PC_USER", ERIK],
  ["PC_GROUP", SEED.groups["EMEA Supervisors"]],
  ["PC_OAUTH_CLIENT", SEED.legacy.clientId],
])("grants a role to a %s and reads it back without a difference", async (subjectType, subjectId) => {
  const { __provider, ...inputs } = grantProps(roleId, { subjectType, subjectId });
  const { id, outs } = await handler().create(grantProps(roleId, { subjectType, subjectId }));
  expect(id).toBe(`${subjectType}:${subjectId}:${roleId}`);
  expect(held(subjectId)).toEqual([EMEA]);
  expect(await handler().read(id, outs)).toEqual({ id, props: inputs, inputs });
});

it("grants all divisions as a star", async () => {
  const props = grantProps(roleId, { divisions: { "*": "*" }, justification: "Reports on the whole org" });
  const { id, outs } = await handler().create(props);
  expect(held()).toEqual(["*"]);
  expect((await handler().read(id, outs)).inputs).toMatchObject({
    divisions: { "*": "*" },
    justification: "Reports on the whole org",
  });
  await handler().delete(id, outs);
  expect(held()).toEqual([]);
});

it.each(["drop-after", "hang-after"] as const)("repeats a grant whose answer was lost (%s)", async (kind) => {
  await org.close();
  org = await orgUnderTest({ timeoutMs: 300 });
  roleId = (await handlersOver(org.session).role.create(roleProps())).id;
  org.simulator.switches.faults = [{ method: "POST", path: "/bulkadd$", kind, times: 1 }];
  await handler().create(grantProps(roleId));
  expect(held()).toEqual([EMEA]);
});

it("waits for a new role that the org's caches do not know yet", async () => {
  org.simulator.switches.faults = [{ method: "POST", path: "/bulkadd$", kind: "status", status: 404, times: 2 }];
  await handler().create(grantProps(roleId));
  expect(held()).toEqual([EMEA]);
});

describe("read", () => {
  it("shows a division that the console added, by its name, and one that it took away", async () => {
    const { id, outs } = await handler().create(
      grantProps(roleId, { divisions: { EMEA_Operations: EMEA, NA_Operations: NA } }),
    );
    await grantInConsole(ERIK, "PC_USER", SUPPORT);
    await org.console.delete(`/api/v2/authorization/subjects/${ERIK}/divisions/${NA}/roles/${roleId}`);
    expect((await handler().read(id, outs)).inputs).toMatchObject({
      divisions: { EMEA_Operations: EMEA, EMEA_Support: SUPPORT },
    });
  });

  it("does not take a grant that a group gives for the user's own", async () => {
    const emma = SEED.users["emma.emea@contoso.example"];
    const props = grantProps(roleId, { subjectId: emma });
    const { id, outs } = await handler().create(props);
    await grantInConsole(SEED.groups["EMEA Supervisors"], "PC_GROUP", EMEA);
    await grantInConsole(SEED.groups["EMEA Supervisors"], "PC_GROUP", NA);
    expect((await handler().read(id, outs)).inputs).toMatchObject({ divisions: { EMEA_Operations: EMEA } });
    await org.console.delete(`/api/v2/authorization/subjects/${emma}/divisions/${EMEA}/roles/${roleId}`);
    expect(await handler().read(id, outs)).toEqual({});
  });

  it("is gone when the subject is gone", async () => {
    const nobody = "00000000-0000-4000-8000-000000000000";
    expect(await handler().read(`PC_USER:${nobody}:${roleId}`, grantProps(roleId, { subjectId: nobody }))).toEqual({});
  });

  it("asks once for a subject with several roles", async () => {
    const { roleGrant } = handlersOver(org.newRun());
    const props = grantProps(roleId);
    const { id, outs } = await roleGrant.create(props);
    org.calls();
    await Promise.all([roleGrant.read(id, outs), roleGrant.read(id, outs), roleGrant.read(id, outs)]);
    expect(org.calls()).toEqual(["GET /api/v2/authorization/subjects/{subjectId}"]);
  });
});

describe("update", () => {
  it("adds the new divisions before it removes the old ones", async () => {
    const { id, outs } = await handler().create(grantProps(roleId));
    org.calls();
    await handler().update(id, outs, grantProps(roleId, { divisions: { NA_Operations: NA } }));
    expect(held()).toEqual([NA]);
    expect(org.calls().filter((call) => !call.startsWith("GET"))).toEqual([
      "POST /api/v2/authorization/subjects/{subjectId}/bulkadd",
      "DELETE /api/v2/authorization/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}",
    ]);
  });

  it("leaves other grants of the subject alone", async () => {
    const { id, outs } = await handler().create(grantProps(roleId));
    await grantInConsole(ERIK, "PC_USER", NA, SEED.roles.supervisor);
    const others = () => org.simulator.export().grants.filter((grant) => grant.roleId !== roleId);
    const before = others();
    await handler().update(id, outs, grantProps(roleId, { divisions: { EMEA_Support: SUPPORT } }));
    await handler().delete(id, grantProps(roleId, { divisions: { EMEA_Support: SUPPORT } }));
    expect(others()).toEqual(before);
  });

  it("remembers what it could not remove, so that the next update does", async () => {
    const { id, outs } = await handler().create(grantProps(roleId));
    const news = grantProps(roleId, { divisions: { NA_Operations: NA } });
    org.simulator.switches.faults = [{ method: "DELETE", path: "/subjects/", kind: "status", status: 409, times: 1 }];
    const failure = await handler()
      .update(id, outs, news)
      .catch((error: unknown) => error as { id: string; properties: Record<string, unknown>; reasons: string[] });
    if (!("properties" in failure)) throw new Error("the update should have failed");
    expect(failure).toMatchObject({ id, reasons: [expect.stringContaining("409")] });
    expect(failure.properties["__provider"]).toBe(news.__provider);
    expect(Object.values(failure.properties["divisions"] as object).sort()).toEqual([EMEA, NA].sort());
    await handler().update(id, failure.properties, news);
    expect(held()).toEqual([NA]);
  });
});

it("revokes on delete, and is content when the grant is gone already", async () => {
  const { id, outs } = await handler().create(grantProps(roleId));
  await handler().delete(id, outs);
  expect(held()).toEqual([]);
  await handler().delete(id, outs);
});

it("keeps what the same run granted, when a grant is replaced by itself or its key was renamed", async () => {
  const divisions = { EMEA_Operations: EMEA, NA_Operations: NA };
  const { outs } = await handler().create(grantProps(roleId, { divisions }));
  const run = handler();
  const { id } = await run.create(grantProps(roleId, { roleKey: "reader" }));
  await run.delete(id, outs);
  expect(held()).toEqual([EMEA]);
});

it("never gives the deployer a role and never takes one from it", async () => {
  const props = grantProps(roleId, { subjectType: "PC_OAUTH_CLIENT", subjectId: SEED.deployer.clientId });
  const before = org.simulator.export();
  await expect(handler().create(props)).rejects.toThrow("it is the client that deploys this stack");
  await expect(handler().update("id", props, props)).rejects.toThrow("it is the client that deploys this stack");
  await expect(handler().delete("id", props)).rejects.toThrow("it is the client that deploys this stack");
  expect(org.simulator.export()).toEqual(before);
});

it("replaces a grant for another subject or role, and where the role is not known yet", async () => {
  const olds = grantProps(roleId);
  expect(await handler().diff("id", olds, grantProps(roleId, { divisions: {} }))).toEqual({ replaces: [] });
  expect(await handler().diff("id", olds, grantProps("other"))).toEqual({ replaces: ["roleId"] });
  expect(await handler().diff("id", olds, grantProps(UNKNOWN))).toEqual({ replaces: ["roleId"] });
  const moved = grantProps(roleId, { subjectType: "PC_GROUP", subjectId: "g" });
  expect(await handler().diff("id", olds, moved)).toEqual({ replaces: ["subjectType", "subjectId"] });
});
