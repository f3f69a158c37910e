import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compactPermissions,
  expandCompact,
  isPermissionLine,
  isWildcard,
  parsePermission,
  printPermission,
} from "../../../access/values/permission.ts";

const part = fc.stringMatching(/^[a-zA-Z0-9]{1,6}$/);
const permission = fc.tuple(part, part, part).map((parts) => parts.join(":"));
const fewParts = fc.constantFrom("a", "b");
/** From few parts, so that entities repeat. */
const collision = fc.tuple(fewParts, fewParts, fc.constantFrom("view", "edit", "add")).map((parts) => parts.join(":"));
const permissions = fc.array(fc.oneof(permission, collision));

describe("permissions", () => {
  it("parse and print back", () => {
    fc.assert(
      fc.property(permission, (text) => {
        const parsed = parsePermission(text);
        expect(parsed && printPermission(parsed)).toBe(text);
      }),
    );
  });

  it.each(["", "a:b", "a:b:c:d", "a: b:c", "a:b:c,d", "a::c"])("do not parse from %j", (text) => {
    expect(parsePermission(text)).toBeUndefined();
  });

  it("are wildcards when any part is a star", () => {
    expect(
      ["*:b:c", "a:*:c", "a:b:*", "a:b:c"].map((text) =>
        isWildcard(parsePermission(text) ?? { domain: "", entity: "", action: "" }),
      ),
    ).toEqual([true, true, true, false]);
  });
});

describe("the compact form", () => {
  it("holds one line per entity", () => {
    expect(compactPermissions(["routing:queue:view", "a:b:c", "routing:queue:search,view"])).toEqual([
      "a:b:c",
      "routing:queue:search,view",
    ]);
  });

  it("is the same set: expanding it gives back what went in", () => {
    fc.assert(
      fc.property(permissions, (list) => {
        expect(new Set(compactPermissions(list).flatMap(expandCompact))).toEqual(new Set(list));
      }),
    );
  });

  it("does not change when it is compacted again", () => {
    fc.assert(
      fc.property(permissions, (list) => {
        const compact = compactPermissions(list);
        expect(compactPermissions(compact)).toEqual(compact);
      }),
    );
  });

  it("does not depend on order or repeats", () => {
    fc.assert(
      fc.property(permissions, (list) => {
        expect(compactPermissions([...list, ...list].reverse())).toEqual(compactPermissions(list));
      }),
    );
  });
});

describe("a compact line", () => {
  it.each(["a:b:c", "a:b:c,d", "a:*:c,*"])("is %s", (line) => {
    expect(isPermissionLine(line)).toBe(true);
  });

  it.each(["", "a:b", "a:b:c:d", "a: b:c", "a:b:c,", "a:b:,c", "a:b:c, d", "a::c", "routing:readonly"])(
    "is not %j",
    (line) => {
      expect(isPermissionLine(line)).toBe(false);
    },
  );
});
