import { expect, test } from "vitest";
import { SEED } from "../../simulator/index.ts";
import { as, logIn, makeClient, openOrg } from "./support.ts";

const CLIENTS = "/api/v2/oauth/clients";
const DAY = 24 * 60 * 60 * 1000;

async function orgWithOldClient(stays: "no" | "inactive" | "deleted", age = 31) {
  let now = Date.parse("2026-06-01T00:00:00Z");
  const simulator = await openOrg({ now: () => now, switches: { deletedClientStays: stays } });
  let api = await as(simulator, SEED.deployer);
  const made = await makeClient(api, "Old", ["routing:queue:view"], [SEED.divisions.Home]);
  const path = `${CLIENTS}/${made.clientId}`;
  const after = async (days: number) => {
    now += days * DAY;
    api = await as(simulator, SEED.deployer);
  };
  const send = (method: string, body?: unknown) => api.send(method, path, body);
  await after(age);
  const roleDivisions = [{ roleId: made.roleId, divisionId: SEED.divisions.Home }];
  const whole = { name: "Old", authorizedGrantType: "CLIENT-CREDENTIALS", roleDivisions };
  await send("PUT", { ...whole, state: "inactive" });
  await send("DELETE");
  return { simulator, made, whole, send, after };
}

test.each([
  ["no", 31],
  ["inactive", 29],
  ["deleted", 29],
] as const)("a deleted client is gone at once where it stays %s and is %i days old", async (stays, age) => {
  const { send } = await orgWithOldClient(stays, age);
  expect(await send("GET")).toMatchObject({ status: 404, body: { code: "client.not.found" } });
});

test.each(["inactive", "deleted"] as const)(
  "a client older than 30 days stays %s for seven days, without a login, and goes with its grants",
  async (stays) => {
    const { simulator, made, send, after } = await orgWithOldClient(stays);
    expect((await send("GET")).body).toMatchObject({ state: stays, dateToDelete: "2026-07-09T00:00:00.000Z" });
    expect((await logIn(simulator, made)).status).toBe(401);
    expect((await send("DELETE")).status).toBe(204);
    expect((await send("GET")).status).toBe(200);
    await after(6.9);
    expect((await send("GET")).status).toBe(200);
    await after(0.1);
    expect((await send("GET")).status).toBe(404);
    expect(simulator.export().grants.filter(({ subjectId }) => subjectId === made.clientId)).toEqual([]);
  },
);

test.each(["inactive", "deleted"] as const)(
  "a client that stays %s is restored by its state, with its secret, and no other edit does that",
  async (stays) => {
    const { simulator, made, whole, send, after } = await orgWithOldClient(stays);
    expect((await send("PUT", { ...whole, description: "edited" })).body).toMatchObject({ state: stays });
    const restored = await send("PUT", { ...whole, state: "active" });
    expect([restored.body["state"], restored.body["dateToDelete"]]).toEqual(["active", undefined]);
    await after(8);
    expect((await logIn(simulator, made)).status).toBe(200);
  },
);
