import fc from "fast-check";
import { expect, test } from "vitest";
import { callerOf } from "../../access/catalogue/callerKinds.ts";
import { allOperations, type Operation } from "../../access/catalogue/operations.ts";
import { holdable, parseEndpoint } from "../../access/intent/endpoint.ts";
import { printEndpoint } from "../../access/values/endpoint.ts";
import { SEED } from "../../simulator/index.ts";
import { routes } from "../../simulator/routes/index.ts";
import { openWorld, sampleModel, type Twin } from "./world.ts";

const RANDOM = 20_260_601;
const LACKING = ["missing.permissions", "missing.any.permissions"];
const NOBODY = "7a0f1e5c-1111-4222-8333-444455556666";
const IDS: Readonly<Record<string, string>> = {
  "{queueId}": SEED.queues["EMEA Sales"],
  "{userId}": SEED.users["nora.na@contoso.example"],
  "{roleId}": SEED.roles.supervisor,
  "{divisionId}": SEED.divisions.EMEA_Operations,
  "{groupId}": SEED.groups["EMEA Supervisors"],
  "{clientId}": SEED.legacy.clientId,
};

/**
 * Operations that ask for permissions which a role can hold. HEAD is left out: its answers have no body to read a code from. So are those that only a user
 * can call, whose answer to a client nobody has written down: the callers here are clients.
 */
function guarded(): Operation[] {
  const asked = allOperations().filter((it) => it.auth === "oauth" && it.match !== "NONE" && it.method !== "HEAD");
  return asked.filter((it) => callerOf(it) !== "user" && parseEndpoint(printEndpoint(it)).ok);
}

/** All that the org simulates, and of those that it only authorises so many that ask for one of, and for all of, several permissions. */
function sampleOperations(): Operation[] {
  const simulated = guarded().filter((it) => Object.hasOwn(routes, printEndpoint(it)));
  const others = guarded().filter((it) => !Object.hasOwn(routes, printEndpoint(it)));
  const many = others.filter((it) => holdable(it).length > 1);
  const pick = (from: readonly Operation[], match: Operation["match"], count: number) =>
    fc.sample(
      fc.shuffledSubarray(
        from.filter((it) => it.match === match),
        { minLength: count, maxLength: count },
      ),
      {
        seed: RANDOM,
        numRuns: 1,
      },
    )[0] ?? [];
  return [...simulated, ...pick(others, "ANY", 15), ...pick(many, "ANY", 15), ...pick(many, "ALL", 25)];
}

/** Each takes some permissions of the operations, so that operations with several are often met in part; the last two take wildcards. */
function sampleRoles(operations: readonly Operation[]): string[][] {
  const pool = [...new Set(operations.flatMap(holdable))];
  const size = { minLength: Math.floor(pool.length / 4), maxLength: Math.floor(pool.length / 3) };
  const plain = fc.sample(fc.noBias(fc.shuffledSubarray(pool, size)), { seed: RANDOM, numRuns: 6 });
  return [...plain, ["routing:*:view", "oauth:client:*"], ["authorization:*:*", "analytics:*:view"]];
}

/** As a caller writes it. What changes the org gets ids that nothing has, so that the org stays as it is for the next case. */
function concretePath({ path, effect }: Operation): string {
  return path.replaceAll(/\{\w+\}/g, (name) => (effect === "read" ? IDS[name] : undefined) ?? NOBODY);
}

interface Case {
  readonly client: string;
  /** As documented. */
  readonly operation: string;
  readonly needsSeveral: boolean;
  /** The answer of `explain`: `allowed -`, `denied permission`, `denied division`, `undecided division-awareness`. */
  readonly said: string;
  /** The answer of the org: `403 missing.permissions`. */
  readonly answered: string;
  readonly isRefused: boolean;
}

async function compare({ name, api, ask }: Twin, operation: Operation): Promise<Case> {
  const path = concretePath(operation);
  const { need, answer, layer = "-" } = ask(`${operation.method} ${path}`);
  const response = await api.send(operation.method, path, operation.method === "GET" ? undefined : {});
  return {
    client: name,
    operation: need,
    needsSeveral: operation.match === "ALL" && holdable(operation).length > 1,
    said: `${answer} ${layer}`,
    answered: `${response.status} ${response.body.code ?? ""}`.trim(),
    isRefused: response.status === 403 && LACKING.includes(response.body.code),
  };
}

test("an operation is refused for missing permissions exactly where explain denies it for its permissions", async () => {
  const operations = sampleOperations();
  const { simulator, twins } = await openWorld(sampleModel(RANDOM, sampleRoles(operations), 14));
  const before = simulator.export();
  const cases: Case[] = [];
  for (const twin of twins) for (const operation of operations) cases.push(await compare(twin, operation));

  expect(cases.filter(({ said, isRefused }) => isRefused !== (said === "denied permission"))).toEqual([]);
  // Authorised: done, or refused for what was sent, or (501) not simulated. A division's 403 has a code of its own.
  const opened = cases.filter(({ said }) => said.startsWith("allowed "));
  expect(opened.filter(({ answered }) => !/^(2|400|404|409|501|403 (?!missing\.(any\.)?perm))/.test(answered))).toEqual(
    [],
  );
  // Only permissions that are all needed, and are held in different divisions, get a third answer: the gate of the org does not look at divisions.
  const split = cases.filter(({ said }) => !said.startsWith("allowed ") && said !== "denied permission");
  expect(split.filter(({ needsSeveral }) => !needsSeveral)).toEqual([]);

  expect(cases.length).toBeGreaterThanOrEqual(1500);
  expect(opened.length).toBeGreaterThan(400);
  for (const code of LACKING) {
    expect(cases.filter(({ answered }) => answered === `403 ${code}`).length).toBeGreaterThan(150);
  }
  expect(split.length).toBeGreaterThan(0);
  expect(opened.filter(({ answered }) => !answered.startsWith("501")).length).toBeGreaterThan(200);
  expect(simulator.export()).toEqual(before);
});
