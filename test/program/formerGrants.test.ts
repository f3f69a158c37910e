import { expect, it } from "vitest";
import { type DesiredGrant, GRANT } from "../../access/resources/grant.ts";
import { formerNames } from "../../program/formerGrants.ts";

const URN = `urn:pulumi:prod::access::${GRANT.token}::`;

function wanted(key: string, role: DesiredGrant["role"] = { id: "r" }): DesiredGrant {
  const subject = { subjectType: "PC_USER", subjectId: "u", subjectKey: "jane@contoso.example" } as const;
  return { key, ...subject, roleKey: "reader", role, divisions: {}, path: [] };
}

function deployed(name: string, changes: object = {}): Record<string, unknown> {
  const outputs = { subjectType: "PC_USER", subjectId: "u", roleId: "r", roleKey: "reader", existingRole: "user" };
  return { [`${URN}${name}`]: { type: GRANT.token, outputs: { ...outputs, ...changes } } };
}

const NEW = "users.jane@contoso.example.reader";
const OLD = "users.doe@contoso.example.reader";

it("finds the old name of a grant whose subject and role are the same", () => {
  expect(formerNames([wanted(NEW)], deployed(OLD))).toEqual(new Map([[NEW, [`${URN}${OLD}`]]]));
  const made = deployed(OLD, { existingRole: undefined });
  expect(formerNames([wanted(NEW, { managed: "reader" })], made)).toEqual(new Map([[NEW, [`${URN}${OLD}`]]]));
});

it.each([
  ["another subject", deployed(OLD, { subjectId: "other" })],
  ["another role", deployed(OLD, { roleId: "other" })],
  ["something that is no grant", { [`${URN}${OLD}`]: { type: "other:Type", outputs: {} } }],
  ["a grant that has its name already", { ...deployed(OLD), ...deployed(NEW) }],
  ["an answer of another form", "nothing"],
])("finds none of %s", (_, state) => {
  expect(formerNames([wanted(NEW)], state).size).toBe(0);
});

it("takes no name that the plan still uses, and each once", () => {
  expect(formerNames([wanted(NEW), wanted(OLD)], deployed(OLD)).size).toBe(0);
  expect([...formerNames([wanted(NEW), wanted("users.other.reader")], deployed(OLD)).keys()]).toEqual([NEW]);
});

it("takes a role that the stack makes for no other with the same key", () => {
  expect(formerNames([wanted(NEW, { managed: "reader" })], deployed(OLD)).size).toBe(0);
});
