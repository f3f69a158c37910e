import { inspect } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { z } from "zod";
import type { GenesysApiError } from "../../../providers/genesys/apiError.ts";
import { GenesysClient } from "../../../providers/genesys/client.ts";
import { ignored, wireOrganization, wireRole } from "../../../providers/genesys/wire.ts";
import { type Injection, SEED } from "../../../simulator/index.ts";
import { connectionTo, type OrgUnderTest, orgUnderTest } from "../support/orgUnderTest.ts";

const ME = "/api/v2/organizations/me";
const ROLES = "/api/v2/authorization/roles";
let org: OrgUnderTest;

beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

const readMe = () => org.session.client.get(ME, wireOrganization);
const logins = () => org.simulator.requests.filter(({ path }) => path === "/oauth/token").length;
const fault = (changes: Omit<Injection, "path" | "times"> & Partial<Injection>) => {
  org.simulator.switches.faults = [{ path: `^${ME}$`, times: 1, ...changes }];
};
const failure = (call: Promise<unknown>): Promise<GenesysApiError> =>
  call.then(
    () => Promise.reject(new Error("the call should have failed")),
    (error: GenesysApiError) => error,
  );

describe("the token", () => {
  it("is fetched once for many calls at the same time", async () => {
    await Promise.all([readMe(), readMe(), readMe()]);
    expect(logins()).toBe(1);
  });

  it("is renewed before it expires, once", async () => {
    await readMe();
    org.pass((24 * 3600 - 61) * 1000);
    await readMe();
    expect(logins()).toBe(1);
    org.pass(2000);
    await Promise.all([readMe(), readMe()]);
    expect(logins()).toBe(2);
    expect(org.simulator.requests.every(({ status }) => status === 200)).toBe(true);
  });

  it("that the org rejects is replaced by a fresh login and one more try", async () => {
    await readMe();
    fault({ kind: "expire-token" });
    expect(await readMe()).toMatchObject({ id: SEED.organizationId });
    expect(logins()).toBe(2);
  });

  it("that ends under several calls at once is replaced under each of them", async () => {
    fault({ kind: "expire-token", times: 3 });
    const answers = await Promise.all([readMe(), readMe(), readMe()]);
    for (const answer of answers) expect(answer).toMatchObject({ id: SEED.organizationId });
  });

  it("that the org rejects again and again is an error", async () => {
    fault({ kind: "status", status: 401, times: 4 });
    expect(await failure(readMe())).toMatchObject({ status: 401 });
    expect(logins()).toBe(4);
  });

  it("waits when the login itself is limited, which the org says with a 400", async () => {
    await org.close();
    org = await orgUnderTest({ switches: { loginsPerMinute: 1 } });
    await readMe();
    const second = org.newRun();
    expect(await second.client.get(ME, wireOrganization)).toMatchObject({ id: SEED.organizationId });
    expect(org.waits.length).toBeGreaterThan(0);
  });

  it("is not given for a wrong secret, and the error says what to check without showing it", async () => {
    const connection = connectionTo(org.simulator, { ...SEED.deployer, clientSecret: "wrong-secret-text" });
    const error = await failure(new GenesysClient(connection).get(ME, wireOrganization));
    expect(error.message).toContain("invalid_client");
    expect(error.message).toContain("Check the client id, its secret and the region");
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain("wrong-secret-text");
  });
});

describe("a passing failure", () => {
  it("429 waits as long as the org says, for all calls of the run", async () => {
    fault({ kind: "status", status: 429, retryAfter: 7 });
    await readMe();
    expect(org.waits).toEqual([7000]);
  });

  it("an exhausted minute of requests is waited for", async () => {
    await org.close();
    org = await orgUnderTest({ switches: { requestsPerMinute: 3 } });
    for (const _ of [1, 2, 3, 4, 5]) expect(await readMe()).toMatchObject({ id: SEED.organizationId });
    expect(org.simulator.requests.some(({ status }) => status === 429)).toBe(false);
    expect(org.waits).toEqual([61_000]);
  });

  it("a wait of more than three minutes is an error at once", async () => {
    fault({ kind: "status", status: 429, retryAfter: 181 });
    expect(await failure(readMe())).toMatchObject({ status: 429 });
    expect(org.waits).toEqual([]);
  });

  it.each([500, 502, 503, 504, 408])("%i is tried again with growing pauses", async (status) => {
    fault({ kind: "status", status, times: 4 });
    await readMe();
    expect(org.waits).toEqual([500, 1000, 2000, 4000]);
  });

  it("501 is final", async () => {
    fault({ kind: "status", status: 501 });
    expect(await failure(readMe())).toMatchObject({ status: 501 });
    expect(org.waits).toEqual([]);
  });

  it("ends after eight tries", async () => {
    fault({ kind: "status", status: 503, times: 100 });
    expect(await failure(readMe())).toMatchObject({ status: 503 });
    expect(org.simulator.requests.filter(({ path }) => path === ME)).toHaveLength(8);
  });

  it("a dropped connection is tried again", async () => {
    fault({ kind: "drop-before" });
    expect(await readMe()).toMatchObject({ id: SEED.organizationId });
  });

  it("long waits are announced", async () => {
    const said: string[] = [];
    const connection = connectionTo(org.simulator, SEED.deployer);
    const client = new GenesysClient(connection, {
      sleep: async () => undefined,
      onLongWait: (text) => said.push(text),
    });
    fault({ kind: "status", status: 429, retryAfter: 60 });
    await client.get(ME, wireOrganization);
    expect(said).toEqual([`Genesys Cloud: GET ${ME} waits 60 s (status 429).`]);
  });
});

