import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keysOf, type Named } from "../../../access/snapshot/keys.ts";

const ID_1 = "1a2b3c4d-0000-4000-8000-000000000001";
const ID_2 = "9f8e7d6c-0000-4000-8000-000000000002";

const keys = (...objects: readonly [string, string][]) => [
  ...keysOf(
    objects.map(([id, name]) => ({ id, name })),
    "role",
  ).values(),
];

describe("the key of an object", () => {
  it("is its name in lower case with hyphens", () => {
    expect(keys([ID_1, "Integration – BI (Zürich)"])).toEqual(["integration-bi-zurich"]);
  });

  it("has digits of the id in all that share a name, whatever their order", () => {
    expect(keys([ID_1, "Export"], [ID_2, "export!"])).toEqual(["export-1a2b3c", "export-9f8e7d"]);
    expect(keys([ID_2, "export!"], [ID_1, "Export"])).toEqual(["export-9f8e7d", "export-1a2b3c"]);
  });

  it("begins with the kind where the name has no letter of its own", () => {
    expect(keys([ID_1, "🙂"])).toEqual(["role-1a2b3c"]);
  });

  it("cannot be taken from another object by a name that ends like an id", () => {
    expect(keys([ID_1, "Export"], [ID_2, "Export"], [ID_2.replace("9f", "77"), "export-1a2b3c"])).toEqual([
      "export-1a2b3c",
      "export-9f8e7d",
      "export-1a2b3c-778e7d",
    ]);
  });

  const objects = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      name: fc.oneof(fc.constantFrom("a", "A", "a-1a2b3c", "", "{{", '"', "🙂"), fc.string({ unit: "binary" })),
    }),
    { selector: ({ id }) => id, maxLength: 40 },
  );

  it("is nobody else's, and plain", () => {
    fc.assert(
      fc.property(objects, (all: readonly Named[]) => {
        const values = [...keysOf(all, "role").values()];
        expect(new Set(values).size).toBe(all.length);
        expect(values.filter((key) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(key))).toEqual([]);
      }),
    );
  });

  it("does not change with objects of other names", () => {
    fc.assert(
      fc.property(objects, (all: readonly Named[]) => {
        const others = all.map(({ id, name }) => ({ id: `f${id.slice(1)}`, name: `other ${name}` }));
        const alone = keysOf(all, "role");
        const together = keysOf([...others.filter(({ id }) => !alone.has(id)), ...all], "role");
        for (const { id } of all) expect(together.get(id)).toBe(alone.get(id));
      }),
    );
  });
});
