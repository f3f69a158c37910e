import { describe, expect, it } from "vitest";
import { dangerousPermissions, dangersOf } from "../../../access/catalogue/dangers.ts";
import { isAdminRole, isDefaultRole } from "../../../access/catalogue/defaultRoles.ts";
import { permission } from "../../../access/catalogue/permissions.ts";
import { dangersIn } from "../../../policies/rules/shared/danger.ts";
import { atomsOf, findingsOf } from "../../support/atomsOf.ts";
import { goodClient, goodGrant, goodRole, goodRoleGrant, goodStack } from "../../support/ruleFacts.ts";

describe("no-admin-role", () => {
  it.each(["Admin", "master admin", "Communicate - Admin", "communicate user", "trustedUser", "SUPERVISOR"])(
    "refuses a managed role with the shipped name %s",
    (name) => {
      expect(atomsOf("no-admin-role", goodRole({ name }))).toEqual([name]);
    },
  );

  it("refuses a role that holds half of the catalogue under another name", () => {
    expect(atomsOf("no-admin-role", goodRole({ permissions: ["*:*:*"] }))).toEqual(["too-wide"]);
  });

  it("takes the share from its option", () => {
    const facts = goodRole({ permissions: ["wfm:*:*"] });
    expect(atomsOf("no-admin-role", facts)).toEqual([]);
    expect(atomsOf("no-admin-role", facts, { share: 0.05 })).toEqual(["too-wide"]);
  });

  it.each([
    ["clients/legacy", "Employee", true],
    ["clients/legacy", "Admin", true],
    ["clients/legacy", "Custom Reader", false],
    ["users/emma@contoso.example", "Admin", true],
    ["groups/Team", "Master Admin", true],
    ["groups/Team", "Employee", false],
  ])("for %s with the existing role %s: %s", (key, existingRole, refused) => {
    const { role: _, ...grant } = goodRoleGrant([]);
    const facts = goodGrant({ key, grants: [{ ...grant, existingRole }] });
    expect(atomsOf("no-admin-role", facts)).toEqual(refused ? ["reader"] : []);
  });

  it("counts every administrators' role as a shipped one", () => {
    expect(
      ["Admin", "Outbound Admin", "Telephony Admin"].every((name) => isAdminRole(name) && isDefaultRole(name)),
    ).toBe(true);
    expect(isAdminRole("Supervisor")).toBe(false);
  });
});

describe("no-legacy-permission", () => {
  it.each([...dangerousPermissions("omnibus").keys(), "workitems"])("refuses %s", (text) => {
    expect(atomsOf("no-legacy-permission", goodRole({ permissions: [text] }))).toEqual([text]);
  });

  it("accepts other permissions of the same domain", () => {
    expect(atomsOf("no-legacy-permission", goodRole({ permissions: ["telephony:sites:view"] }))).toEqual([]);
  });

  it("finds what a pattern hides", () => {
    expect(atomsOf("no-legacy-permission", goodRole({ permissions: ["telephony:plugin:*"] }))).toEqual([
      "telephony:plugin:all",
    ]);
  });
});

describe("no-self-escalation", () => {
  const ESCALATION = dangersOf("escalation");
  const minimal = ESCALATION.filter((danger) => dangersIn(new Set(danger.permissions), ESCALATION).includes(danger));

  it.each(minimal.map(({ permissions }) => [permissions.join("+"), permissions] as const))(
    "refuses a role with %s, and accepts it without any one of them",
    (atom, permissions) => {
      expect(atomsOf("no-self-escalation", goodRole({ permissions }))).toEqual([atom]);
      for (const dropped of permissions) {
        const rest = permissions.filter((one) => one !== dropped);
        expect(atomsOf("no-self-escalation", goodRole({ permissions: rest }))).toEqual([]);
      }
    },
  );

  it("names the smallest danger only", () => {
    const permissions = ["authorization:role:edit", "authorization:grant:add"];
    expect(atomsOf("no-self-escalation", goodRole({ permissions }))).toEqual(["authorization:role:edit"]);
  });

  it("finds what a pattern hides", () => {
    expect(atomsOf("no-self-escalation", goodRole({ permissions: ["oauth:client:*"] }))).toContain("oauth:client:edit");
  });

  it("knows only permissions of the catalogue, each set sorted", () => {
    for (const { permissions } of ESCALATION) {
      expect(permissions.every((one) => permission(one) !== undefined)).toBe(true);
      expect([...permissions].sort()).toEqual(permissions);
    }
  });
});

