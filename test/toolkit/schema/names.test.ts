import { describe, expect, it } from "vitest";
import { allPermissions } from "../../../access/catalogue/permissions.ts";
import { linesOf, oneOf } from "../../../toolkit/schema/names.ts";

describe("the pattern of permission lines", () => {
  const known = new RegExp(`^${linesOf(allPermissions())}`, "u");

  it("matches every permission of the catalogue", () => {
    expect([...allPermissions()].filter((name) => !known.test(name))).toEqual([]);
  });

  it("matches several actions of one entity", () => {
    expect(known.test("routing:queue:view,search")).toBe(true);
  });

  it.each([
    "routing:queue:veiw",
    "routing:queues:view",
    "routing:queue:view,serch",
    "routing:queue:view,",
    "routing:queue:",
    "routing:queue:view:view",
    "xrouting:queue:view",
    "routing:queue:viewx",
  ])("does not match %s", (line) => expect(known.test(line)).toBe(false));
});

it("takes no character of a name for a part of the pattern", () => {
  const pattern = new RegExp(oneOf(["a.b", "c*"]), "u");
  expect(["a.b", "c*", "axb", "cc"].map((name) => pattern.test(name))).toEqual([true, true, false, false]);
});
