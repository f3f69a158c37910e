/** Two stacks, and people, grant one role to one subject: none ever takes what another gave. */
import { afterEach, beforeEach, expect, it } from "vitest";
import { ignored } from "../../providers/genesys/wire.ts";
import { SEED } from "../../simulator/index.ts";
import { grantProps, handlersOver } from "../providers/support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "../providers/support/orgUnderTest.ts";

const { EMEA_Operations: EMEA, NA_Operations: NA, EMEA_Support: SUPPORT, BPO_Partner: BPO } = SEED.divisions;
const ROLE = SEED.roles.supervisor;
const ERIK = SEED.users["erik.emea@contoso.example"];
const SUBJECTS = [
  ["user", "PC_USER", ERIK],
  ["group", "PC_GROUP", SEED.groups["Reporting Analysts"]],
  ["existing client", "PC_OAUTH_CLIENT", SEED.legacy.clientId],
] as const;

type Divisions = Readonly<Record<string, string>>;
let org: OrgUnderTest;

beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

/** A stack with one grant: what `up`, `up --refresh` and `destroy` do with it, and what its state remembers. */
function stackOf(subjectType: string, subjectId: string) {
  let state: { id: string; inputs: Record<string, unknown>; outs: Record<string, unknown> } | undefined;
  const handler = () => handlersOver(org.newRun()).roleGrant;
  const stack = {
    /** True when the org has the grant otherwise than the state says. */
    refresh: async (): Promise<boolean> => {
      if (!state) return false;
      const before = sorted(state.inputs) + sorted(state.outs);
      const { id, props, inputs } = await handler().read(state.id, state.outs);
      const __provider = state.outs["__provider"];
      state = id === undefined ? undefined : { id, inputs: { ...inputs, __provider }, outs: { ...props, __provider } };
      return !state || sorted(state.inputs) + sorted(state.outs) !== before;
    },
    up: async (divisions: Divisions, more: object = {}): Promise<void> => {
      const props = grantProps(ROLE, { subjectType, subjectId, divisions, ...more });
      const { inputs } = await handler().check({}, props);
      const news = { ...inputs, __provider: props.__provider };
      if (!state) {
        const { id, outs } = await handler().create(news);
        state = { id, inputs: news, outs: { ...outs, __provider: props.__provider } };
      } else if (sorted(state.inputs) !== sorted(news)) {
        const { outs } = await handler().update(state.id, state.outs, news);
        state = { ...state, inputs: news, outs: { ...outs, __provider: props.__provider } };
      }
    },
    destroy: async (): Promise<void> => {
      if (state) await handler().delete(state.id, state.outs);
      state = undefined;
    },
    heldBefore: () => state?.outs["heldBefore"],
    forget: () => {
      state = undefined;
    },
  };
  return stack;
}

