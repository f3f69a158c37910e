import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { withMarker } from "../../../access/resources/marker.ts";
import { wireRole } from "../../../providers/genesys/wire.ts";
import { EARLIER_HANDLER_TEXTS } from "../../../providers/handlerTexts.ts";
import { SEED } from "../../../simulator/index.ts";
import { handlersOver, ORGANIZATION, roleProps } from "../support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "../support/orgUnderTest.ts";

const ROLES = "/api/v2/authorization/roles";
let org: OrgUnderTest;

beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

const handlers = () => handlersOver(org.newRun());
const roleNamed = (name: string) => org.simulator.export().roles.filter((role) => role.name === name);

describe("create", () => {
  it("writes the role with its permissions and the stack's marker", async () => {
    const { id } = await handlers().role.create(roleProps());
    expect(roleNamed("Integration - BI Reader")).toMatchObject([
      {
        id,
        description: "Nightly export [genesys-access/test/roles/bi-reader]",
        permissions: [],
        permissionPolicies: [
          { domain: "analytics", entityName: "conversationDetail", actionSet: ["view"] },
          { domain: "routing", entityName: "queue", actionSet: ["search", "view"] },
        ],
      },
    ]);
  });

  it("takes over the role of a create whose state was lost", async () => {
    const { id } = await handlers().role.create(roleProps());
    const again = await handlers().role.create(roleProps());
    expect(again.id).toBe(id);
    expect(roleNamed("Integration - BI Reader")).toHaveLength(1);
  });

  it("refuses a role with its marker that is not what was sent, and leaves it as it is", async () => {
    await handlers().role.create(roleProps({ permissions: ["routing:queue:view"] }));
    const before = org.simulator.export();
    await expect(handlers().role.create(roleProps({ name: "Integration - BI" }))).rejects.toThrow(
      /it is called "Integration - BI Reader"; it does not permit analytics:conversationDetail:view, routing:queue:search\./,
    );
    expect(org.simulator.export()).toEqual(before);
  });

  it("refuses the name of a role that another stack manages, and says whose it is", async () => {
    const { id } = await handlers().role.create(roleProps({ managedBy: "genesys-access/other/roles/bi" }));
    const error = await handlers()
      .role.create(roleProps())
      .catch((caught: Error) => caught);
    expect(error).toMatchObject({ message: expect.stringContaining(id), stack: "" });
    expect(error).toMatchObject({ message: expect.stringContaining("managed by genesys-access/other/roles/bi") });
  });

  it("says how to rename a key, when the name is that of another role of this stack", async () => {
    await handlers().role.create(roleProps({ managedBy: "genesys-access/test/roles/old-key" }));
    await expect(handlers().role.create(roleProps())).rejects.toThrow("pulumi state rename");
  });

  it("refuses the name of a vendor role and changes nothing", async () => {
    const before = org.simulator.export();
    await expect(handlers().role.create(roleProps({ name: "employee" }))).rejects.toThrow(
      "refer to the one that is there",
    );
    expect(org.simulator.export()).toEqual(before);
  });

  it.each(["drop-after", "hang-after", "drop-before"] as const)(
    "makes one role when its answer is lost (%s)",
    async (kind) => {
      await org.close();
      org = await orgUnderTest({
        timeoutMs: 300,
        switches: { faults: [{ method: "POST", path: `^${ROLES}$`, kind, times: 1 }] },
      });
      const { id } = await handlers().role.create(roleProps());
      expect(roleNamed("Integration - BI Reader")).toMatchObject([{ id }]);
    },
  );

  it("finds the lost role also when listings show it late", async () => {
    await org.close();
    const faults = [{ method: "POST", path: `^${ROLES}$`, kind: "drop-after" as const, times: 1 }];
    org = await orgUnderTest({ switches: { readAfterWriteDelayMs: 3000, faults } });
    const { id } = await handlers().role.create(roleProps());
    expect(roleNamed("Integration - BI Reader")).toMatchObject([{ id }]);
  });
});

