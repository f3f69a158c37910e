/** The probe finds every setting of the embedded org, over HTTP, and leaves nothing behind. */
import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { BehaviourSchema } from "../../../access/observed/model.ts";
import { Secret } from "../../../providers/genesys/secret.ts";
import { SEED, type Switches } from "../../../simulator/index.ts";
import { routes } from "../../../simulator/routes/index.ts";
import { DEFAULT_SWITCHES } from "../../../simulator/switches.ts";
import { QUESTIONS } from "../../../toolkit/probe/questions/index.ts";
import { probeAs, sandbox } from "./support.ts";

/** A small generator with a seed, so that a failure can be repeated. */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

function setting(seed: number) {
  const random = chance(seed);
  const pick = <T>(...values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  return {
    escalationGuard: pick<Switches["escalationGuard"]>("off", "role", "permissions"),
    uniqueNames: pick<Switches["uniqueNames"]>(true, false, "divisions"),
    refuseDeleteOfHeldRole: pick(true, false),
    expandWildcards: pick(true, false),
    secretOnRead: pick(true, false),
    withoutConditions: pick<string[]>([], ["routing:queue:view"], ["authorization:role:view", "routing:queue:view"]),
    mostDivisions: pick(30, 50, 75),
    requestsPerMinute: pick(0, 40, 90, 300),
    readAfterWriteDelayMs: pick(0, 0, 120, 2000, 30_000),
    scopesRequired: pick(true, false),
    mostClients: pick(0, 40, 70),
    mostRoles: pick(0, 40, 70),
    mostGrantsOfSubject: pick(0, 90),
    requestsPerMinuteOfClient: pick(0, 900),
  };
}

/** What an org says of itself where the switch says that it has no limit; undefined: nothing. */
const WITHOUT_LIMIT = {
  requestsPerMinute: 300,
  requestsPerMinuteOfClient: 3000,
  mostClients: undefined,
  mostRoles: undefined,
  mostGrantsOfSubject: undefined,
};

const LIMITS = "GET /api/v2/organizations/limits/namespaces/{namespaceName}";

/** The questions that a switch of this org stands for. */
const OF_SWITCHES = QUESTIONS.filter(
  ({ id, switches = [] }) =>
    switches.some((name) => Object.hasOwn(DEFAULT_SWITCHES, name)) &&
    (id !== "limits" || Object.hasOwn(routes, LIMITS)),
);
const NAMES = new Set(OF_SWITCHES.flatMap(({ switches = [] }) => switches));

/** The switches that the probe is to find in an org of this setting. */
function toFind(wanted: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const all = Object.entries({ ...wanted, ...notSet(wanted) });
  return Object.fromEntries(all.filter(([name, value]) => NAMES.has(name) && value !== undefined));
}

function notSet(wanted: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(WITHOUT_LIMIT).filter(([name]) => wanted[name] === 0));
}

describe("the probe", () => {
  it.each(Array.from({ length: 20 }, (_, index) => index + 1))(
    "finds every setting of an org, and leaves nothing: %i",
    async (seed) => {
      const { readAfterWriteDelayMs: delay, ...wanted } = setting(seed);
      const { probe, leftovers, run } = await sandbox({ ...wanted, readAfterWriteDelayMs: delay });
      const behaviour = await probe(OF_SWITCHES);
      const { readAfterWriteDelayMs: found, ...switches } = behaviour.switches;
      expect(switches).toEqual(toFind(wanted));
      expect(found).toBeGreaterThanOrEqual(delay);
      expect(found).toBeLessThanOrEqual(delay * 1.25 + 50);
      expect(behaviour).toMatchObject({ complete: true, left: [] });
      expect(leftovers()).toEqual([]);
      expect(existsSync(run.ledger)).toBe(false);
    },
  );

  it.each([
    ["off", true, true],
    ["role", true, false],
    ["permissions", true, false],
  ] as const)(
    "asks everything where the guard is %s, and changes nothing that was there",
    async (escalationGuard, grant, edit) => {
      const { org, probe, leftovers } = await sandbox({ escalationGuard, requestsPerMinute: 40 });
      const before = org.export();
      const behaviour = await probe();
      expect(BehaviourSchema.parse(behaviour).left).toEqual([]);
      const answers = Object.fromEntries(behaviour.questions.map(({ id, answer }) => [id, answer]));
      expect(answers).toMatchObject({
        guard: escalationGuard,
        "guard-grant": grant,
        "guard-edit": edit,
        "guard-secret": edit,
        "client-names": "allowed",
        "client-scopes": "kept, without effect",
        "last-grant": "refused",
        "tokens-after-new-secret": true,
        "tokens-after-inactive": true,
        "tokens-after-delete": false,
        "longest-client-name": 4096,
        "rate-headers": "always",
      });
      expect(behaviour.questions.every(({ answer, words }) => answer === undefined || words !== undefined)).toBe(true);
      expect(leftovers()).toEqual([]);
      const { roles, clients, grants, divisions } = org.export();
      expect({ roles, clients, grants }).toEqual({
        roles: before.roles,
        clients: before.clients,
        grants: before.grants,
      });
      expect(divisions.filter(({ deleted }) => !deleted)).toEqual(before.divisions);
      // Never more in a minute than the org allows.
      expect(org.requests.filter(({ status }) => status === 429)).toEqual([]);
    },
  );

  it("says what it could not observe, and is not complete then", async () => {
    const { probe, leftovers } = await sandbox({
      faults: [{ path: "/authorization/divisions/limit$", kind: "status", status: 403, times: 9 }],
    });
    const behaviour = await probe(OF_SWITCHES);
    const open = behaviour.questions.filter(({ answer }) => answer === undefined);
    expect(open).toMatchObject([{ id: "division-limit", notObserved: expect.stringContaining("403") }]);
    expect(behaviour.complete).toBe(false);
    expect(behaviour.switches).not.toHaveProperty("mostDivisions");
    expect(leftovers()).toEqual([]);
  });

  it("makes nothing with a client that could not remove it again", async () => {
    const { org, run } = await sandbox({});
    const { clientId, clientSecret } = SEED.legacy;
    const connection = { ...run.connection, clientId, clientSecret: new Secret(clientSecret) };
    const before = org.export();
    await expect(probeAs({ ...run, connection })).rejects.toThrow("oauth:client:delete");
    expect(org.export()).toEqual(before);
    expect(existsSync(run.ledger)).toBe(false);
  });
});
