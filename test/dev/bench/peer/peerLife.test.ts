import { join } from "node:path";
import { expect, test } from "vitest";
import { callCount } from "../../../../dev/bench/engine/figures.ts";
import { COMPARED } from "../../../../dev/bench/peer/compared.ts";
import { peerLife } from "../../../../dev/bench/peer/peerLife.ts";

const binary = join(import.meta.dirname, "fakeTofu.mjs");

test("a life of the peer goes through every operation in an org of its own, and its calls and bytes are counted", async () => {
  const steps: string[] = [];
  const life = await peerLife({ binary, rc: binary }, 2, COMPARED, (step) => steps.push(step));

  expect(steps).toEqual([...COMPARED]);
  expect(life.operations.map(callCount)).toEqual([3, 3, 3, 3, 3, 3]);
  expect(life.operations[0]?.calls).toMatchObject({ "POST /api/v2/authorization/roles": 2, "POST /oauth/token": 1 });
  expect(life.operations.at(-1)?.calls).toMatchObject({ "DELETE /api/v2/authorization/roles/{roleId}": 2 });
  expect(life.state).toBeGreaterThan(70);
}, 60_000);

test("a peer that fails ends the run with what it said, not with a figure", async () => {
  await expect(peerLife({ binary, rc: "/nowhere" }, 1, ["create"], () => {})).rejects.toThrow(/ended with 1/);
}, 60_000);
