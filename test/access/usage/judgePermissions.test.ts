import { describe, expect, it } from "vitest";
import { allOperations } from "../../../access/catalogue/operations.ts";
import { allPermissions } from "../../../access/catalogue/permissions.ts";
import { holdable } from "../../../access/intent/endpoint.ts";
import { judgePermissions } from "../../../access/usage/judgePermissions.ts";
import type { UsageRow } from "../../../access/usage/model.ts";
import { usedOperations } from "../../../access/usage/usedOperations.ts";

const CLIENT = "7a0f1e5c-1111-4222-8333-444455556666";

function row(endpoint: string, counts: Partial<UsageRow> = {}): UsageRow {
  const [method = "", path = ""] = endpoint.split(" ");
  const zero = { status200: 0, status300: 0, status400: 0, status429: 0, status500: 0 };
  const base = { day: "2026-11-20", client: CLIENT, user: "", method, path, requests: 1, ...zero, status200: 1 };
  return { ...base, ...counts };
}

function classes(
  held: readonly string[],
  rows: readonly UsageRow[],
  ...kept: Parameters<typeof judgePermissions>[2][]
) {
  const judged = judgePermissions(
    held.map((permission) => ({ permission })),
    usedOperations(rows),
    ...kept,
  );
  return Object.fromEntries(judged.map(({ permission, use }) => [permission, use]));
}

const failed = { status200: 0, status400: 1 };

describe("permissions by use", () => {
  it("are used where a call that succeeded needs them, and else unused", () => {
    expect(classes(["routing:queue:view", "outbound:campaign:delete"], [row("GET /api/v2/routing/queues")])).toEqual({
      "routing:queue:view": "used",
      "outbound:campaign:delete": "unused",
    });
  });

  it("keep every alternative of a call, with the cheapest told apart", () => {
    const any = allOperations().find(
      (one) =>
        one.match === "ANY" &&
        holdable(one).some((p) => p.endsWith(":view")) &&
        holdable(one).some((p) => p.endsWith(":edit")),
    );
    if (!any) throw new Error("the catalogue has no such operation");
    const judged = classes(holdable(any), [row(`${any.method} ${any.path}`)]);
    expect(Object.values(judged).filter((use) => use === "used")).toHaveLength(1);
    expect(new Set(Object.values(judged))).toEqual(new Set(["used", "alternative"]));
    expect(judged[holdable(any).find((p) => p.endsWith(":edit")) ?? ""]).toBe("alternative");
  });

  it("are tried where every call failed, and used where the org counted no status", () => {
    expect(classes(["routing:queue:view"], [row("GET /api/v2/routing/queues", failed)])).toEqual({
      "routing:queue:view": "tried",
    });
    expect(classes(["routing:queue:view"], [row("GET /api/v2/routing/queues", { status200: 0 })])).toEqual({
      "routing:queue:view": "used",
    });
  });

  it("count whatever a placeholder is called", () => {
    expect(classes(["routing:queue:view"], [row("GET /api/v2/routing/queues/{id}")])).toEqual({
      "routing:queue:view": "used",
    });
  });

  it("are not judged beside a call that the catalogue does not know, nor where no operation names them", () => {
    const unknown = row("GET /api/v2/not/in/the/catalogue");
    expect(
      classes(["routing:queue:view", "outbound:campaign:delete"], [row("GET /api/v2/routing/queues"), unknown]),
    ).toEqual({ "routing:queue:view": "used", "outbound:campaign:delete": "not-judged" });
    const others = [row("POST /oauth/token"), row("GET /api/v2/not/in/the/catalogue", failed)];
    expect(classes(["outbound:campaign:delete"], others)).toEqual({ "outbound:campaign:delete": "unused" });
    expect(classes(["integration:cxCloudSN:view"], [])).toEqual({ "integration:cxCloudSN:view": "not-judged" });
  });

  it("are kept where somebody says so", () => {
    expect(classes(["routing:queue:view"], [], [{ permissions: ["routing:queue:view"], reason: "year-end" }])).toEqual({
      "routing:queue:view": "kept",
    });
  });

  it("of 500 random clients lose nothing that a call named, and gain nothing", () => {
    const permissions = [...allPermissions()];
    const operations = allOperations();
    const random = seeded(7);
    const pick = <T>(list: readonly T[], count: number) =>
      Array.from({ length: count }, () => list[Math.floor(random() * list.length)] as T);
    for (let client = 0; client < 500; client += 1) {
      const calls = pick(operations, Math.floor(random() * 20));
      const own = calls.flatMap(holdable).filter(() => random() < 0.8);
      const held = [...new Set([...own, ...pick(permissions, 60)])];
      const rows = calls.map((one) => row(`${one.method} ${one.path}`, random() < 0.3 ? failed : {}));
      const judged = judgePermissions(
        held.map((permission) => ({ permission })),
        usedOperations(rows),
      );
      const after = new Set(judged.flatMap(({ permission, use }) => (use === "unused" ? [] : [permission])));
      expect([...after].filter((one) => !held.includes(one))).toEqual([]);
      const opens = (one: (typeof calls)[number], by: ReadonlySet<string>) =>
        one.match === "ALL" ? holdable(one).every((p) => by.has(p)) : holdable(one).some((p) => by.has(p));
      const before = new Set(held);
      expect(calls.filter((one) => opens(one, before) && !opens(one, after))).toEqual([]);
    }
  });
});

/** The same numbers in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return state / 2_147_483_648;
  };
}
