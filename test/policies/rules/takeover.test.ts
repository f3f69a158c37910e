import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { DANGER_KINDS, type DangerKind, dangersOf } from "../../../access/catalogue/dangers.ts";
import { evaluate } from "../../../policies/evaluate.ts";
import type { RoleGrantFacts } from "../../../policies/facts.ts";
import { RULES } from "../../../policies/rules/index.ts";
import { goodClient, goodGrant, goodRole, goodRoleGrant, goodStack } from "../../support/ruleFacts.ts";

/** Told, not refused: everything else is refused whatever a role and its holders say of their access. */
const ADVICE: readonly DangerKind[] = ["disruption"];

const refused = DANGER_KINDS.filter((kind) => !ADVICE.includes(kind)).flatMap((kind) =>
  dangersOf(kind).map(({ permissions }) => [kind, permissions.join(" "), permissions] as const),
);

const mandatory = (facts: Parameters<typeof evaluate>[1]) =>
  evaluate(RULES, facts).filter(({ enforcementLevel }) => enforcementLevel === "mandatory");

it.each(refused)("refuses %s (%s) in a role and a client with access: read-write", (_kind, _text, permissions) => {
  const role = goodRole({ access: "read-write", permissions });
  const grant = goodRoleGrant(permissions, { role: { name: role.name, access: "read-write", permissions } });
  const client = goodClient({ access: "read-write", grants: [grant] });
  const rules = mandatory([role, client]).map(({ rule }) => rule);
  expect(rules.filter((rule) => rule !== "unknown-permission" && rule !== "sensitive-read")).not.toEqual([]);
});

it("refuses an escalation by union for clients, users, groups and existing clients, however it is split over roles", () => {
  const sets = dangersOf("escalation").filter(({ permissions }) => permissions.length > 1);
  const subject = fc.constantFrom("users/ada@contoso.example", "groups/Team", "clients/legacy");
  fc.assert(
    fc.property(fc.constantFrom(...sets), subject, fc.boolean(), ({ permissions }, key, existing) => {
      const grants = permissions.map((permission, index): RoleGrantFacts => {
        const roleKey = `role-${index}`;
        if (!existing) return goodRoleGrant([permission], { roleKey });
        const { role: _, ...granted } = goodRoleGrant([], { roleKey });
        return { ...granted, existingRole: "Console Role", existingPermissions: [permission] };
      });
      const stack = goodStack({ grants: grants.map((grant) => goodGrant({ key, grants: [grant] })) });
      const rules = mandatory([stack, goodClient({ grants })]).filter(
        ({ rule }) => rule === "no-self-escalation-union",
      );
      expect(rules.map(({ id }) => id.split("/")[1]).sort()).toEqual(["client", "stack"]);
    }),
  );
});

describe("a role that the stack only refers to", () => {
  const judged = (key: string, grant: Partial<RoleGrantFacts>) => {
    const { role: _, ...granted } = goodRoleGrant([], { roleKey: "desk", ...grant });
    return evaluate(RULES, [goodGrant({ key, grants: [granted] })]).map(({ rule }) => rule);
  };
  const ID = "b0000000-0000-4000-8000-000000000001";

  it.each([
    "Admin",
    "admin",
    "A d m i n",
    "\uff21dmin",
    "Ad\u200bmin",
    "\u00c1dmin",
    "PureCloud Admin",
    "Genesys Cloud Admin",
    "purecloud-admin",
    "Genesys Cloud Voice Administrator",
    "PureCloud Voice Administrator",
    "Org Super Admin",
    "People Admin",
    "Console Administrators",
    "Superuser",
  ])("is refused by the name of an administrator: %s", (existingRole) => {
    expect(judged("users/ada@contoso.example", { existingRole })).toContain("no-admin-role");
  });

  it.each(["Employee", "PureCloud Supervisor", "Quality Administrator"])(
    "is let through for people and refused for clients where the vendor ships it for no administrator: %s",
    (existingRole) => {
      expect(judged("groups/Team", { existingRole })).toEqual([]);
      expect(judged("clients/legacy", { existingRole })).toEqual(["no-admin-role"]);
    },
  );

  it.each([ID, "Console Role", "Administered Queues"])(
    "is told where nobody knows what it permits: %s",
    (existingRole) => {
      expect(judged("groups/Team", { existingRole })).toEqual(["existing-role"]);
    },
  );

  it("is judged by the name and the permissions that the org has for its id", () => {
    expect(judged("groups/Team", { existingRole: ID, existingName: "PureCloud Admin" })).toEqual(["no-admin-role"]);
    expect(judged("groups/Team", { existingRole: ID, existingName: "Console", existingPermissions: [] })).toEqual([]);
    const existingPermissions = ["oauth:client:add"];
    expect(judged("groups/Team", { existingRole: ID, existingName: "Console", existingPermissions })).toEqual(
      expect.arrayContaining(["no-self-escalation", "no-credential-creation"]),
    );
  });
});

describe("a grant that opens sensitive data", () => {
  const told = (key: string, permission: string, justification?: string) => {
    const grant = goodRoleGrant([permission], justification === undefined ? {} : { justification });
    return evaluate(RULES, [goodGrant({ key, grants: [grant] })]).filter(({ rule }) => rule === "sensitive-grant");
  };

  it.each(["users/ada@contoso.example", "groups/Team", "clients/legacy"])("asks for a reason: %s", (key) => {
    expect(told(key, "recording:recording:view")).toMatchObject([{ enforcementLevel: "advisory" }]);
    expect(told(key, "conversation:call:monitor")).toHaveLength(1);
    expect(told(key, "recording:recording:view", " ")).toHaveLength(1);
    expect(told(key, "recording:recording:view", "Reviews calls")).toEqual([]);
    expect(told(key, "routing:queue:view")).toEqual([]);
  });
});
