import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { allPermissions, expandPermissionPattern } from "../../../access/catalogue/permissions.ts";
import { holdOf } from "../../../access/preflight/deployer.ts";
import { patternTextCovers } from "../../../access/values/pattern.ts";
import { keepWildcards } from "../../../providers/role/wildcards.ts";

describe("a pattern", () => {
  it.each([
    ["analytics:*:view", "analytics:conversationDetail:view", true],
    ["analytics:*:view", "analytics:conversationDetail:edit", false],
    ["*:*:*", "analytics:*:view", true],
    ["analytics:*:view", "*:*:view", false],
    ["analytics:*:*", "analytics:*:view", true],
    ["routing:queue:view", "routing:queue:view", true],
    ["rout*:queue:view", "routing:queue:view", false],
    ["*", "routing:queue:view", false],
    ["*:*", "routing:queue:view", false],
    ["*:*:*", "routing:readonly", false],
  ])("%s covers %s: %s", (wide, narrow, expected) => {
    expect(patternTextCovers(wide, narrow)).toBe(expected);
  });

  const known = [...allPermissions()];
  const pattern = fc
    .tuple(fc.constantFrom(...known), fc.boolean(), fc.boolean(), fc.boolean())
    .map(([text, ...stars]) =>
      text
        .split(":")
        .map((part, index) => (stars[index] ? "*" : part))
        .join(":"),
    );

  it("means the same to the catalogue, to a refresh and to the preflight", () => {
    fc.assert(
      fc.property(pattern, fc.constantFrom(...known), (wide, other) => {
        const covered = known.filter((permission) => patternTextCovers(wide, permission));
        expect(expandPermissionPattern(wide).sort()).toEqual(covered.sort());
        const covers = patternTextCovers(wide, other);
        if (wide.includes("*")) expect(keepWildcards([wide], [other])).toEqual([covers ? wide : other]);
        const [domain = "", entity = "", action = ""] = wide.split(":");
        const grant = { roleId: "r", roleName: "R", divisionId: "*" };
        const policies = [{ domain, entity, actions: [action], conditional: false }];
        const deployer = { clientId: "c", name: "C", grants: [{ ...grant, policies }] };
        expect(holdOf(deployer, other).divisions.has("*")).toBe(covers);
      }),
    );
  });
});
