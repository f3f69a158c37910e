/** Every single widening of what an org holds is seen: one permission, one division, one role. */
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { allPermissions } from "../../../access/catalogue/permissions.ts";
import type { VerifiedClient } from "../../../access/verify/model.ts";
import { type ClientPlan, DEFAULT_REQUESTS, planClient } from "../../../access/verify/planClient.ts";
import { placeOf, type Tried } from "../../../access/verify/subject.ts";
import { deployEmbedded, type EmbeddedGround } from "../../../toolkit/verify/embedded.ts";
import { verifyClient } from "../../../toolkit/verify/verifyClient.ts";
import { prepare } from "../../../toolkit/verify/verifyStack.ts";
import { SPEC, stackOf } from "./support.ts";

type Key = keyof typeof SPEC.clients;
const KEYS = Object.keys(SPEC.clients) as Key[];
const anything = z.unknown();
const wireRole = z.looseObject({
  id: z.string(),
  name: z.string(),
  permissionPolicies: z.array(
    z.looseObject({ domain: z.string(), entityName: z.string(), actionSet: z.array(z.string()) }),
  ),
});

let ground: EmbeddedGround;
let trieds: readonly Tried[];
const plans = new Map<string, ClientPlan>();
let roles: z.infer<typeof wireRole>[];
let divisions: string[];
const outputs: string[] = [];

beforeAll(async () => {
  ground = await deployEmbedded(stackOf(SPEC));
  // Whoever changes the org would keep to the pace of a real one.
  ground.simulator.switches.requestsPerMinute = 1_000_000;
  const prepared = await prepare(ground, KEYS);
  trieds = prepared.trieds;
  for (const tried of trieds) plans.set(`${tried.client.key} ${FEW_REQUESTS}`, planClient(tried, FEW_REQUESTS));
  divisions = prepared.inventory.divisions.map(({ id }) => id);
  const page = z.object({ entities: z.array(wireRole) });
  roles = (await ground.session.client.get("/api/v2/authorization/roles", page, { query: { pageSize: 100 } })).entities;
});
afterAll(() => ground.simulator.close());

/** A smaller budget sends the first requests of a larger one: what is seen here is seen there. */
const FEW_REQUESTS = 12;

async function verified(key: Key, maxRequests = FEW_REQUESTS): Promise<VerifiedClient> {
  const tried = trieds.find(({ client }) => client.key === key);
  const credentials = ground.credentials.get(key);
  if (!tried || !credentials) throw new Error(`no client ${key}`);
  const { connection } = ground;
  const client = await verifyClient({
    plan: plans.get(`${key} ${maxRequests}`) ?? planClient(tried, maxRequests),
    inventory: tried.inventory,
    connection,
    credentials,
    maxRequests,
    place: placeOf(tried, tried.client.path),
  });
  outputs.push(JSON.stringify(client));
  return client;
}

interface Mutation {
  readonly what: string;
  readonly client: Key;
  readonly apply: () => Promise<unknown>;
  readonly revert: () => Promise<unknown>;
}

const roleNamed = (name: string) => roles.find((role) => role.name === name) ?? roles[0];
const idOf = (key: Key) => ground.credentials.get(key)?.clientId ?? "";

/** A permission more in a role that the client holds. */
function morePermission(client: Key, roleKey: keyof typeof SPEC.roles, permission: string): Mutation {
  const role = roleNamed(SPEC.roles[roleKey].name);
  const [domain = "", entityName = "", action = ""] = permission.split(":");
  const put = (policies: readonly object[]) =>
    ground.session.client.put(
      `/api/v2/authorization/roles/${role?.id}`,
      { ...role, permissionPolicies: policies },
      anything,
    );
  const before = role?.permissionPolicies ?? [];
  return {
    what: `${permission} in ${roleKey}`,
    client,
    apply: () => put([...before, { domain, entityName, actionSet: [action] }]),
    revert: () => put(before),
  };
}

function moreGrant(client: Key, roleId: string, divisionId: string, what: string): Mutation {
  const path = `/api/v2/authorization/subjects/${idOf(client)}/divisions/${encodeURIComponent(divisionId)}/roles/${roleId}`;
  return {
    what,
    client,
    apply: () =>
      ground.session.client.post(`${path}?subjectType=PC_OAUTH_CLIENT`, undefined, anything, { idempotent: true }),
    revert: () => ground.session.client.delete(path),
  };
}

