import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { GenesysClient } from "../../../../providers/genesys/client.ts";
import { Secret } from "../../../../providers/genesys/secret.ts";
import { readClients, readDivisions, readRoles } from "../../../../providers/genesys/snapshot/listings.ts";
import { NO_MEMORY } from "../../../../providers/genesys/snapshot/memory.ts";

const ID = "b0000000-0000-4000-8000-000000000001";
const ROLE = { id: ID, name: "Reader", description: null, permissions: ["b", "a", "a"] };
const POLICY = { domain: "routing", entityName: "queue", actionSet: ["view", "add", "view"] };

/** An org that answers each path with one text, whoever asks. */
describe("a listing for a snapshot", () => {
  const servers: Server[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });
  const sources = async (answers: Readonly<Record<string, unknown>>) => {
    const server = createServer((request, response) => {
      const path = (request.url ?? "").replace(/\?.*/, "").replace("/api/v2", "");
      const login = { access_token: "token", token_type: "bearer", expires_in: 3600 };
      response.setHeader("content-type", "application/json");
      response.end(JSON.stringify(path === "/oauth/token" ? login : answers[path]));
    });
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    servers.push(server);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const credentials = { clientId: "x", clientSecret: new Secret("made-up-client-secret") };
    return { client: new GenesysClient({ apiUrl: url, loginUrl: url, ...credentials }), memory: NO_MEMORY };
  };

  it("that shows fewer rows than it counts is a part with a lack", async () => {
    const division = { id: ID, name: "Home", homeDivision: true };
    const part = await readDivisions(
      await sources({ "/authorization/divisions": { entities: [division, division], total: 3, pageCount: 1 } }),
    );
    expect(part.rows).toEqual([{ id: ID, name: "Home", description: "", home: true }]);
    expect(part.lacks).toEqual(["GET /api/v2/authorization/divisions counts 3 and showed 1: run it again to see all."]);
  });

  it("takes no field over that a snapshot has no place for", async () => {
    const client = { id: ID, name: "x", authorizedGrantType: "CLIENT-CREDENTIALS", secret: "told", state: "active" };
    const part = await readClients(
      await sources({ "/oauth/clients": { entities: [client, { ...client, id: "gone", state: "deleted" }] } }),
    );
    expect(part.rows).toHaveLength(1);
    expect(JSON.stringify(part)).not.toContain("told");
  });

  it("asks for a role whose policies it leaves out, and calls them unknown where nobody shows them", async () => {
    const listing = { "/authorization/roles": { entities: [ROLE], pageCount: 1 } };
    const one = `/authorization/roles/${ID}`;
    const shown = await readRoles(await sources({ ...listing, [one]: { ...ROLE, permissionPolicies: [POLICY] } }));
    expect(shown.rows).toEqual([
      {
        id: ID,
        name: "Reader",
        description: "",
        default: false,
        general: ["a", "b"],
        policies: [{ domain: "routing", entity: "queue", actions: ["add", "view"], condition: null }],
      },
    ]);
    const hidden = await readRoles(await sources({ ...listing, [one]: ROLE }));
    expect(hidden.rows).toMatchObject([{ policies: null }]);
    expect(hidden.lacks).toEqual([`The org does not show what 1 role permits: ${ID}.`]);
  });

  it("keeps a condition as the org stores it, whatever is in it", async () => {
    const condition = { conjunction: "AND", terms: [{ variableName: "x", later: { kind: 1 } }], unheardOf: [null] };
    const role = { ...ROLE, permissionPolicies: [{ ...POLICY, resourceConditionNode: condition }] };
    const part = await readRoles(await sources({ "/authorization/roles": { entities: [role] } }));
    expect(part.rows).toMatchObject([{ policies: [{ condition }] }]);
  });
});
