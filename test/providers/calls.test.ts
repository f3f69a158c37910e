import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Handler } from "../../providers/handler.ts";
import { SEED } from "../../simulator/index.ts";
import { clientProps, divisionProps, grantProps, handlersOver, roleProps } from "./support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "./support/orgUnderTest.ts";

const N = 120;
const PINNED = { name: "Role 0", permissions: ["routing:queue:view"] };

interface Made {
  readonly id: string;
  readonly outs: Record<string, unknown>;
}

/** A stack of N clients, each with a role of its own in three divisions of the stack, and every user of the org in one of the roles. */
describe("the calls of one run", { timeout: 120_000 }, () => {
  let org: OrgUnderTest;
  let divisions: Made[];
  let roles: Made[];
  let clients: Made[];
  let grants: Made[];
  const marker = (section: string, index: number) => `genesys-access/test/${section}/${index}`;
  const many = <T>(count: number, make: (index: number) => Promise<T>) =>
    Promise.all(Array.from({ length: count }, (_, index) => make(index)));
  const made = async (handler: Handler, props: Record<string, unknown>): Promise<Made> => handler.create(props);
  /** Runs the steps of one run, and counts. */
  const calls = async (run: (handlers: ReturnType<typeof handlersOver>) => Promise<unknown>) => {
    org.calls();
    await run(handlersOver(org.newRun()));
    return org.calls();
  };
  const clientOf = (index: number) =>
    clientProps(roles[index]?.id ?? "", {
      name: `Client ${index}`,
      managedBy: marker("clients", index),
      grants: {
        own: { roleId: roles[index]?.id, divisions: Object.fromEntries(divisions.map(({ id }) => [id, id])) },
      },
    });

  beforeAll(async () => {
    org = await orgUnderTest();
  }, 60_000);
  afterAll(() => org.close());

  it("are one for each object that is created, with all its grants, and a few for all together", async () => {
    const creates = await calls(async (handlers) => {
      divisions = await many(3, (index) =>
        made(handlers.division, divisionProps({ name: `Silo ${index}`, managedBy: marker("divisions", index) })),
      );
      roles = await many(N, (index) =>
        made(handlers.role, roleProps({ name: `Role ${index}`, managedBy: marker("roles", index) })),
      );
      clients = await many(N, (index) => made(handlers.oauthClient, clientOf(index)));
    });
    const objects = 2 * N + 3;
    expect(creates.filter((call) => call.startsWith("POST"))).toHaveLength(objects);
    // The four besides: the org itself, and the listings of divisions, roles and clients.
    expect(creates.length).toBe(objects + 4);
    const granted = org.simulator.export().grants.filter(({ subjectId }) => clients.some(({ id }) => id === subjectId));
    expect(granted).toHaveLength(3 * N);
  });

  it("are one for a grant in several divisions", async () => {
    const role = roles[0]?.id ?? "";
    const both = { EMEA_Operations: SEED.divisions.EMEA_Operations, NA_Operations: SEED.divisions.NA_Operations };
    const users = Object.values(SEED.users);
    const creates = await calls(async ({ roleGrant }) => {
      grants = await many(users.length, (index) =>
        // The role's permissions are pinned, as those of a role that a stack only refers to.
        made(roleGrant, grantProps(role, { subjectId: users[index], divisions: both, rolePermits: PINNED })),
      );
    });
    expect(creates.filter((call) => call.startsWith("POST"))).toHaveLength(users.length);
    // The four besides: the org itself, two about the deployer, and who holds the role already.
    expect(creates.length).toBe(users.length + 4);
  });

  it("are one for each page of each kind when everything is refreshed", async () => {
    const reads = await calls(({ division, role, oauthClient, roleGrant }) =>
      Promise.all([
        ...divisions.map(({ id, outs }) => division.read(id, outs)),
        ...roles.map(({ id, outs }) => role.read(id, outs)),
        ...clients.map(({ id, outs }) => oauthClient.read(id, outs)),
        ...grants.map(({ id, outs }) => roleGrant.read(id, outs)),
      ]),
    );
    expect(reads.sort()).toEqual([
      "GET /api/v2/authorization/divisions",
      "GET /api/v2/authorization/roles",
      "GET /api/v2/authorization/roles",
      "GET /api/v2/authorization/roles/{roleId}/subjectgrants",
      "GET /api/v2/oauth/clients",
      "GET /api/v2/organizations/me",
    ]);
  });

  it("are one for a division and one for each client that gets it", async () => {
    const changes = await calls(async ({ division, oauthClient }) => {
      const props = divisionProps({ name: "Silo 3", managedBy: marker("divisions", 3) });
      divisions = [...divisions, await made(division, props)];
      clients = await many(N, async (index) => {
        const { id, outs } = clients[index] as Made;
        return { id, outs: (await oauthClient.update(id, outs, clientOf(index))).outs };
      });
    });
    // Besides: the org, the divisions that exist, and the deployer's own client and roles.
    expect(changes.length).toBe(1 + N + 4);
  });

  it("are two for a client and two for a role that go, and few besides", async () => {
    const destroys = await calls(async ({ division, role, oauthClient, roleGrant }) => {
      await Promise.all(grants.map(({ id, outs }) => roleGrant.delete(id, outs)));
      await Promise.all(clients.map(({ id, outs }) => oauthClient.delete(id, outs)));
      await Promise.all(roles.map(({ id, outs }) => role.delete(id, outs)));
      await Promise.all(divisions.map(({ id, outs }) => division.delete(id, outs)));
    });
    const { roles: left, clients: standing } = org.simulator.export();
    expect(left.some(({ name }) => /^Role \d/.test(name))).toBe(false);
    expect(standing.some(({ name }) => /^Client \d/.test(name))).toBe(false);
    // Besides: the org, the listing of clients, and the deployer's own client and roles.
    expect(destroys.length).toBe(4 * N + divisions.length + grants.length + 4);
  });
});
