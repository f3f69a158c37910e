import axios from "axios";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { CLIENT } from "../../../access/resources/client.ts";
import { keptOutputs } from "../../../access/resources/kept.ts";
import { ignored, wireClient } from "../../../providers/genesys/wire.ts";
import { SEED } from "../../../simulator/index.ts";
import { clientProps, handlersOver, roleProps } from "../support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "../support/orgUnderTest.ts";

const CLIENTS = "/api/v2/oauth/clients";
const { EMEA_Operations: EMEA, NA_Operations: NA } = SEED.divisions;
const DAY = 24 * 3600 * 1000;
let org: OrgUnderTest;
let roleId: string;

async function start(options: Parameters<typeof orgUnderTest>[0] = {}): Promise<void> {
  org = await orgUnderTest(options);
  roleId = (await handlersOver(org.session).role.create(roleProps())).id;
  org.calls();
}
beforeEach(() => start());
afterEach(() => org.close());

const handler = () => handlersOver(org.newRun()).oauthClient;
const ours = () => org.simulator.export().clients.filter(({ name }) => name === "Power BI");
const grantsOf = (id: string) =>
  org.simulator
    .export()
    .grants.filter(({ subjectId }) => subjectId === id)
    .map((grant) => [grant.roleId, grant.divisionId]);

async function restart(options: Parameters<typeof orgUnderTest>[0]): Promise<void> {
  await org.close();
  await start(options);
}

/** True when the org gives a token for these credentials. */
async function canLogIn(clientId: string, clientSecret: string): Promise<boolean> {
  const auth = { username: clientId, password: clientSecret };
  const options = { auth, validateStatus: () => true };
  return (
    (await axios.post(`${org.simulator.url}/oauth/token`, "grant_type=client_credentials", options)).status === 200
  );
}

describe("create", () => {
  it("makes the client with its grants in one call, and its secret works", async () => {
    const { id, outs } = await handler().create(clientProps(roleId));
    expect(ours()).toMatchObject([
      {
        id,
        state: "active",
        scope: ["analytics:readonly"],
        description: "Reports for EMEA [genesys-access/test/clients/powerbi]",
      },
    ]);
    expect(grantsOf(id)).toEqual([[roleId, EMEA]]);
    expect(outs["clientId"]).toBe(id);
    expect(await canLogIn(id, String(outs["clientSecret"]))).toBe(true);
    expect(org.calls().filter((call) => !call.startsWith("GET"))).toEqual(["POST /api/v2/oauth/clients"]);
  });

  it.each(["drop-after", "hang-after", "drop-before"] as const)(
    "makes one client when its answer is lost (%s)",
    async (kind) => {
      await restart({ timeoutMs: 300 });
      org.simulator.switches.faults = [{ method: "POST", path: `^${CLIENTS}$`, kind, times: 1 }];
      const { id, outs } = await handler().create(clientProps(roleId));
      expect(ours()).toMatchObject([{ id }]);
      expect(await canLogIn(id, String(outs["clientSecret"]))).toBe(true);
    },
  );

  it("finds the lost client's twin also when listings show it late", async () => {
    await restart({ switches: { readAfterWriteDelayMs: 3000 } });
    org.pass(5000);
    org.simulator.switches.faults = [{ method: "POST", path: `^${CLIENTS}$`, kind: "drop-after", times: 1 }];
    const { id, outs } = await handler().create(clientProps(roleId));
    expect(ours()).toMatchObject([{ id }]);
    expect(await canLogIn(id, String(outs["clientSecret"]))).toBe(true);
  });

  it("looks for a twin until the listing shows the new client, and no longer", async () => {
    for (const [readAfterWriteDelayMs, waits] of [
      [0, [500, 1000]],
      [3000, [500, 1000, 4000]],
      [600_000, [500, 1000, 4000, 10_000]],
    ] as const) {
      await restart({ switches: { readAfterWriteDelayMs } });
      org.simulator.switches.faults = [{ method: "POST", path: `^${CLIENTS}$`, kind: "drop-after", times: 1 }];
      // The role was made just now, which the org answers as it does an unknown one.
      org.pass(1_000_000);
      await handler().create(clientProps(roleId));
      expect(org.waits).toEqual(waits);
    }
  });

  it("replaces the client of an interrupted run, whose secret nobody has", async () => {
    const lost = await handler().create(clientProps(roleId));
    const { id, outs } = await handler().create(clientProps(roleId));
    expect(id).not.toBe(lost.id);
    expect(ours()).toMatchObject([{ id }]);
    expect(await canLogIn(lost.id, String(lost.outs["clientSecret"]))).toBe(false);
    expect(await canLogIn(id, String(outs["clientSecret"]))).toBe(true);
  });

  it("finishes a clean-up that was itself interrupted", async () => {
    const lost = await handler().create(clientProps(roleId));
    org.pass(60_000);
    const body = { name: "Power BI", authorizedGrantType: "CLIENT-CREDENTIALS", state: "inactive" };
    await org.console.put(`${CLIENTS}/${lost.id}`, { ...body, description: ours()[0]?.description }, wireClient);
    const { id } = await handler().create(clientProps(roleId));
    expect(ours()).toMatchObject([{ id }]);
  });

  it("leaves a client with its marker alone when somebody has worked on it", async () => {
    const { id } = await handler().create(clientProps(roleId));
    org.pass(60_000);
    await org.console.post(`${CLIENTS}/${id}/secret`, undefined, ignored);
    const before = org.simulator.export();
    await expect(handler().create(clientProps(roleId))).rejects.toThrow(`(id ${id}) marked`);
    expect(org.simulator.export()).toEqual(before);
  });

  it("leaves a client with its marker alone when it is older than a day by the org's clock", async () => {
    await handler().create(clientProps(roleId));
    const seed = org.simulator.export();
    for (const client of seed.clients) {
      client.dateCreated = new Date(Date.now() - DAY - 60_000).toISOString();
      client.dateModified = client.dateCreated;
    }
    await org.close();
    org = await orgUnderTest({ seed });
    await expect(handler().create(clientProps(roleId))).rejects.toThrow(
      /it is older than a day\..*pulumi import --file import\.json --generate-code=false/,
    );
    expect(ours()).toHaveLength(1);
  });

  it("explains a refusal that the org gives because the deployer does not hold the role", async () => {
    await restart({ switches: { escalationGuard: "role" } });
    const error = await handler()
      .create(clientProps(roleId))
      .catch((caught: Error) => caught.message);
    expect(error).toContain("400 bad.client.role");
    expect(error).toContain(`does not hold bi-reader (id ${roleId})`);
    expect(error).toContain(SEED.deployer.name);
    expect(grantsOf(SEED.deployer.clientId)).not.toContainEqual([roleId, expect.anything()]);
  });
});

