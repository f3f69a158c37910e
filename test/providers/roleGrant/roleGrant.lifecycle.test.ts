import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { UNKNOWN_VALUE as UNKNOWN } from "../../../access/resources/unknown.ts";
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
  it("shows a division that the console took away, and leaves one that it added alone", async () => {
    const { id, outs } = await handler().create(
      grantProps(roleId, { divisions: { EMEA_Operations: EMEA, NA_Operations: NA } }),
    );
    await grantInConsole(ERIK, "PC_USER", SUPPORT);
    await org.console.delete(`/api/v2/authorization/subjects/${ERIK}/divisions/${NA}/roles/${roleId}`);
    const { inputs, props } = await handler().read(id, outs);
    expect([inputs?.["divisions"], props?.["divisions"]]).toEqual(Array(2).fill({ EMEA_Operations: EMEA }));
    expect(org.told).toEqual([
      'erik.emea@contoso.example holds the role "bi-reader" in EMEA_Support as well: not managed by this stack, and left alone. ' +
        "With `exclusive: true` the next update takes it away.",
    ]);
  });

  it("shows a division that the console added to an exclusive grant, by its name, and one that it took away", async () => {
    const { id, outs } = await handler().create(
      grantProps(roleId, { divisions: { EMEA_Operations: EMEA, NA_Operations: NA }, exclusive: true }),
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

describe("the calls of a refresh", () => {
  const users = () => Object.values(SEED.users);
  const bulk = (subjectType: string, subjectId: string, roles: readonly string[], divisions = [EMEA]) =>
    org.console.post(
      `/api/v2/authorization/subjects/${subjectId}/bulkadd`,
      { grants: roles.flatMap((role) => divisions.map((divisionId) => ({ roleId: role, divisionId }))) },
      ignored,
      { query: { subjectType } },
    );
  const readAll = async (all: readonly ReturnType<typeof grantProps>[]) => {
    const run = handler();
    org.calls();
    const found = await Promise.all(
      all.map((props) => run.read(`${props.subjectType}:${props.subjectId}:${props.roleId}`, props)),
    );
    return { found, calls: org.calls().filter((call) => call.includes("/authorization/")) };
  };

  it("are one listing for many subjects with one role", async () => {
    const props = users().map((subjectId) => grantProps(roleId, { subjectId }));
    for (const { subjectId } of props) await bulk("PC_USER", subjectId, [roleId]);
    const { found, calls } = await readAll(props);
    expect(found.map(({ inputs }) => inputs?.["divisions"])).toEqual(props.map(({ divisions }) => divisions));
    expect(calls).toEqual(["GET /api/v2/authorization/roles/{roleId}/subjectgrants"]);
  });

  it("are one subject for one subject with many roles", async () => {
    const roles = Object.values(SEED.roles);
    await bulk("PC_USER", ERIK, roles);
    const { found, calls } = await readAll(roles.map((role) => grantProps(role)));
    expect(found.every(({ id }) => id !== undefined)).toBe(true);
    // He held one of them elsewhere already: that division needs a name.
    expect(calls).toEqual(["GET /api/v2/authorization/subjects/{subjectId}", "GET /api/v2/authorization/divisions"]);
  });

  it("ask besides for the subjects whose grants are not as deployed", async () => {
    const props = users().map((subjectId) => grantProps(roleId, { subjectId, exclusive: true }));
    for (const { subjectId } of props) await bulk("PC_USER", subjectId, [roleId]);
    await bulk("PC_USER", props[0]?.subjectId ?? "", [roleId], [NA]);
    await org.console.delete(`/api/v2/authorization/subjects/${props[1]?.subjectId}/divisions/${EMEA}/roles/${roleId}`);
    const { found, calls } = await readAll(props);
    expect(found[0]?.inputs?.["divisions"]).toEqual({ EMEA_Operations: EMEA, NA_Operations: NA });
    expect(found[1]).toEqual({});
    expect(found.slice(2).every(({ id }) => id !== undefined)).toBe(true);
    expect(calls.sort()).toEqual([
      "GET /api/v2/authorization/divisions",
      "GET /api/v2/authorization/roles/{roleId}/subjectgrants",
      "GET /api/v2/authorization/subjects/{subjectId}",
      "GET /api/v2/authorization/subjects/{subjectId}",
    ]);
  });

  it("ask each user where a group has the role in the same division", async () => {
    const props = users().map((subjectId) => grantProps(roleId, { subjectId }));
    for (const { subjectId } of props) await bulk("PC_USER", subjectId, [roleId]);
    await bulk("PC_GROUP", SEED.groups["EMEA Supervisors"], [roleId]);
    const { found, calls } = await readAll(props);
    expect(found.map(({ inputs }) => inputs?.["divisions"])).toEqual(props.map(({ divisions }) => divisions));
    expect(calls.filter((call) => call.endsWith("/{subjectId}"))).toHaveLength(props.length);
  });

  it("do not trust a listing that is older than a grant of this run", async () => {
    const [first, second, third] = users().map((subjectId) => grantProps(roleId, { subjectId }));
    if (!first || !second || !third) throw new Error("the seed has three users at least");
    for (const { subjectId } of [first, second]) await bulk("PC_USER", subjectId, [roleId]);
    const run = handler();
    await Promise.all([first, second].map((props) => run.read("id", props)));
    const { id, outs } = await run.create(third);
    expect((await run.read(id, outs)).id).toBe(id);
    await run.delete("id", first);
    expect(await run.read("id", first)).toEqual({});
    expect((await run.read("id", second)).id).toBe("id");
  });

  it("leave a listing alone that has more pages than grants were asked for", { timeout: 120_000 }, async () => {
    const seed = org.simulator.export();
    const holder = { subjectType: "PC_USER" as const, roleId, divisionId: EMEA, grantMadeAt: new Date().toISOString() };
    const [user] = seed.users;
    if (!user) throw new Error("the seed has users");
    for (let index = 0; index < 450; index++) {
      const id = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
      seed.users.push({ ...user, id, email: `user${index}@contoso.example` });
      seed.grants.push({ ...holder, subjectId: id });
    }
    await org.close();
    org = await orgUnderTest({ seed });
    const props = seed.users.slice(-30).map(({ id }) => grantProps(roleId, { subjectId: id }));
    const few = await readAll(props.slice(0, 3));
    expect(few.found.every(({ id }) => id !== undefined)).toBe(true);
    expect(few.calls).toEqual([
      "GET /api/v2/authorization/roles/{roleId}/subjectgrants",
      ...Array(3).fill("GET /api/v2/authorization/subjects/{subjectId}"),
    ]);
    const many = await readAll(props);
    expect(many.found.every(({ id }) => id !== undefined)).toBe(true);
    expect(many.calls).toEqual(Array(5).fill("GET /api/v2/authorization/roles/{roleId}/subjectgrants"));
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

describe("several divisions", () => {
  const divisions = { EMEA_Operations: EMEA, EMEA_Support: SUPPORT, NA_Operations: NA };
  const writes = () => org.calls().filter((call) => !call.startsWith("GET"));

  it("are granted in one call and revoked in one", async () => {
    const { id, outs } = await handler().create(grantProps(roleId, { divisions }));
    expect(held()).toEqual(Object.values(divisions).sort());
    expect(writes()).toEqual(["POST /api/v2/authorization/subjects/{subjectId}/bulkadd"]);
    await handler().delete(id, outs);
    expect(held()).toEqual([]);
    expect(writes()).toEqual(["POST /api/v2/authorization/subjects/{subjectId}/bulkremove"]);
  });

  it("are added in one call and taken away in one by an update", async () => {
    const { id, outs } = await handler().create(grantProps(roleId, { divisions: { "*": "*", NA_Operations: NA } }));
    writes();
    await handler().update(
      id,
      outs,
      grantProps(roleId, { divisions: { EMEA_Operations: EMEA, EMEA_Support: SUPPORT } }),
    );
    expect(held()).toEqual([EMEA, SUPPORT].sort());
    expect(writes()).toEqual([
      "POST /api/v2/authorization/subjects/{subjectId}/bulkadd",
      "POST /api/v2/authorization/subjects/{subjectId}/bulkremove",
    ]);
  });

  it("are revoked one by one where the org refuses them together, because one is gone", async () => {
    const gone = "00000000-0000-4000-8000-000000000000";
    const { id, outs } = await handler().create(grantProps(roleId, { divisions }));
    writes();
    await handler().delete(id, { ...outs, divisions: { ...divisions, Gone: gone } });
    expect(held()).toEqual([]);
    const one = "DELETE /api/v2/authorization/subjects/{subjectId}/divisions/{divisionId}/roles/{roleId}";
    expect(writes()).toEqual(["POST /api/v2/authorization/subjects/{subjectId}/bulkremove", ...Array(4).fill(one)]);
  });

  it.each(["drop-after", "hang-after"] as const)("are revoked once when the answer is lost (%s)", async (kind) => {
    await org.close();
    org = await orgUnderTest({ timeoutMs: 300 });
    roleId = (await handlersOver(org.session).role.create(roleProps())).id;
    const { id, outs } = await handler().create(grantProps(roleId, { divisions }));
    org.simulator.switches.faults = [{ method: "POST", path: "/bulkremove$", kind, times: 1 }];
    await handler().delete(id, outs);
    expect(held()).toEqual([]);
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

describe("the pin of a role's permissions", () => {
  const PIN = { name: "Integration - BI Reader", permissions: ["routing:queue:view"] };
  const NOW = {
    name: "Integration - BI Reader",
    permissions: ["analytics:conversationDetail:view", "routing:queue:search,view"],
  };

  it("stays through a refresh, which tells beside it what the role permits now", async () => {
    const pinned = await handler().create(grantProps(roleId, { rolePermits: PIN }));
    const found = await handler().read(pinned.id, pinned.outs);
    for (const values of [found.inputs, found.props])
      expect(values).toMatchObject({ rolePermits: PIN, rolePermitsInOrg: NOW });
    // A second refresh, over what the first one left, is no other: neither does it renew the pin, nor does it tell less.
    const { __provider } = grantProps(roleId);
    expect(await handler().read(pinned.id, { ...found.props, __provider })).toEqual(found);
  });

  it("is told as no drift again, once the role permits what it did", async () => {
    const pinned = await handler().create(grantProps(roleId, { rolePermits: NOW }));
    const { props } = await handler().read(pinned.id, { ...pinned.outs, rolePermitsInOrg: PIN });
    expect(props?.["rolePermits"]).toEqual(NOW);
    expect(props).not.toHaveProperty("rolePermitsInOrg");
  });

  it("is left alone where an earlier release made none", async () => {
    const { rolePermits: _, ...older } = (await handler().create(grantProps(roleId, { rolePermits: PIN }))).outs;
    const { inputs, props } = await handler().read("id", older);
    for (const values of [inputs, props]) expect(Object.keys(values ?? {}).join()).not.toContain("rolePermits");
  });

  it.each([
    ["renewed by the first update after a refresh", NOW],
    ["kept by it where the role is again as it was", PIN],
  ])("is %s, without a call, and the drift goes with it", async (_, rolePermits) => {
    const pinned = await handler().create(grantProps(roleId, { rolePermits: PIN }));
    const { props } = await handler().read(pinned.id, pinned.outs);
    org.calls();
    const { outs } = await handler().update(pinned.id, { ...props }, grantProps(roleId, { rolePermits }));
    expect(outs["rolePermits"]).toEqual(rolePermits);
    expect(outs).not.toHaveProperty("rolePermitsInOrg");
    expect(org.calls()).toEqual(["GET /api/v2/organizations/me"]);
  });

  it("is renewed by an update that sends nothing, and a division beside it is granted", async () => {
    const { id, outs } = await handler().create(grantProps(roleId, { rolePermits: PIN }));
    org.calls();
    const renewed = await handler().update(id, outs, grantProps(roleId, { rolePermits: NOW }));
    expect(renewed.outs).toMatchObject({ rolePermits: NOW });
    expect(org.calls()).toEqual(["GET /api/v2/organizations/me"]);
    const more = { rolePermits: PIN, divisions: { EMEA_Operations: EMEA, NA_Operations: NA } };
    await handler().update(id, renewed.outs, grantProps(roleId, more));
    expect(held()).toEqual([EMEA, NA].sort());
  });
});
