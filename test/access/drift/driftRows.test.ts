import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { UnattributedRow } from "../../../access/drift/driftRows.ts";
import { diffBetween, type Gone, IDS, resources, rowsBetween, SHAPE, type Shape } from "./stackOf.ts";

function told({ kind, verdict, change, access }: UnattributedRow): string {
  const values = [...change.added.map(({ text }) => `+${text}`), ...change.removed.map(({ text }) => `-${text}`)];
  return `${kind} ${verdict} ${change.object.key} ${change.property ?? "whole"}: ${values.join(" ")} (${access.length})`;
}

function changed(shape: Partial<Shape>, gone: readonly Gone[] = []): string[] {
  return rowsBetween(resources(SHAPE), resources({ ...SHAPE, ...shape }, new Set(gone))).map(told);
}

describe("rows of drift", () => {
  it("are none where the org holds what the state says", () => {
    expect(changed({})).toEqual([]);
  });

  it("tell a permission that a role got, with whoever holds it", () => {
    expect(changed({ reader: [...SHAPE.reader, "routing:skill:view"] })).toEqual([
      "added wider roles.reader permissions: +routing:skill:view (2)",
    ]);
  });

  it("tell what came and what went in two rows", () => {
    expect(changed({ reader: ["routing:queue:view", "routing:skill:view"] })).toEqual([
      "added wider roles.reader permissions: +routing:skill:view (2)",
      "removed narrower roles.reader permissions: -users:user:view (2)",
    ]);
  });

  it("tell a division of a client's grant, and one of a user's", () => {
    const both = { north: IDS.north, south: IDS.south };
    expect(changed({ divisions: both, granted: both })).toEqual([
      "added wider clients.crm.reader divisions: +south (2)",
      "added wider users.jane@contoso.example.reader divisions: +south (2)",
    ]);
  });

  it("tell a change that gives nobody anything as neutral, and a longer token as wider", () => {
    expect(changed({ name: "CRM!", lifetime: 172_800 })).toEqual([
      "changed wider clients.crm accessTokenValiditySeconds: +172800 -86400 (1)",
      "changed neutral clients.crm name: +CRM! -CRM (0)",
    ]);
  });

  it("tell a deleted client, role or grant once, with the access that went along", () => {
    expect(changed({}, ["crm"])).toEqual(["removed narrower clients.crm whole: -CRM (3)"]);
    expect(changed({}, ["jane"])).toEqual([
      "removed narrower users.jane@contoso.example.reader whole: -reader of jane@contoso.example (2)",
    ]);
    expect(changed({}, ["reader", "jane"])).toEqual(["removed narrower roles.reader whole: -Role reader (4)"]);
  });

  it("tell a deleted division once, and not each grant that it took along", () => {
    const north = { divisions: {}, granted: {} };
    expect(changed(north, ["north", "jane"])[0]).toBe("removed narrower divisions.north whole: -north (5)");
  });

  it("call a permission wider that a role got which nobody holds: unknown is never neutral", () => {
    const [state, live] = [resources(SHAPE), resources({ ...SHAPE, writer: ["routing:queue:edit", "users:user:add"] })];
    for (const side of [state, live]) side.delete("crm");
    expect(rowsBetween(state, live).map(told)).toEqual(["added wider roles.writer permissions: +users:user:add (0)"]);
  });

  it("keep what the vendor may have added apart from what it never does", () => {
    const reader = [...SHAPE.reader, "routing:skill:view", "users:user:add"];
    const rows = rowsBetween(resources(SHAPE), resources({ ...SHAPE, reader }), new Set(["routing:skill:view"]));
    expect(rows.map((row) => [told(row), row.knownBackFill])).toEqual([
      ["added wider roles.reader permissions: +routing:skill:view (2)", true],
      ["added wider roles.reader permissions: +users:user:add (2)", false],
    ]);
  });
});

const PERMISSIONS = [
  "routing:queue:view",
  "users:user:view",
  "routing:skill:view",
  "users:user:edit",
  "oauth:client:add",
];
const subset = (values: readonly string[]) => fc.subarray([...values]);
const divisions = fc
  .subarray(["north", "south", "all"] as const, { minLength: 1 })
  .map((keys) =>
    keys.includes("all") ? { "*": "*" } : Object.fromEntries(keys.map((key) => [key, IDS[key as "north"]])),
  );
const shapes = fc.record({
  reader: subset(PERMISSIONS),
  writer: subset(PERMISSIONS),
  divisions,
  granted: divisions,
  lifetime: fc.constantFrom(86_400, 3600, 172_800),
  name: fc.constantFrom("CRM", "Other"),
});
const losses = fc.subarray<Gone>(["north", "reader", "crm", "jane"]).map((gone) => new Set(gone));

describe("rows of any drift", () => {
  it("hold every atom of the difference exactly once, and are none only where nothing differs", () => {
    fc.assert(
      fc.property(shapes, shapes, losses, (before, now, gone) => {
        const [state, live] = [resources(before), resources(now, gone)];
        const diff = diffBetween(state, live);
        const rows = rowsBetween(state, live);
        const atoms = diff.subjects.flatMap(({ gained, lost, unknown }) => [...gained, ...lost, ...unknown]);
        const held = rows.flatMap(({ access }) => access);
        expect(held).toHaveLength(atoms.length + diff.terms.length);
        if (diff.verdict !== "unchanged") expect(rows).not.toEqual([]);
        if (diff.subjects.some(({ gained }) => gained.length > 0))
          expect(rows.map(({ verdict }) => verdict)).toContain("wider");
        expect(rows.every(({ change }) => change.property !== "access")).toBe(true);
        expect(new Set(rows.map(({ id }) => id)).size).toBe(rows.length);
      }),
      { numRuns: 150 },
    );
  });

  it("are none between two readings of the same", () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        expect(rowsBetween(resources(shape), resources(shape))).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});
