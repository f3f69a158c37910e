/** The table of what a deployment calls (access/preflight/operations.ts) against what the lifecycles do call. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { operation } from "../../access/catalogue/operations.ts";
import {
  DIVISIONS_LIMIT_CALL,
  IDENTITY_CALLS,
  type Kind,
  LIFECYCLE_CALLS,
  PHASES,
  PLAN_CALLS,
} from "../../access/preflight/operations.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { ignored } from "../../providers/genesys/wire.ts";
import { narrowHolder } from "../../providers/narrowHolder.ts";
import { SEED } from "../../simulator/index.ts";
import { clientProps, divisionProps, grantProps, handlersOver, roleProps } from "./support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "./support/orgUnderTest.ts";

const NOBODY = "00000000-0000-4000-8000-000000000000";
const { EMEA_Operations, NA_Operations } = SEED.divisions;

let org: OrgUnderTest;
beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

/** Each once, without those that say who the deployer is. */
function calls(): string[] {
  return [...new Set(org.calls())].filter((call) => !IDENTITY_CALLS.includes(call)).sort();
}

function expectTable(kind: Kind): void {
  expect(calls()).toEqual([...new Set(PHASES.flatMap((phase) => LIFECYCLE_CALLS[kind][phase]))].sort());
}

const handlers = () => handlersOver(org.newRun());

describe("a whole lifecycle calls exactly what the table says", { timeout: 60_000 }, () => {
  it("of a division", async () => {
    const props = divisionProps();
    const { id } = await handlers().division.create(props);
    await handlers().division.read(id, props);
    await handlers().division.read(NOBODY, props);
    await handlers().division.update(id, props, divisionProps({ name: "Other" }));
    await handlers().division.delete(id, props);
    expectTable("division");
  });

  it("of a role", async () => {
    const props = roleProps();
    const { id } = await handlers().role.create(props);
    await handlers().role.read(id, props);
    await handlers().role.read(NOBODY, props);
    await handlers().role.update(id, props, roleProps({ name: "Other" }));
    await handlers().role.delete(id, props);
    expectTable("role");
  });

  it("of a client, with a role and a division that somebody added by hand", async () => {
    const { id: roleId } = await handlers().role.create(roleProps());
    calls();
    const { id, outs } = await handlers().oauthClient.create(clientProps(roleId));
    const grants = { grants: [{ roleId: SEED.roles.employee, divisionId: NA_Operations }] };
    const path = `/api/v2/authorization/subjects/${id}/bulkadd`;
    await org.console.post(path, grants, ignored, { query: { subjectType: "PC_OAUTH_CLIENT" } });
    await handlers().oauthClient.read(id, outs);
    await handlers().oauthClient.read(NOBODY, outs);
    await handlers().oauthClient.update(id, outs, clientProps(roleId, { name: "Other" }));
    await handlers().oauthClient.delete(id, outs);
    expectTable("client");
  });

  it("of a role that is taken from a client before it gains", async () => {
    const { id: roleId } = await handlers().role.create(roleProps());
    const { id } = await handlers().oauthClient.create(clientProps(roleId));
    calls();
    const held = { subjectType: "PC_OAUTH_CLIENT", subjectId: id, roleId, moves: true } as const;
    await narrowHolder(org.newRun(), { ...held, keep: new Set([NA_Operations]), surplus: [EMEA_Operations] });
    expectTable("clientRole");
  });

  it("of a grant, narrowed on the way", async () => {
    const { id: roleId } = await handlers().role.create(roleProps());
    calls();
    const wide = grantProps(roleId, { divisions: { EMEA_Operations, NA_Operations } });
    const { id, outs } = await handlers().roleGrant.create(wide);
    await handlers().roleGrant.read(id, { ...outs, divisions: { EMEA_Operations } });
    await handlers().roleGrant.read(id, { ...outs, rolePermits: { name: "of the org", permissions: [] } });
    await handlers().roleGrant.update(id, outs, grantProps(roleId));
    await handlers().roleGrant.delete(id, grantProps(roleId));
    const two = [SEED.users["erik.emea@contoso.example"], SEED.users["emma.emea@contoso.example"]].map((subjectId) =>
      grantProps(roleId, { subjectId, divisions: { EMEA_Operations, NA_Operations } }),
    );
    for (const props of two) await handlers().roleGrant.create(props);
    const { roleGrant } = handlers();
    await Promise.all(two.map((props) => roleGrant.read(id, props)));
    for (const props of two) await handlers().roleGrant.delete(id, props);
    expectTable("grant");
  });
});

describe("what goes with a rare event is in the table", { timeout: 60_000 }, () => {
  it("of a client whose first create was interrupted", async () => {
    const { id: roleId } = await handlers().role.create(roleProps());
    calls();
    const lost = { method: "POST", path: "^/api/v2/oauth/clients$", kind: "drop-after", times: 1 } as const;
    org.simulator.switches.faults.push(lost);
    await handlers().oauthClient.create(clientProps(roleId));
    const known = PHASES.flatMap((phase) => LIFECYCLE_CALLS.client[phase]);
    expect(calls().filter((call) => !known.includes(call))).toEqual([]);
  });

  it("of a division and a role that an interrupted run left", async () => {
    for (const [kind, props] of [
      ["division", divisionProps()],
      ["role", roleProps()],
    ] as const) {
      await handlers()[kind].create(props);
      calls();
      await handlers()[kind].create(props);
      const known = PHASES.flatMap((phase) => LIFECYCLE_CALLS[kind][phase]);
      expect(calls().filter((call) => !known.includes(call))).toEqual([]);
    }
  });
});

describe("planning calls exactly what the table says", { timeout: 60_000 }, () => {
  const nothing = { users: [], groups: [], roles: [], clients: [] };
  const { always, ...named } = PLAN_CALLS;

  it("for a spec that names nothing of the org", async () => {
    await readOrgFacts(org.session.client, nothing);
    expect(calls()).toEqual([...always]);
  });

  it("for names that may be taken and permissions that may not be listed: nothing that it does not name", async () => {
    await readOrgFacts(org.session.client, { ...nothing, listing: true, names: ["divisions", "roles", "clients"] });
    const { roles, clients, permissions } = named;
    expect(calls()).toEqual([...always, ...roles, ...clients, ...permissions, DIVISIONS_LIMIT_CALL].sort());
  });

  it.each(Object.entries(named))("for one that names %s", async (what, operations) => {
    await readOrgFacts(org.session.client, { ...nothing, [what]: ["anything"] });
    expect(calls()).toEqual([...new Set([...always, ...operations])].sort());
  });
});

it("every operation of the table is one of the catalogue", () => {
  const all = [
    ...IDENTITY_CALLS,
    DIVISIONS_LIMIT_CALL,
    ...Object.values(PLAN_CALLS).flat(),
    ...Object.values(LIFECYCLE_CALLS).flatMap((phases) => PHASES.flatMap((phase) => phases[phase])),
  ];
  for (const call of all) {
    const [method = "", path = ""] = call.split(" ");
    expect(operation(method, path), call).toBeDefined();
  }
});

it("nothing is asked for who the deployer is: it always learns what it lacks", () => {
  for (const call of [...IDENTITY_CALLS, DIVISIONS_LIMIT_CALL]) {
    const [method = "", path = ""] = call.split(" ");
    expect(operation(method, path)?.match, call).toBe("NONE");
  }
});