describe("read", () => {
  it("finds no drift right after a create", async () => {
    const inputs = roleProps({
      conditional: [
        {
          permission: "recording:recording:view",
          condition: {
            conjunction: "AND",
            terms: [
              { variableName: "Conversation.mediaType", operator: "EQ", operands: [{ type: "SCALAR", value: "CALL" }] },
              {
                variableName: "Conversation.queues",
                operator: "IN",
                operands: [{ type: "QUEUE", value: SEED.queues["EMEA Sales"] }],
              },
            ],
          },
        },
      ],
    });
    const { __provider, ...expected } = inputs;
    const { id, outs } = await handlers().role.create(inputs);
    expect((await handlers().role.read(id, outs)).inputs).toEqual(expected);
  });

  it("shows what somebody changed in the console, property by property", async () => {
    const { id, outs } = await handlers().role.create(roleProps());
    await org.console.put(
      `${ROLES}/${id}`,
      {
        name: "Renamed",
        description: "Other text",
        permissions: ["admin"],
        permissionPolicies: [{ domain: "routing", entityName: "queue", actionSet: ["view", "delete"] }],
      },
      wireRole,
    );
    expect((await handlers().role.read(id, outs)).inputs).toMatchObject({
      name: "Renamed",
      description: "Other text",
      permissions: ["routing:queue:delete,view"],
      generalPermissions: ["admin"],
    });
  });

  it("keeps a written star that the org has expanded", async () => {
    const { id, outs } = await handlers().role.create(roleProps({ permissions: ["routing:queue:*"] }));
    const held = org.simulator.export().roles.find((role) => role.id === id)?.permissionPolicies[0]?.actionSet ?? [];
    expect(held.length).toBeGreaterThan(3);
    expect((await handlers().role.read(id, outs)).inputs).toMatchObject({ permissions: ["routing:queue:*"] });
  });

  it("gives nothing for a role that is gone", async () => {
    const { id, outs } = await handlers().role.create(roleProps());
    await org.console.delete(`${ROLES}/${id}`);
    expect(await handlers().role.read(id, outs)).toEqual({});
  });

  it("asks for the role itself before it is gone, because a listing can be older than the role", async () => {
    const run = org.newRun();
    await run.listings.roles.all();
    const { id, outs } = await handlers().role.create(roleProps());
    expect((await handlersOver(run).role.read(id, outs)).id).toBe(id);
  });

  it("reads many roles with one listing", async () => {
    const made = [];
    for (const index of [1, 2, 3, 4]) {
      const changes = { name: `Role ${index}`, managedBy: `genesys-access/test/roles/r${index}` };
      made.push(await handlers().role.create(roleProps(changes)));
    }
    const { role } = handlers();
    org.calls();
    await Promise.all(made.map(({ id, outs }) => role.read(id, outs)));
    expect(org.calls().sort()).toEqual(["GET /api/v2/authorization/roles", "GET /api/v2/organizations/me"]);
  });
});