function sorted(values: Record<string, unknown>): string {
  return JSON.stringify(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Divisions of the role that the subject holds now, those of the seed aside. */
function held(subjectId: string): string[] {
  const of = (grants: readonly { subjectId: string; roleId: string; divisionId: string }[]) =>
    grants.filter((grant) => grant.subjectId === subjectId && grant.roleId === ROLE).map((grant) => grant.divisionId);
  return of(org.simulator.export().grants).sort();
}

/** Divisions that the subject lost at some moment since that number of moments, whoever took them, and had before. */
function losses(subjectId: string, since: number, of: readonly string[]): string[] {
  const moments = org.simulator
    .history()
    .slice(since)
    .flatMap(({ subjects }) => subjects.filter(({ id }) => id === subjectId))
    .map(({ grants }) => new Set(grants.flatMap((grant) => (grant.roleId === ROLE ? [grant.divisionId] : []))));
  return of.filter((division) => moments.some((now) => !now.has(division)));
}

async function inConsole(change: "grant" | "revoke", type: string, id: string, division: string): Promise<void> {
  const path = `/api/v2/authorization/subjects/${id}`;
  const options = { query: { subjectType: type } };
  if (change === "grant")
    await org.console.post(`${path}/bulkadd`, { grants: [{ roleId: ROLE, divisionId: division }] }, ignored, options);
  else await org.console.delete(`${path}/divisions/${division}/roles/${ROLE}`);
}

it.each(SUBJECTS)("keeps what each of two stacks gave one %s, through the whole life of both", async (_, type, id) => {
  const seed = held(id);
  const [first, second] = [stackOf(type, id), stackOf(type, id)];
  await first.up({ EMEA_Operations: EMEA });
  const since = org.simulator.history().length;
  await second.up({ NA_Operations: NA });
  // Both go on for a while, each with a refresh before its update, and change divisions of their own.
  for (const [a, b] of [
    [{ EMEA_Operations: EMEA }, { NA_Operations: NA }],
    [
      { EMEA_Operations: EMEA, EMEA_Support: SUPPORT },
      { NA_Operations: NA, BPO_Partner: BPO },
    ],
    [{ EMEA_Operations: EMEA }, { NA_Operations: NA }],
  ] as [Divisions, Divisions][]) {
    expect(await first.refresh()).toBe(false);
    await first.up(a);
    expect(await second.refresh()).toBe(false);
    await second.up(b);
    expect(held(id)).toEqual([...seed, ...Object.values(a), ...Object.values(b)].sort());
  }
  await second.destroy();
  expect(await first.refresh()).toBe(false);
  expect(held(id)).toEqual([...seed, EMEA].sort());
  expect(losses(id, since, [EMEA])).toEqual([]);
  await first.destroy();
  expect(held(id)).toEqual(seed);
});

it.each(SUBJECTS)("leaves a %s what it held before the grant was declared, and says so", async (_, type, id) => {
  await inConsole("grant", type, id, EMEA);
  const seed = held(id);
  const since = org.simulator.history().length;
  const stack = stackOf(type, id);
  await stack.up({ EMEA_Operations: EMEA, NA_Operations: NA });
  expect(stack.heldBefore()).toEqual([EMEA]);
  expect(org.told.splice(0)).toEqual([expect.stringMatching(/in EMEA_Operations already: another stack or a person/)]);
  expect(await stack.refresh()).toBe(false);
  await stack.up({ EMEA_Support: SUPPORT });
  expect(org.told.splice(0)).toEqual([
    expect.stringMatching(/ keeps the role "bi-reader" in EMEA_Operations: held before it was declared/),
  ]);
  expect(held(id)).toEqual([...seed, SUPPORT].sort());
  await stack.up({ EMEA_Operations: EMEA });
  await stack.destroy();
  expect(org.told.at(-1)).toMatch(/ keeps the role "bi-reader" in EMEA_Operations: held before it was declared/);
  expect(held(id)).toEqual(seed);
  expect(losses(id, since, [EMEA])).toEqual([]);
});

it("gives a division anew that the stack which held it before took away, and owns it from then on", async () => {
  const [first, second] = [stackOf("PC_USER", ERIK), stackOf("PC_USER", ERIK)];
  await first.up({ EMEA_Operations: EMEA });
  await second.up({ EMEA_Operations: EMEA });
  expect(second.heldBefore()).toEqual([EMEA]);
  await first.destroy();
  expect(held(ERIK)).not.toContain(EMEA);
  expect(await second.refresh()).toBe(true);
  await second.up({ EMEA_Operations: EMEA });
  expect(second.heldBefore()).toBeUndefined();
  expect(held(ERIK)).toContain(EMEA);
  await second.destroy();
  expect(held(ERIK)).not.toContain(EMEA);
});

it("takes nothing of the first stack when the second, which found it there, goes", async () => {
  const [first, second] = [stackOf("PC_USER", ERIK), stackOf("PC_USER", ERIK)];
  await first.up({ EMEA_Operations: EMEA });
  const since = org.simulator.history().length;
  await second.up({ EMEA_Operations: EMEA, NA_Operations: NA });
  await second.up({ NA_Operations: NA });
  await second.destroy();
  expect(await first.refresh()).toBe(false);
  expect(losses(ERIK, since, [EMEA])).toEqual([]);
});

it("does not take a division again that somebody gave after the stack dropped it", async () => {
  const stack = stackOf("PC_USER", ERIK);
  await stack.up({ EMEA_Operations: EMEA, NA_Operations: NA });
  await stack.up({ EMEA_Operations: EMEA });
  await inConsole("grant", "PC_USER", ERIK, NA);
  expect(await stack.refresh()).toBe(false);
  await stack.up({ EMEA_Operations: EMEA, NA_Operations: NA });
  await stack.destroy();
  expect(held(ERIK)).toContain(NA);
});

it("counts everything that an older state says as its own, and refreshes it without a change", async () => {
  const stack = stackOf("PC_USER", ERIK);
  await stack.up({ EMEA_Operations: EMEA, NA_Operations: NA });
  expect(stack.heldBefore()).toBeUndefined();
  expect(await stack.refresh()).toBe(false);
  await stack.destroy();
  expect(held(ERIK).filter((division) => division === EMEA || division === NA)).toEqual([]);
});

it("shows and takes away what others gave where the grant is exclusive", async () => {
  const stack = stackOf("PC_USER", ERIK);
  await stack.up({ EMEA_Operations: EMEA }, { exclusive: true });
  await inConsole("grant", "PC_USER", ERIK, NA);
  expect(await stack.refresh()).toBe(true);
  await stack.up({ EMEA_Operations: EMEA }, { exclusive: true });
  expect(held(ERIK)).not.toContain(NA);
});

it("keeps a grant that the stack lost from its state, because nobody can tell any more who gave it", async () => {
  const stack = stackOf("PC_USER", ERIK);
  await stack.up({ EMEA_Operations: EMEA });
  stack.forget();
  await stack.up({ EMEA_Operations: EMEA });
  expect(org.told).toEqual([expect.stringMatching(/already/)]);
  await stack.destroy();
  expect(held(ERIK)).toContain(EMEA);
});