describe("no-self-escalation-union", () => {
  const roles = (...sets: string[][]) =>
    goodClient({ grants: sets.map((permissions, index) => goodRoleGrant(permissions, { roleKey: `role-${index}` })) });

  it.each([
    ["authorization:grant:add", "authorization:role:add"],
    ["authorization:grant:add", "authorization:role:edit"],
    ["integrations:action:add", "integrations:action:execute"],
  ])("refuses %s in one role and %s in another", (first, second) => {
    expect(atomsOf("no-self-escalation-union", roles([first], [second]))).toEqual([`${first}+${second}`]);
  });

  it("names the roles that the parts come from", () => {
    const [finding] = findingsOf(
      "no-self-escalation-union",
      roles(["authorization:grant:add"], ["authorization:role:add"]),
    );
    expect(finding?.message).toContain('from the roles "role-0" and "role-1"');
  });

  it("puts the grants of a user, a group or an existing client together, which come one by one", () => {
    const grant = (key: string, permission: string) =>
      goodGrant({ key, grants: [goodRoleGrant([permission], { roleKey: permission })] });
    const stack = goodStack({
      grants: [
        grant("clients/legacy", "authorization:grant:add"),
        grant("clients/legacy", "authorization:role:add"),
        grant("clients/other", "authorization:role:add"),
        grant("groups/Team", "authorization:grant:add"),
        grant("groups/Team", "authorization:role:add"),
        grant("users/ada@contoso.example", "authorization:grant:add"),
        grant("users/ada@contoso.example", "authorization:role:add"),
      ],
    });
    expect(findingsOf("no-self-escalation-union", stack)).toMatchObject([
      { atom: "legacy/authorization:grant:add+authorization:role:add", path: ["clients", "legacy", "grants"] },
      { atom: "groups/Team/authorization:grant:add+authorization:role:add", path: ["groups", "Team", "grants"] },
      {
        atom: "users/ada@contoso.example/authorization:grant:add+authorization:role:add",
        path: ["users", "ada@contoso.example", "grants"],
      },
    ]);
  });

  it("leaves to the role what one role holds whole", () => {
    const whole = ["authorization:grant:add", "authorization:role:add"];
    expect(atomsOf("no-self-escalation-union", roles(whole, ["routing:queue:view"]))).toEqual([]);
  });

  it("accepts the parts on different clients", () => {
    expect(atomsOf("no-self-escalation-union", roles(["authorization:grant:add"]))).toEqual([]);
  });
});

describe("no-credential-creation", () => {
  it.each([...dangerousPermissions("credentials").keys()])("refuses %s on a role and on its holder", (one) => {
    expect(permission(one)).toBeDefined();
    expect(atomsOf("no-credential-creation", goodRole({ permissions: [one] }))).toEqual([one]);
    expect(atomsOf("no-credential-creation", goodClient({ grants: [goodRoleGrant([one])] }))).toEqual([
      `reader/${one}`,
    ]);
  });

  it("accepts reading clients and providers", () => {
    const permissions = ["oauth:client:view", "sso:provider:view", "integrations:integration:view"];
    expect(atomsOf("no-credential-creation", goodRole({ permissions }))).toEqual([]);
  });
});

describe("permission-deny-list", () => {
  it("denies nothing until it is told what", () => {
    expect(atomsOf("permission-deny-list", goodRole({ permissions: ["gdpr:request:view"] }))).toEqual([]);
  });

  it.each([
    [["gdpr:*:*"], ["gdpr:request:view"]],
    [["*:delete"], ["routing:queue:delete"]],
    [["gdpr:request:view"], ["gdpr:request:view"]],
  ])("denies what %j matches", (permissions, expected) => {
    const held = ["gdpr:request:view", "routing:queue:delete", "routing:queue:view"];
    expect(atomsOf("permission-deny-list", goodRole({ permissions: held }), { permissions })).toEqual(expected);
  });

  it("sees through a pattern of the role", () => {
    const facts = goodRole({ permissions: ["gdpr:*:view"] });
    expect(atomsOf("permission-deny-list", facts, { permissions: ["gdpr:subject:view"] })).toEqual([
      "gdpr:subject:view",
    ]);
  });
});