function mutations(): Mutation[] {
  const held: Readonly<Record<Key, readonly (keyof typeof SPEC.roles)[]>> = {
    reports: ["reader", "codes"],
    partner: ["workforce"],
    wall: ["reader"],
  };
  const where: Readonly<Record<string, readonly string[]>> = {
    "reports reader": ["EMEA"],
    "reports codes": ["EMEA", "NA"],
    "partner workforce": ["Silo"],
    "wall reader": ["*"],
  };
  const names = new Map(trieds[0]?.inventory.divisions.map(({ id, name }) => [id, name]));
  const given = new Set(Object.values(SPEC.roles).flatMap(({ permissions }) => permissions as readonly string[]));
  const pool = [...allPermissions()].filter((one) => !given.has(one));
  const sample = fc.sample(fc.tuple(fc.constantFrom(...KEYS), fc.constantFrom(...pool), fc.nat()), {
    seed: 18,
    numRuns: 110,
  });
  const permissions = sample.map(([client, permission, at]) => {
    const own = held[client];
    return morePermission(client, own[at % own.length] ?? "reader", permission);
  });
  const wider = KEYS.flatMap((client) =>
    held[client].flatMap((roleKey) => {
      const own = where[`${client} ${roleKey}`] ?? [];
      // Beside All-Divisions a single division widens nothing.
      const more = own.includes("*") ? [] : [...divisions, "*"].filter((id) => !own.includes(names.get(id) ?? id));
      const role = roleNamed(SPEC.roles[roleKey].name);
      return more.map((id) => moreGrant(client, role?.id ?? "", id, `${roleKey} in ${names.get(id) ?? id}`));
    }),
  );
  const others = KEYS.flatMap((client) => {
    const own: readonly string[] = held[client].map((roleKey) => SPEC.roles[roleKey].name);
    return roles
      .filter(({ name }) => !own.includes(name))
      .flatMap(({ id, name }) =>
        [...divisions, "*"].map((division) =>
          moreGrant(client, id, division, `${name} in ${names.get(division) ?? division}`),
        ),
      );
  });
  return [...permissions, ...wider, ...fc.sample(fc.constantFrom(...others), { seed: 19, numRuns: 80 })];
}

describe("a client that holds what the spec says", () => {
  it.each(KEYS)("is proved within the default budget, and nothing is left open: %s", async (key) => {
    const { counts, rows, requests, tokenEnded } = await verified(key, DEFAULT_REQUESTS);
    expect(rows.filter(({ verdict }) => verdict !== "proved")).toEqual([]);
    expect(counts.proved).toBeGreaterThan(15);
    expect(requests).toBeLessThanOrEqual(DEFAULT_REQUESTS);
    expect(tokenEnded).toBe(true);
  });
});

describe("every single widening of what the org holds", () => {
  it("turns at least one line red", async () => {
    const all = mutations();
    expect(all.length).toBeGreaterThanOrEqual(200);
    const unseen: string[] = [];
    for (const { what, client, apply, revert } of all) {
      await apply();
      const { counts } = await verified(client);
      await revert();
      if (counts.refuted === 0) unseen.push(`${client}: ${what}`);
    }
    expect(unseen).toEqual([]);
    // Everything is as it was: what was seen was the widening.
    for (const key of KEYS) expect((await verified(key)).counts.refuted).toBe(0);
  });

  it("is seen without a write and without a secret in what is told", () => {
    const own = new Set(KEYS.map(idOf));
    const sent = ground.simulator.requests.filter(
      ({ clientId, path }) => own.has(clientId ?? "") && path !== "/oauth/token",
    );
    const writes = sent.filter(
      ({ method, path }) =>
        method !== "GET" && !path.endsWith("/details/query") && !(method === "DELETE" && path === "/api/v2/tokens/me"),
    );
    expect(sent.length).toBeGreaterThan(1000);
    expect(writes).toEqual([]);
    const told = outputs.join("\n");
    for (const { clientSecret } of ground.credentials.values()) expect(told).not.toContain(clientSecret.reveal());
    expect(told).not.toMatch(/Bearer|access_token|clientSecret/i);
  });
});