describe("a create", () => {
  const create = () => org.session.client.post(ROLES, { name: "Made once" }, wireRole);
  const made = () => org.simulator.export().roles.filter(({ name }) => name === "Made once");

  it("is not repeated blindly when nobody knows whether it happened", async () => {
    fault({ method: "POST", path: `^${ROLES}$`, kind: "drop-after" });
    expect(await failure(create())).toMatchObject({ status: 0 });
    expect(made()).toHaveLength(1);
    expect(org.simulator.requests.filter(({ method, path }) => method === "POST" && path === ROLES)).toHaveLength(1);
  });

  it("is repeated after a 429: it did not happen", async () => {
    fault({ method: "POST", path: `^${ROLES}$`, kind: "status", status: 429, retryAfter: 1 });
    await create();
    expect(made()).toHaveLength(1);
  });

  it("looks whether it happened before it is sent again", async () => {
    fault({ method: "POST", path: `^${ROLES}$`, kind: "drop-after" });
    const found = { id: "found", name: "", description: "", permissions: [] };
    const recover = async () => found;
    expect(await org.session.client.post(ROLES, { name: "Made once" }, wireRole, { recover })).toEqual(found);
    expect(made()).toHaveLength(1);
  });
});

describe("an error", () => {
  it("names call, answer, missing permission, correlation id and what to do, in one line", async () => {
    const query = { subjectType: "PC_USER" };
    const path = `/api/v2/routing/queues/${SEED.queues["EMEA Sales"]}`;
    const error = await failure(org.session.client.get(path, ignored, { query }));
    expect(error).toMatchObject({ status: 403, method: "GET", path, permissions: ["routing:queue:view"] });
    expect(error.message).toContain(`GET ${path}: the org answered 403 missing.`);
    expect(error.message).toContain("Give the deploying OAuth client a role with routing:queue:view");
    expect(error.message).toMatch(/\(correlation id [0-9a-f-]{36}\)/);
    expect(error.message).not.toContain("\n");
    expect(error.correlationId).not.toBe("");
  });

  it("without an answer says so", async () => {
    const connection = {
      ...connectionTo(org.simulator, SEED.deployer),
      apiUrl: "http://127.0.0.1:1",
      loginUrl: "http://127.0.0.1:1",
    };
    const error = await failure(
      new GenesysClient(connection, { sleep: async () => undefined }).get(ME, wireOrganization),
    );
    expect(error.message).toBe(
      "POST /oauth/token: no answer (ECONNREFUSED). Check the network, the region and the gateway; then run the same command again.",
    );
  });

  it("of an org that never answered comes after a few seconds, not after the patience for a lost connection", async () => {
    const waits: number[] = [];
    const nowhere = { ...connectionTo(org.simulator, SEED.deployer), loginUrl: "http://127.0.0.1:1" };
    const sleep = async (milliseconds: number) => waits.push(milliseconds);
    const client = new GenesysClient(nowhere, { sleep, random: () => 1 });
    const first = await failure(client.get(ME, wireOrganization));
    expect(first).toMatchObject({ status: 0, code: "ECONNREFUSED" });
    expect(waits).toEqual([500, 1000, 2000]);
    // The calls behind it do not begin anew.
    await failure(client.get(ME, wireOrganization));
    expect(waits).toEqual([500, 1000, 2000]);
  });

  it("of an org that swallows the first call comes after one long try", async () => {
    let clock = 0;
    const now = () => {
      clock += 10_000;
      return clock;
    };
    const nowhere = { ...connectionTo(org.simulator, SEED.deployer), loginUrl: "http://127.0.0.1:1" };
    const waits: number[] = [];
    const client = new GenesysClient(nowhere, { now, sleep: async (milliseconds) => waits.push(milliseconds) });
    await failure(client.get(ME, wireOrganization));
    expect(waits).toEqual([]);
  });

  it("of a connection that is lost in mid-run comes after all the patience", async () => {
    await readMe();
    org.pass(24 * 3600 * 1000);
    org.simulator.switches.faults = [{ path: "^/oauth/token$", kind: "drop-before", times: 6 }];
    expect(await readMe()).toMatchObject({ id: SEED.organizationId });
    expect(org.waits).toEqual([500, 1000, 2000, 4000, 8000, 16_000]);
  });

  it("about an answer that is not understood names fields, never values", async () => {
    const error = await failure(org.session.client.get(ME, z.object({ id: z.number() })));
    expect(error.message).toContain("field id");
    expect(error.message).not.toContain(SEED.organizationId);
  });

  it("never holds a token or a secret, whatever fails", async () => {
    await readMe();
    for (const kind of ["drop-before", "hang-after", "status"] as const) {
      await org.close();
      org = await orgUnderTest({ timeoutMs: 100 });
      fault({ kind, status: 500, times: 100 });
      const printed = inspect(await failure(readMe()), { depth: 20, showHidden: true });
      expect(printed).not.toMatch(/bearer|basic|authorization:/i);
      expect(printed).not.toContain(SEED.deployer.clientSecret);
    }
  });
});
