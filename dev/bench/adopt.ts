/** The cost of taking over a large org with hostile names: the calls and the time of the reading, and the time of deciding and writing. Import and preview are the engine's. */
import { readSnapshot } from "../../providers/genesys/snapshot/readSnapshot.ts";
import { orgUnderTest } from "../../test/providers/support/orgUnderTest.ts";
import { hostileOrg } from "../../test/support/hostileOrg.ts";
import { planAdoption } from "../../toolkit/adopt/planAdoption.ts";
import { type Measure, measure } from "./measures.ts";

const RUNS = 3;

export async function benchAdopt(): Promise<Measure[]> {
  const runs: { readonly calls: number; readonly reading: number; readonly deciding: number }[] = [];
  for (let run = 0; run < RUNS; run++) runs.push(await adoptOnce());
  const what = "adoption of 200 roles, 150 clients, 30 divisions";
  return [
    measure(
      `${what}: calls`,
      "",
      runs.map(({ calls }) => calls),
      200 / 100 + 1 + 31 + 10 + 1,
    ),
    measure(
      `${what}: reading`,
      "s",
      runs.map(({ reading }) => reading),
      10,
    ),
    measure(
      `${what}: deciding and writing`,
      "s",
      runs.map(({ deciding }) => deciding),
      5,
    ),
  ];
}

async function adoptOnce() {
  const org = await orgUnderTest({ seed: hostileOrg(), timeoutMs: 20_000 });
  const begin = performance.now();
  const snapshot = await readSnapshot(org.newRun(), { tool: "bench", apiUrl: "http://127.0.0.1:1" });
  const read = performance.now();
  const calls = org.calls().length;
  await org.close();
  planAdoption({
    snapshot,
    project: "bench",
    stack: "bench",
    specFile: "stacks/bench.yaml",
    only: ["clients", "roles", "users", "groups"],
    listing: undefined,
    before: undefined,
    readText: () => "",
    mapping: { file: "adopted/bench.map.yaml", text: undefined },
    today: "2026-11-29",
  });
  return { calls, reading: (read - begin) / 1000, deciding: (performance.now() - read) / 1000 };
}
