import { describe, expect, it } from "vitest";
import { permitItems } from "../../../access/effective/roleItems.ts";
import { canonicalRolePermits, permittedSingles, readRolePermits } from "../../../access/resources/rolePermits.ts";
import { UNKNOWN, UNKNOWN_VALUE } from "../../../access/resources/unknown.ts";

const condition = {
  conjunction: "AND" as const,
  terms: [{ variableName: "Queue.id", operator: "EQ" as const, operands: [{ type: "SCALAR" as const, value: "q" }] }],
};

describe("what a role of the org permits", () => {
  it("has one form, whatever the order, and keeps what is not known yet", () => {
    const written = { permissions: ["routing:queue:view", "a:b:c", "routing:queue:edit"], name: "R", general: [] };
    expect(canonicalRolePermits(written)).toEqual({ name: "R", permissions: ["a:b:c", "routing:queue:edit,view"] });
    expect(canonicalRolePermits(UNKNOWN_VALUE)).toBe(UNKNOWN_VALUE);
    expect(canonicalRolePermits(undefined)).toBeUndefined();
  });

  it.each([[undefined], [UNKNOWN], ["text"], [{ name: "R" }], [{ name: "R", permissions: [UNKNOWN] }]])(
    "is unknown where it is not written in full: %o",
    (value) => {
      expect(readRolePermits(value)).toBeUndefined();
    },
  );

  it("is given item by item: conditions apart, patterns with what they cover, the unreadable as unknown", () => {
    const permits = {
      name: "R",
      permissions: ["routing:queue:*"],
      conditional: [{ permission: "routing:skill:view", condition }],
      general: ["admin"],
    };
    const [unknown, plain, conditional] = permitItems(permits);
    expect(unknown?.items).toEqual(["role:R: admin"]);
    expect(plain?.items).toContain("pattern:routing:queue:*");
    expect(plain?.items).toContain("permission:routing:queue:view");
    expect(conditional).toMatchObject({ items: ["permission:routing:skill:view"] });
    expect(conditional?.condition).not.toBe("");
    expect(permittedSingles(permits)).toEqual(["routing:queue:*", "routing:skill:view", "admin"]);
  });
});
