import { describe, expect, it } from "vitest";
import { editUnused, type Pieces } from "../../../toolkit/rightsize/editUnused.ts";

const unused = { since: "2026-11-29", remove: "2026-12-06" };
const edit = (lines: string, changes: readonly [number, Pieces][]) => {
  const edited = editUnused(`roles:\n  r:\n    permissions:${lines}`, "r", new Map(changes));
  return "text" in edited ? edited.text.replace("roles:\n  r:\n    permissions:", "") : edited;
};

describe("an edit of a role's permissions", () => {
  it("keeps comments and the entries beside it", () => {
    expect(edit("\n    # all\n    - a:b:c # one\n    - d:e:f # two\n", [[0, [{ permission: "a:b:c", unused }]]])).toBe(
      '\n    # all\n    - { permission: "a:b:c", unused: { since: 2026-11-29, remove: 2026-12-06 } } # one\n    - d:e:f # two\n',
    );
  });

  it("takes an entry of several lines out, and makes one line of it", () => {
    const lines =
      "\n    - permission: a:b:c\n      unused:\n        since: 2026-11-01\n        remove: 2026-11-08\n    - d:e:f\n";
    expect(edit(lines, [[0, []]])).toBe("\n    - d:e:f\n");
    expect(edit(lines, [[0, [{ permission: "a:b:c" }]]])).toBe("\n    - a:b:c\n    - d:e:f\n");
  });

  it("keeps the line ends of a file", () => {
    const edited = editUnused(
      "roles:\r\n  r:\r\n    permissions:\r\n      - a:b:c,d\r\n",
      "r",
      new Map([[0, [{ permission: "a:b:c" }, { permission: "a:b:d" }]]]),
    );
    expect(edited).toEqual({ text: "roles:\r\n  r:\r\n    permissions:\r\n      - a:b:c\r\n      - a:b:d\r\n" });
  });

  it.each([
    [" [a:b:c, d:e:f] # x\n", 0, " [d:e:f] # x\n"],
    [" [a:b:c, d:e:f]\n", 1, " [a:b:c]\n"],
    [" [ a:b:c, d:e:f, g:h:i ]\n", 1, " [ a:b:c, g:h:i ]\n"],
  ])("takes one out of %j", (lines, index, expected) => {
    const edited = edit(lines, [[index, []]]);
    // A comma at the end of a list on one line says nothing.
    expect(typeof edited === "string" && edited.replace(/,\s*\]/, "]")).toBe(expected);
  });

  it.each([
    ["\n    - &x a:b:c\nother: *x\n", "the anchor `&x` shares it with other parts of the file"],
    [" &l [a:b:c]\nother: *l\n", "the anchor `&l` shares it with other parts of the file"],
    [" a:b:c\n", "`roles.r.permissions` is no list of its own there"],
  ])("refuses %j", (lines, fault) => {
    expect(edit(lines, [[0, []]])).toEqual({ fault });
  });
});