describe("update", () => {
  it("replaces the whole role with one PUT, a general permission from the console included", async () => {
    const { id, outs } = await handlers().role.create(roleProps());
    await org.console.put(`${ROLES}/${id}`, { name: "Integration - BI Reader", permissions: ["admin"] }, wireRole);
    const news = roleProps({ permissions: ["routing:queue:view"] });
    await handlers().role.update(id, outs, news);
    expect(roleNamed("Integration - BI Reader")).toMatchObject([
      {
        permissions: [],
        permissionPolicies: [{ actionSet: ["view"] }],
        description: withMarker("Nightly export", news.managedBy),
      },
    ]);
  });

  it("says to refresh when the role is gone", async () => {
    const { id, outs } = await handlers().role.create(roleProps());
    await org.console.delete(`${ROLES}/${id}`);
    await expect(handlers().role.update(id, outs, roleProps())).rejects.toThrow("pulumi refresh");
  });

  it("writes nothing where a state only has the text of an earlier release, and takes away drift all the same", async () => {
    const earlier = { __provider: EARLIER_HANDLER_TEXTS.role };
    const { id, outs } = await handlers().role.create(roleProps());
    org.calls();
    const whole = { ...roleProps(), ...earlier };
    const { props: refreshed } = await handlers().role.read(id, whole);
    expect({ ...refreshed, ...earlier }).toEqual(whole);
    org.calls();
    expect((await handlers().role.update(id, whole, roleProps())).outs).toEqual(outs);
    expect(org.calls().filter((call) => !call.startsWith("GET"))).toEqual([]);
    const drifted = { ...whole, generalPermissions: ["admin"] };
    expect((await handlers().role.update(id, drifted, roleProps())).outs).not.toHaveProperty("generalPermissions");
    expect(org.calls()).toContain("PUT /api/v2/authorization/roles/{roleId}");
  });

  it("never touches a role that lets the deployer deploy", async () => {
    const own = SEED.roles["Access as Code Deployer"];
    const before = org.simulator.export();
    const props = roleProps({ name: "Access as Code Deployer" });
    await expect(handlers().role.update(own, props, props)).rejects.toThrow("lock itself out");
    await expect(handlers().role.delete(own, props)).rejects.toThrow("lock itself out");
    expect(org.simulator.export()).toEqual(before);
  });
});

describe("delete", () => {
  it("refuses while somebody holds the role, and lists who", async () => {
    const { id, outs } = await handlers().role.create(roleProps());
    const erik = SEED.users["erik.emea@contoso.example"];
    await org.console.post(
      `/api/v2/authorization/subjects/${erik}/bulkadd`,
      { grants: [{ roleId: id, divisionId: SEED.divisions.EMEA_Operations }] },
      wireRole.partial().catch({}),
      { query: { subjectType: "PC_USER" } },
    );
    await expect(handlers().role.delete(id, outs)).rejects.toThrow(
      `PC_USER "Erik Emea" (id ${erik}) in EMEA_Operations`,
    );
    expect(roleNamed("Integration - BI Reader")).toHaveLength(1);
  });

  it("keeps the role when the same run replaced it by itself", async () => {
    const { outs } = await handlers().role.create(roleProps());
    const { role } = handlers();
    const { id } = await role.create(roleProps());
    await role.delete(id, outs);
    expect(roleNamed("Integration - BI Reader")).toMatchObject([{ id }]);
  });

  it("deletes an unused role, and is content when it is gone already", async () => {
    const { id, outs } = await handlers().role.create(roleProps());
    await handlers().role.delete(id, outs);
    expect(roleNamed("Integration - BI Reader")).toHaveLength(0);
    await handlers().role.delete(id, outs);
  });
});

describe("the org guard", () => {
  it("stops every step before it does anything with credentials of another org", async () => {
    const props = roleProps({ organization: "00000000-0000-4000-8000-000000000000" });
    const before = org.simulator.export();
    const { role } = handlers();
    const steps = [
      role.create(props),
      role.read("some-id", props),
      role.update("some-id", props, props),
      role.delete("some-id", props),
    ];
    for (const step of steps) await expect(step).rejects.toThrow(`id ${ORGANIZATION}`);
    expect(org.simulator.export()).toEqual(before);
    expect(org.calls()).toEqual(["GET /api/v2/organizations/me"]);
  });

  it("refuses to move a stack to another org", async () => {
    const moved = roleProps({ organization: "00000000-0000-4000-8000-000000000000" });
    await expect(handlers().role.diff("id", roleProps(), moved)).rejects.toThrow("stack of its own");
    await expect(handlers().role.update("id", roleProps(), moved)).rejects.toThrow("stack of its own");
  });
});
