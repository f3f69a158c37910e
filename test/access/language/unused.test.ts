import { describe, expect, it } from "vitest";
import { loadSpec } from "../../../access/language/loadSpec.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";

const load = (role: string) =>
  loadSpec(
    "prod.yaml",
    () => `organization: { id: 2f6c8a10-5b1d-4c57-9f0e-6f0a3c1d2e4b }\nroles: { reader: { name: Reader, ${role} } }\n`,
  );
const codes = (role: string) => {
  const loaded = load(role);
  return loaded.ok ? [] : loaded.problems.map(({ code }) => code);
};
const NOTICE = "unused: { since: 2026-11-01, remove: 2026-11-08 }";

describe("a permission that is announced to go", () => {
  it("is held until its line goes, also where several of an entity go", () => {
    const roles = [
      `permissions: ["routing:queue:view", { permission: "routing:skill:manage,view", ${NOTICE} }]`,
      `permissions: ["routing:queue:view", "routing:skill:manage,view"]`,
    ].map((text) => {
      const loaded = load(text);
      const planned = loaded.ok ? planOffline(loaded.spec) : undefined;
      return planned?.ok ? planned.desired.roles : undefined;
    });
    expect(roles[0]).toBeDefined();
    expect(roles[0]).toEqual(roles[1]);
  });

  it("opens what an endpoint of the role needs as long as it is there", () => {
    expect(
      codes(
        `endpoints: ["GET /api/v2/routing/queues"], permissions: [{ permission: "routing:wrapupCode:view", ${NOTICE} }]`,
      ),
    ).toEqual([]);
  });

  it.each([
    [`permissions: ["routing:queue:view", { permission: "routing:queue:view", ${NOTICE} }]`, "unused-without-effect"],
    [
      `permissions: [{ permission: "routing:wrapupCode:view", ${NOTICE} }, { permission: "routing:wrapupCode:view", ${NOTICE} }]`,
      "unused-without-effect",
    ],
    [
      `permissions: [{ permission: "routing:wrapupCode:view", unused: { since: 2026-11-08, remove: 2026-11-01 } }]`,
      "bad-notice",
    ],
    [
      `permissions: [{ permission: "routing:wrapupCode:view", unused: { since: 2026-11-31, remove: 2026-12-07 } }]`,
      "bad-day",
    ],
    [`permissions: [{ permission: "routing:wrapupCode:view", unused: { since: 2026-11-01 } }]`, "missing-key"],
    [
      `permissions: ["routing:wrapupCode:view"], keep: [{ permission: "routing:wrapupCode:view", reason: TODO }]`,
      "no-reason",
    ],
    [
      `permissions: ["routing:wrapupCode:view"], keep: [{ endpoint: "GET /api/v2/usres", reason: The year-end closing }]`,
      "unknown-endpoint",
    ],
  ])("is refused in %s", (role, code) => {
    expect(codes(role)).toEqual([code]);
  });
});
