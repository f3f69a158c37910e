import { describe, expect, it } from "vitest";
import { editSplit } from "../../../toolkit/rightsize/editSplit.ts";

const edit = (text: string) => {
  const edited = editSplit(text, { role: "r", key: "r-c", name: "R (C)", client: "c", grants: [0] });
  return "text" in edited ? edited.text : edited;
};
const CLIENT = "clients: { c: { grants: [{ role: r, divisions: all }] } }\n";
const HOLDS_COPY = CLIENT.replace("role: r", "role: r-c");

describe("a copy of a role", () => {
  it.each([
    [
      "on one line",
      "roles:\n  r: { name: R, permissions: [a:b:c], adopted: x } # one\n  s: {}\n",
      'roles:\n  r: { name: R, permissions: [a:b:c], adopted: x } # one\n  r-c: { name: "R (C)", permissions: [a:b:c] } # one\n  s: {}\n',
    ],
    [
      "in roles on one line",
      "roles: { r: { adopted: x, name: 'R' }, s: {} }\n",
      "roles: { r: { adopted: x, name: 'R' }, r-c: { name: \"R (C)\" }, s: {} }\n",
    ],
    [
      "before comments of the next",
      "roles:\n  r:\n    name: R # its name\n    # of r\n  # of s\n  s: {}\n",
      'roles:\n  r:\n    name: R # its name\n    # of r\n  r-c:\n    name: "R (C)" # its name\n    # of r\n  # of s\n  s: {}\n',
    ],
    [
      "before the next section",
      "roles:\n  r:\n    name: R\n    permissions:\n      - a:b:c\n      - permission: d:e:f\n        unused:\n          since: x\nnext: 1\n",
      'roles:\n  r:\n    name: R\n    permissions:\n      - a:b:c\n      - permission: d:e:f\n        unused:\n          since: x\n  r-c:\n    name: "R (C)"\n    permissions:\n      - a:b:c\n      - permission: d:e:f\n        unused:\n          since: x\nnext: 1\n',
    ],
    [
      "with line ends of Windows",
      "roles:\r\n  r:\r\n    name: R\r\n",
      'roles:\r\n  r:\r\n    name: R\r\n  r-c:\r\n    name: "R (C)"\r\n',
    ],
  ])("stands right after it, %s", (_, roles, expected) => {
    expect(edit(CLIENT + roles)).toBe(HOLDS_COPY + expected);
  });

  it("begins on a line of its own after a file that ends without one", () => {
    expect(edit(`${CLIENT}roles:\n  r:\n    name: R`)).toBe(
      `${HOLDS_COPY}roles:\n  r:\n    name: R\n  r-c:\n    name: "R (C)"`,
    );
  });

  it.each([
    [
      `${CLIENT}roles:\n  r:\n    name: &n R\n  s: { name: *n }\n`,
      "the anchor `&n` shares it with other parts of the file",
    ],
    [`${CLIENT}x: &r { name: R }\nroles: { r: *r }\n`, "`roles.r` is no map of its own there"],
    [
      "x: &g [{ role: r }]\nclients: { c: { grants: *g } }\nroles: { r: { name: R } }\n",
      "the grants of `clients.c` are no list of their own there",
    ],
    [
      "clients: { c: { grants: &g [{ role: r }] }, d: { grants: *g } }\nroles: { r: { name: R } }\n",
      "the anchor `&g` shares it with other parts of the file",
    ],
  ])("is refused in %j", (text, fault) => {
    expect(edit(text)).toEqual({ fault });
  });
});
