import { expect, test } from "vitest";
import { callCount } from "../../../dev/bench/engine/figures.ts";
import { live } from "../../../dev/bench/engine/life.ts";
import { scenario } from "../../../dev/bench/engine/scenario.ts";

const operations = ["create", "refresh", "destroy"] as const;

test("a life through the real engine counts every request and every byte, and leaves nothing behind", async () => {
  const steps: string[] = [];
  const life = await live(scenario("usual", 2, { operations, runs: 1 }), (step) => steps.push(step));

  expect(steps).toEqual(operations);
  const [create, refresh, destroy] = life.operations;
  expect(create?.calls).toMatchObject({
    "POST /api/v2/authorization/divisions": 3,
    "POST /api/v2/authorization/roles": 2,
    "POST /api/v2/oauth/clients": 2,
  });
  expect(Object.keys(refresh?.calls ?? {}).filter((call) => !/^(GET|POST \/oauth\/token)/.test(call))).toEqual([]);
  expect(destroy?.calls).toMatchObject({ "DELETE /api/v2/oauth/clients/{clientId}": 2 });
  expect(Object.keys(life.state.perResource)).toEqual(expect.arrayContaining(["Division", "Role", "OAuthClient"]));
  expect(life.state.bytes).toBeGreaterThan(2 * (life.state.perResource["OAuthClient"] ?? Number.POSITIVE_INFINITY));
}, 240_000);

test("the naive provider makes one call for each resource, the idle one none", async () => {
  const [naive, idle] = [
    await live(scenario("naive", 2, { subject: "naive", operations, runs: 1 }), () => {}),
    await live(scenario("floor", 2, { subject: "idle", operations, runs: 1 }), () => {}),
  ];
  const counts = (operations: typeof naive.operations) => operations.map(callCount);
  // Two roles, two clients, three divisions and a login; a client is made inactive before it is deleted.
  expect(counts(naive.operations)).toEqual([8, 8, 10]);
  expect(counts(idle.operations)).toEqual([0, 0, 0]);
}, 360_000);