describe("read", () => {
  it("finds no drift right after a create, and carries the secret over", async () => {
    const { __provider, ...inputs } = clientProps(roleId);
    const { id, outs } = await handler().create(clientProps(roleId));
    expect(await handler().read(id, outs)).toEqual({
      id,
      inputs,
      props: {
        ...keptOutputs(inputs, CLIENT.leftOut),
        clientId: id,
        clientSecret: outs["clientSecret"],
        dateCreated: expect.any(String),
      },
    });
  });

  it("shows a role and a division that the console added under their names", async () => {
    const { id, outs } = await handler().create(clientProps(roleId));
    const grants = [
      { roleId, divisionId: NA },
      { roleId: SEED.roles.supervisor, divisionId: "*" },
    ];
    const query = { subjectType: "PC_OAUTH_CLIENT" };
    await org.console.post(`/api/v2/authorization/subjects/${id}/bulkadd`, { grants }, ignored, { query });
    expect((await handler().read(id, outs)).inputs).toMatchObject({
      grants: {
        "bi-reader": { roleId, divisions: { EMEA_Operations: EMEA, NA_Operations: NA } },
        "supervisor (not in this stack)": { roleId: SEED.roles.supervisor, divisions: { "*": "*" } },
      },
    });
    await handler().update(id, outs, clientProps(roleId));
    expect(grantsOf(id)).toEqual([[roleId, EMEA]]);
  });

  it("keeps declared scopes that the org dropped from a client-credentials client, and shows them dropped from another", async () => {
    const user = { authorizedGrantType: "CODE", registeredRedirectUri: ["https://app.example/done"], grants: {} };
    org.simulator.switches.scopesRequired = false;
    for (const [changes, expected] of [
      [{}, ["analytics:readonly"]],
      [{ ...user, managedBy: "genesys-access/test/clients/app", name: "App" }, []],
    ] as const) {
      const props = clientProps(roleId, changes);
      const { id, outs } = await handler().create(props);
      const { name, authorizedGrantType, registeredRedirectUri } = props;
      const description = "Reports for EMEA";
      await org.console.put(
        `${CLIENTS}/${id}`,
        { name, description, authorizedGrantType, registeredRedirectUri },
        wireClient,
      );
      expect((await handler().read(id, outs)).inputs).toMatchObject({ scope: expected });
    }
  });

  it("shows a client that was switched off, and an update switches it on again", async () => {
    const { id, outs } = await handler().create(clientProps(roleId));
    const body = { name: "Power BI", authorizedGrantType: "CLIENT-CREDENTIALS", state: "inactive" };
    await org.console.put(`${CLIENTS}/${id}`, body, wireClient);
    expect((await handler().read(id, outs)).inputs).toMatchObject({
      state: "inactive",
      accessTokenValiditySeconds: 86_400,
    });
    await handler().update(id, outs, clientProps(roleId));
    expect(ours()).toMatchObject([{ state: "active", accessTokenValiditySeconds: 3600 }]);
  });

  it("understands a state without a secret, as an import makes it", async () => {
    const { id, outs } = await handler().create(clientProps(roleId));
    const { clientSecret, ...imported } = outs;
    expect(clientSecret).toBeTypeOf("string");
    expect((await handler().read(id, imported)).props).toMatchObject({ clientSecret: null });
  });

  it("gives nothing for a client that is gone", async () => {
    const { id, outs } = await handler().create(clientProps(roleId));
    await handler().delete(id, outs);
    expect(await handler().read(id, outs)).toEqual({});
  });

  it("reads many clients with one call", async () => {
    const made = [];
    for (const index of [1, 2, 3]) {
      const changes = { name: `Client ${index}`, managedBy: `genesys-access/test/clients/c${index}` };
      made.push(await handler().create(clientProps(roleId, changes)));
    }
    const reader = handler();
    org.calls();
    await Promise.all(made.map(({ id, outs }) => reader.read(id, outs)));
    expect(org.calls().sort()).toEqual(["GET /api/v2/oauth/clients", "GET /api/v2/organizations/me"]);
  });
});

