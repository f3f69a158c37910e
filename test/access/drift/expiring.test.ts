import { describe, expect, it } from "vitest";
import { expiringRows } from "../../../access/drift/expiring.ts";
import { loadSpec } from "../../../access/language/loadSpec.ts";

const TEXT = `organization: { id: 7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101 }
roles:
  reader:
    name: Integration - Reader
    purpose: Export
    permissions:
      - routing:queue:view
      - { permission: "routing:skill:view", unused: { since: 2026-11-01, remove: 2026-11-20 } }
      - { permission: "routing:wrapupCode:view", unused: { since: 2026-11-01, remove: 2027-03-01 } }
waivers:
  - { finding: "a/b", reason: Until the move is over, owner: ops@contoso.example, expires: 2026-11-15 }
  - { finding: "c/d", reason: Until the move is over, owner: ops@contoso.example, expires: 2026-10-01 }
  - { finding: "e/f", reason: Until the move is over, owner: ops@contoso.example, expires: 2026-12-31 }
`;

describe("what ends soon", () => {
  it("is what ends within the days, or has ended: waivers, announced permissions and secrets", () => {
    const loaded = loadSpec("prod.yaml", () => TEXT);
    if (!loaded.ok) throw new Error(loaded.problems[0]?.message);
    const secret = (generation: number, created: string | null) => ({
      client: "crm",
      generation,
      id: `id-${generation}`,
      name: "CRM",
      created,
    });
    const secrets = [
      secret(1, "2026-05-20T00:00:00.000Z"),
      secret(2, "2026-10-20T00:00:00.000Z"),
      secret(3, null),
      secret(4, "never"),
    ];
    const rows = expiringRows(loaded.spec.value, secrets, { today: "2026-11-08", within: 14, secretDays: 180 });
    expect(rows.map(({ object, added, verdict }) => `${object.kind} ${object.key} ${added[0]} ${verdict}`)).toEqual([
      "waiver waivers.0 2026-11-15 neutral",
      "waiver waivers.1 2026-10-01 neutral",
      "permission roles.reader.permissions.1 2026-11-20 neutral",
      "secret clients.crm 2026-11-16 neutral",
    ]);
    expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
    expect(expiringRows(undefined, [], { today: "2026-11-08", within: 14, secretDays: 180 })).toEqual([]);
  });
});
