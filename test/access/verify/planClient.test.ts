/** The requests of one client: what is asked, in which order, and how a budget cuts it. */
import { describe, expect, it } from "vitest";
import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import type { Inventory } from "../../../access/verify/inventory.ts";
import { OBJECT_KINDS } from "../../../access/verify/objects.ts";
import { LEAST_REQUESTS, planClient } from "../../../access/verify/planClient.ts";
import { specDigest } from "../../../access/verify/specDigest.ts";
import { triedClient } from "../../../access/verify/subject.ts";
import { SPEC, stackOf } from "../../toolkit/verify/support.ts";

const divisions = ["EMEA", "NA", "Silo", "Elsewhere"].map((name) => ({ id: `offline:divisions:${name}`, name }));
const INVENTORY: Inventory = {
  divisions,
  kinds: OBJECT_KINDS.map(({ kind }) => ({
    kind,
    state: "read",
    reason: null,
    objects: divisions.map(({ id, name }) => ({ id: `${kind} of ${name}`, divisionIds: [id] })),
  })),
  interval: "",
};

function planned(key: string, maxRequests = 60, inventory = INVENTORY, spec: object = SPEC) {
  const stack = stackOf(spec);
  const access = effectiveAccess(stack.desired, stack.spec);
  const tried = triedClient({ spec: stack.spec, desired: stack.desired, access, inventory }, key);
  if (!tried) throw new Error(`no client ${key}`);
  return planClient(tried, maxRequests);
}

describe("the plan of a client", () => {
  it("sends reads alone, each once", () => {
    for (const key of Object.keys(SPEC.clients)) {
      const { requests } = planned(key);
      const writes = requests.filter(({ method, path }) => method !== "GET" && !path.endsWith("/details/query"));
      expect(writes).toEqual([]);
      const keys = requests.map(({ method, path }) => `${method} ${path}`);
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it("tries every promise at its own place, and every border with a control", () => {
    const { probes } = planned("reports");
    const promises = probes.filter(({ place }) => place.path.startsWith("clients.reports.cannot"));
    expect(new Set(promises.map(({ place }) => place.path))).toEqual(
      new Set(["clients.reports.cannot[0]", "clients.reports.cannot[1]", "clients.reports.cannot[2]"]),
    );
    const borders = probes.filter(({ kind }) => kind === "border" || kind === "nested");
    expect(borders.length).toBeGreaterThan(4);
    for (const { control, expects } of borders)
      expect([expects.what, control?.path]).toEqual(["closed", expect.any(String)]);
  });

  it("has no border where a client holds everything everywhere", () => {
    const kinds = new Set(planned("wall").probes.map(({ kind }) => kind));
    expect(kinds.has("border")).toBe(false);
    expect(kinds.has("call")).toBe(true);
  });

  it("keeps to its budget, cuts what nobody asked for first, and says what it cut", () => {
    for (const most of [6, 8, 12, 20, 30]) {
      const { requests, probes } = planned("reports", most);
      expect(requests.length - 2 + LEAST_REQUESTS).toBeLessThanOrEqual(most);
      const cut = probes.filter(({ unprovable }) => unprovable?.reason === "budget");
      expect(cut.every(({ spare }) => !spare)).toBe(true);
      if (most <= 12) expect(cut.length).toBeGreaterThan(0);
    }
    // What a smaller budget sends is the beginning of what a larger one sends.
    const [few, many] = [planned("reports", 12), planned("reports", 60)].map(({ requests }) =>
      requests.map(({ path }) => path),
    );
    expect(many?.slice(0, few?.length)).toEqual(few);
  });

  it("says so where no object can be tried", () => {
    const none: Inventory = { ...INVENTORY, kinds: INVENTORY.kinds.map((one) => ({ ...one, objects: [] })) };
    const reasons = planned("reports", 60, none).probes.flatMap(({ unprovable }) => unprovable?.reason ?? []);
    expect(new Set(reasons)).toEqual(new Set(["no object"]));
  });

  it("asks nothing of a client that acts for users", () => {
    const connector = {
      name: "Connector",
      grantType: "code",
      scopes: ["users:readonly"],
      redirectUris: ["https://crm.contoso.example/cb"],
    };
    expect(planned("connector", 60, INVENTORY, { ...SPEC, clients: { connector } }).probes).toEqual([]);
  });
});

describe("the digest of a spec", () => {
  it("is of what it says, whatever its order, and changes with it", () => {
    const { roles, ...rest } = SPEC;
    const digest = (spec: object) => specDigest(stackOf(spec).spec);
    expect(digest({ roles, ...rest })).toBe(digest({ ...rest, roles }));
    expect(
      digest({
        ...rest,
        roles: { ...roles, codes: { ...roles.codes, permissions: ["routing:wrapupCode:add"], access: "read-write" } },
      }),
    ).not.toBe(digest(SPEC));
  });
});
