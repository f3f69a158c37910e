import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GenesysClient } from "../../../providers/genesys/client.ts";
import { SharedReads } from "../../../providers/genesys/sharedReads.ts";
import { ignored, wireOrganization } from "../../../providers/genesys/wire.ts";
import { SEED } from "../../../simulator/index.ts";
import { connectionTo, type OrgUnderTest, orgUnderTest } from "../support/orgUnderTest.ts";

const ME = "/api/v2/organizations/me";
const SEARCH = "/api/v2/groups/search";
let org: OrgUnderTest;

beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, index) => make(index));
const read = (index: number, client = org.session.client) => client.get(ME, wireOrganization, { query: { index } });
const write = (index: number, client = org.session.client) =>
  client.post(SEARCH, { pageSize: 25, pageNumber: index + 1, query: [] }, ignored);
const api = () => org.simulator.requests.filter(({ path }) => path !== "/oauth/token");

/** A client of the deployer whose waits are the clock of the org. */
function client(options: { concurrency?: number; onLongWait?: (text: string) => void }): GenesysClient {
  let clock = Date.now();
  return new GenesysClient(connectionTo(org.simulator, SEED.deployer), {
    now: () => clock,
    sleep: async (milliseconds) => {
      clock += milliseconds;
      org.pass(milliseconds);
    },
    ...options,
  });
}

describe("the org's limit of requests a minute", () => {
  it("is never run into by a thousand calls at once, and no minute is left unused", { timeout: 120_000 }, async () => {
    await org.close();
    org = await orgUnderTest({ switches: { requestsPerMinute: 40 } });
    await Promise.all(times(1000, (index) => (index % 2 === 0 ? read(index) : write(index))));
    expect(api()).toHaveLength(1000);
    expect(api().filter(({ status }) => status === 429)).toEqual([]);
    // 38 a minute: the rest is the reserve.
    expect(org.waits).toHaveLength(Math.floor(999 / 38));
    expect(Math.max(...org.waits)).toBeLessThanOrEqual(61_000);
  });

  it("is told to the user once when everything waits for it", async () => {
    org.simulator.switches.requestsPerMinute = 20;
    const said: string[] = [];
    const limited = client({ onLongWait: (text) => said.push(text) });
    await Promise.all(times(25, (index) => read(index, limited)));
    expect(said).toEqual([
      expect.stringMatching(
        /^Genesys Cloud: the 20 requests that the org allows in a minute are used up; waits 6[01] s\.$/,
      ),
    ]);
  });

  it("holds all calls when one is told to wait", async () => {
    const path = `^${ME}$`;
    org.simulator.switches.faults = [{ path, kind: "status", status: 429, retryAfter: 9, times: 1 }];
    const serial = client({ concurrency: 1 });
    await Promise.all(times(5, (index) => read(index, serial)));
    const [refused, ...after] = api();
    expect(refused?.status).toBe(429);
    expect(after).toHaveLength(5);
    const between = Date.parse(after[0]?.at ?? "") - Date.parse(refused?.at ?? "");
    expect(between).toBeGreaterThanOrEqual(9000);
  });
});

describe("turns", () => {
  const kinds = () => api().map(({ method }) => (method === "GET" ? "r" : "w"));

  it("keep the order of calls of one kind", async () => {
    const serial = client({ concurrency: 1 });
    await Promise.all(times(30, (index) => read(index, serial)));
    const order = org.simulator.requests.map(({ query }) => query).filter((query) => query?.includes("index"));
    expect(order).toEqual(times(30, (index) => `index=${index}`));
  });

  it.each([
    ["writes behind many reads", read, write, "w"],
    ["reads behind many writes", write, read, "r"],
  ] as const)("let in %s", async (_what, many, few, kind) => {
    const narrow = client({ concurrency: 2 });
    const first = times(200, (index) => many(index, narrow));
    const second = times(20, (index) => few(index, narrow));
    await Promise.all([...first, ...second]);
    const lastOfFew = kinds().lastIndexOf(kind);
    expect(kinds()).toHaveLength(220);
    expect(lastOfFew).toBeLessThan(2 * 20 + 4);
  });

  it("do not let a kind that was idle go before all others afterwards", async () => {
    const serial = client({ concurrency: 1 });
    await Promise.all(times(50, (index) => read(index, serial)));
    const before = api().length;
    await Promise.all([
      ...times(20, (index) => write(index, serial)),
      ...times(20, (index) => read(index + 50, serial)),
    ]);
    const order = kinds().slice(before).join("");
    expect(order).not.toMatch(/www|rrr/);
  });
});

describe("the number of calls at the same time", () => {
  it("is bounded", async () => {
    org.simulator.switches.latencyMs = 20;
    let most = 0;
    const busy = client({ concurrency: 3 });
    const running = times(12, (index) => read(index, busy));
    const look = setInterval(() => {
      most = Math.max(most, api().filter(({ status }) => status === 0).length);
    }, 1);
    await Promise.all(running);
    clearInterval(look);
    expect(most).toBeGreaterThan(0);
    expect(most).toBeLessThanOrEqual(3);
  });
});

it("leaves nothing behind that keeps a process alive", { timeout: 120_000 }, async () => {
  const program = `
    import { GenesysClient } from "./providers/genesys/client.ts";
    import { Secret } from "./providers/genesys/secret.ts";
    import { ignored } from "./providers/genesys/wire.ts";
    const { url, clientId, clientSecret } = JSON.parse(process.argv[1]);
    const client = new GenesysClient({ apiUrl: url, loginUrl: url, clientId, clientSecret: new Secret(clientSecret) });
    await client.get("${ME}", ignored);
    console.log(performance.now());
    process.on("exit", () => console.log(performance.now()));
  `;
  const { clientId, clientSecret } = SEED.deployer;
  const connection = JSON.stringify({ url: org.simulator.url, clientId, clientSecret });
  const { stdout } = await execa(process.execPath, ["--input-type=module-typescript", "-e", program, connection]);
  const [answered = 0, ended = 0] = stdout.split("\n").map(Number);
  expect(answered).toBeGreaterThan(0);
  // A timer for the org's minute would hold it for longer.
  expect(ended - answered).toBeLessThan(30_000);
});

describe("identical reads", () => {
  it("at the same time are one request, each reader with its own view of the answer", async () => {
    const { client: shared } = org.session;
    const [organization, nothing] = await Promise.all([shared.get(ME, wireOrganization), shared.get(ME, ignored)]);
    expect([organization.id, nothing]).toEqual([SEED.organizationId, undefined]);
    expect(api()).toHaveLength(1);
  });

  it("one after the other are two", async () => {
    await org.session.client.get(ME, wireOrganization);
    await org.session.client.get(ME, wireOrganization);
    expect(api()).toHaveLength(2);
  });

  it("are two when a write has ended in between: the first may not show it", async () => {
    const shared = new SharedReads();
    const answers = [Promise.withResolvers<unknown>(), Promise.withResolvers<unknown>()];
    let sent = 0;
    const ask = () => shared.read("GET /x", () => answers[sent++]?.promise ?? Promise.reject(new Error("a third")));
    const early = ask();
    shared.wrote();
    const late = [ask(), ask()];
    answers[0]?.resolve("before");
    answers[1]?.resolve("after");
    expect(await Promise.all([early, ...late])).toEqual(["before", "after", "after"]);
  });
});