describe("update", () => {
  it("replaces everything with one PUT and keeps id and secret", async () => {
    const { id, outs } = await handler().create(clientProps(roleId));
    org.calls();
    const news = clientProps(roleId, {
      scope: [],
      grants: { "bi-reader": { roleId, divisions: { NA_Operations: NA } } },
    });
    const updated = await handler().update(id, outs, news);
    expect(updated.outs).toMatchObject({ clientId: id, clientSecret: outs["clientSecret"] });
    expect(updated.outs).not.toHaveProperty("scope");
    expect(ours()).toMatchObject([{ id, scope: [] }]);
    expect(grantsOf(id)).toEqual([[roleId, NA]]);
    expect(org.calls().filter((call) => !call.startsWith("GET"))).toEqual(["PUT /api/v2/oauth/clients/{clientId}"]);
    expect(await canLogIn(id, String(outs["clientSecret"]))).toBe(true);
  });

  it("says to refresh when the client is gone", async () => {
    const { id, outs } = await handler().create(clientProps(roleId));
    await handler().delete(id, outs);
    await expect(handler().update(id, outs, clientProps(roleId))).rejects.toThrow("pulumi refresh");
  });
});

describe("delete", () => {
  it("switches the client off, then deletes it, and is content when it is gone already", async () => {
    const { id, outs } = await handler().create(clientProps(roleId));
    org.calls();
    await handler().delete(id, outs);
    expect(ours()).toEqual([]);
    expect(grantsOf(id)).toEqual([]);
    expect(org.calls().filter((call) => !call.startsWith("GET"))).toEqual([
      "PUT /api/v2/oauth/clients/{clientId}",
      "DELETE /api/v2/oauth/clients/{clientId}",
    ]);
    await handler().delete(id, outs);
  });

  it("reads many clients with one call, and takes two for each", async () => {
    const made = [];
    for (const index of [1, 2, 3]) {
      const changes = { name: `Client ${index}`, managedBy: `genesys-access/test/clients/c${index}` };
      made.push(await handler().create(clientProps(roleId, changes)));
    }
    const run = handler();
    org.calls();
    await Promise.all(made.map(({ id, outs }) => run.delete(id, outs)));
    expect(org.simulator.export().clients.filter(({ name }) => name.startsWith("Client "))).toEqual([]);
    const calls = org.calls();
    expect(calls.filter((call) => call.startsWith("GET /api/v2/oauth/clients"))).toEqual(["GET /api/v2/oauth/clients"]);
    expect(calls.filter((call) => !call.startsWith("GET"))).toHaveLength(6);
  });

  it("keeps a client that somebody switched on again after the listing was read", async () => {
    const { id, outs } = await handler().create(clientProps(roleId));
    const change = (state: string) =>
      org.console.put(
        `${CLIENTS}/${id}`,
        { name: "Power BI", authorizedGrantType: "CLIENT-CREDENTIALS", state },
        wireClient,
      );
    await change("inactive");
    const run = org.newRun();
    await run.listings.clients.all();
    await change("active");
    await expect(handlersOver(run).oauthClient.delete(id, outs)).rejects.toThrow("cannot.delete.client");
    expect(ours()).toMatchObject([{ id, state: "active" }]);
  });

  it("never touches the client that deploys", async () => {
    const before = org.simulator.export();
    const outs = { ...clientProps(roleId), clientId: SEED.deployer.clientId, clientSecret: null };
    await expect(handler().delete(SEED.deployer.clientId, outs)).rejects.toThrow("the client that deploys this stack");
    await expect(handler().update(SEED.deployer.clientId, outs, clientProps(roleId))).rejects.toThrow("deploys");
    expect(org.simulator.export()).toEqual(before);
  });
});
