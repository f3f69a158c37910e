import { describe, expect, it } from "vitest";
import type { ClientExpectation, OnlyExpectation } from "../../../access/plan/desired.ts";
import { evaluateRule } from "../../../policies/evaluate.ts";
import type { Facts, RoleGrantFacts, StackFacts } from "../../../policies/facts.ts";
import { factsFromStack } from "../../../policies/fromResource.ts";
import { RULES } from "../../../policies/rules/index.ts";
import { atomsOf, findingsOf } from "../../support/atomsOf.ts";
import { planFile } from "../../support/fixtureOrg.ts";
import { resourcesOf } from "../../support/resourceInputs.ts";
import { goodClient, goodGrant, goodRole, goodRoleGrant, goodStack } from "../../support/ruleFacts.ts";

function expected(kind: "can" | "cannot", need: string, division?: string): ClientExpectation {
  return { kind, path: ["clients", "app", kind, 0], client: "app", need, ...(division !== undefined && { division }) };
}

function only(permission: string, ...subjects: string[]): OnlyExpectation {
  return { kind: "only", path: ["only", 0], permission, subjects };
}

/** A stack whose only client holds the permissions of one role in EMEA_Operations. */
function holding(
  permissions: readonly string[],
  expectation: ClientExpectation | OnlyExpectation,
  { conditional = [] as readonly string[], grant = {} as Partial<RoleGrantFacts> } = {},
): StackFacts {
  return goodStack({
    roles: [goodRole({ permissions, conditional })],
    clients: [goodClient({ grants: [goodRoleGrant(permissions, grant)] })],
    grants: [],
    expectations: [expectation],
  });
}

const QUEUES = "GET /api/v2/routing/queues";
const AUDIT = "outbound:schedule:view"; // no division limits it
const UNSURE = "analytics:queueObservation:view"; // nobody knows whether one does
const ALL_OF_THREE = "DELETE /api/v2/outbound/schedules/campaigns/{campaignId}";

describe("a role of the org that the stack only refers to", () => {
  const ID = "b0000000-0000-4000-8000-000000000001";
  const known = { existingRole: ID, existingName: "Desk", existingPermissions: ["routing:queue:view"] };
  it.each<readonly [string, Partial<RoleGrantFacts>, string, number]>([
    ["may hold anything while nobody has asked the org", { existingRole: ID }, "routing:queue:edit", 1],
    ["holds what the org says", known, "routing:queue:view", 1],
    ["holds nothing else", known, "routing:queue:edit", 0],
    [
      "may hold anything by an old general permission",
      { ...known, existingGeneral: ["admin"] },
      "routing:queue:edit",
      1,
    ],
  ])("%s", (_, role, permission, amount) => {
    const { role: __, ...granted } = goodRoleGrant([]);
    const stack = goodStack({
      roles: [],
      clients: [],
      grants: [goodGrant({ key: "users/ada@contoso.example", grants: [{ ...granted, ...role }] })],
      expectations: [only(permission)],
    });
    expect(atomsOf("expectation-only", stack)).toHaveLength(amount);
  });
});

describe("expectation-can", () => {
  it.each([
    ["holds where it is granted", ["routing:queue:view"], expected("can", QUEUES, "EMEA_Operations"), []],
    ["holds without a division", ["routing:queue:view"], expected("can", "routing:queue:view"), []],
    ["holds by a wildcard", ["routing:*:view"], expected("can", QUEUES), []],
    ["fails in another division", ["routing:queue:view"], expected("can", QUEUES, "NA"), [`app: ${QUEUES} in NA`]],
    ["fails without the permission", ["routing:queue:edit"], expected("can", QUEUES), [`app: ${QUEUES}`]],
    ["fails where nobody knows", [UNSURE], expected("can", UNSURE, "NA"), [`app: ${UNSURE} in NA`]],
    ["fails for an operation that needs another", [], expected("can", ALL_OF_THREE), [`app: ${ALL_OF_THREE}`]],
  ] as const)("%s", (_, permissions, expectation, atoms) => {
    expect(atomsOf("expectation-can", holding(permissions, expectation))).toEqual(atoms);
  });

  it("does not rely on a condition that may not be met", () => {
    const stack = holding(["routing:queue:view"], expected("can", QUEUES), { conditional: ["routing:queue:view"] });
    const [finding] = findingsOf("expectation-can", stack);
    expect(finding?.message).toContain("cannot for certain");
    expect(finding?.message).toContain("under a condition");
  });

  it("points at the line of the expectation and names the path that breaks it", () => {
    const [finding] = findingsOf("expectation-can", holding(["routing:queue:view"], expected("can", QUEUES, "NA")));
    expect(finding?.path).toEqual(["clients", "app", "can", 0]);
    expect(finding?.message).toBe(
      `Client "app" cannot call ${QUEUES} in NA: role "reader" gives "routing:queue:view" only in EMEA_Operations.`,
    );
  });

  it("fails for a client that is not there", () => {
    const stack = goodStack({ clients: [], expectations: [expected("can", QUEUES)] });
    expect(atomsOf("expectation-can", stack)).toEqual([`app: ${QUEUES}`]);
  });
});

describe("expectation-cannot", () => {
  it.each([
    ["holds in another division", ["routing:queue:view"], expected("cannot", QUEUES, "NA"), []],
    ["holds without the permission", ["routing:queue:view"], expected("cannot", "routing:queue:edit"), []],
    ["is broken where it is granted", ["routing:queue:view"], expected("cannot", QUEUES), [`app: ${QUEUES}`]],
    ["is broken by a wildcard", ["*:*:*"], expected("cannot", QUEUES), [`app: ${QUEUES}`]],
    [
      "is broken by a permission that no division limits",
      [AUDIT],
      expected("cannot", AUDIT, "NA"),
      [`app: ${AUDIT} in NA`],
    ],
    ["is broken in doubt", [UNSURE], expected("cannot", UNSURE, "NA"), [`app: ${UNSURE} in NA`]],
    [
      "is broken by an operation without permissions",
      [],
      expected("cannot", "GET /api/v2/tokens/me"),
      ["app: GET /api/v2/tokens/me"],
    ],
  ] as const)("%s", (_, permissions, expectation, atoms) => {
    expect(atomsOf("expectation-cannot", holding(permissions, expectation))).toEqual(atoms);
  });

  it("is broken in every division by a grant in all of them", () => {
    const grant = { allDivisions: true, divisions: ["*"] };
    const stack = holding(["routing:queue:view"], expected("cannot", QUEUES, "NA"), { grant });
    expect(atomsOf("expectation-cannot", stack)).toEqual([`app: ${QUEUES} in NA`]);
  });

  it("is broken under a condition, too", () => {
    const stack = holding(["routing:queue:view"], expected("cannot", QUEUES), { conditional: ["routing:queue:view"] });
    expect(atomsOf("expectation-cannot", stack)).toEqual([`app: ${QUEUES}`]);
  });

  it("can be told to take unknown permissions for limited, and nothing else", () => {
    const ignore = { unknown: "ignore" };
    expect(atomsOf("expectation-cannot", holding([UNSURE], expected("cannot", UNSURE, "NA")), ignore)).toEqual([]);
    expect(atomsOf("expectation-cannot", holding([AUDIT], expected("cannot", AUDIT, "NA")), ignore)).toHaveLength(1);
    const existing: RoleGrantFacts = {
      roleKey: "admin",
      existingRole: "Admin",
      divisions: ["NA"],
      allDivisions: false,
      home: false,
    };
    const stack = goodStack({
      clients: [goodClient({ grants: [existing] })],
      expectations: [expected("cannot", "routing:queue:edit", "NA")],
    });
    expect(atomsOf("expectation-cannot", stack, ignore)).toHaveLength(1);
  });
});

describe("expectation-only", () => {
  const employee: RoleGrantFacts = {
    roleKey: "employee",
    existingRole: "Employee",
    divisions: ["EMEA_Operations"],
    allDivisions: false,
    home: false,
  };

  it("finds everybody who holds the permission and is not named", () => {
    const stack = goodStack({ expectations: [only("routing:queue:view", "clients.app")] });
    expect(atomsOf("expectation-only", stack)).toEqual(["routing:queue:view groups.Team"]);
    expect(
      atomsOf(
        "expectation-only",
        goodStack({ expectations: [only("routing:queue:view", "clients.app", "groups.Team")] }),
      ),
    ).toEqual([]);
  });

  it("lets nobody hold it where nobody is named", () => {
    const stack = goodStack({ expectations: [only("routing:queue:view")] });
    const messages = findingsOf("expectation-only", stack).map(({ message }) => message);
    expect(messages).toHaveLength(2);
    expect(messages[0]).toContain('"clients.app" holds "routing:queue:view", which nobody may');
    expect(messages[1]).toContain('"groups.Team" holds');
  });

  it("does not trust a role of the org, unless it is told to", () => {
    const stack = goodStack({
      grants: [goodGrant({ grants: [employee] })],
      expectations: [only("routing:queue:view", "clients.app")],
    });
    expect(findingsOf("expectation-only", stack)[0]?.message).toContain("may hold");
    expect(atomsOf("expectation-only", stack, { existingRoles: "ignore" })).toEqual([]);
  });

  it("sees all grants of a subject together", () => {
    const stack = goodStack({
      grants: [goodGrant({ grants: [goodRoleGrant(["users:user:view"])] }), goodGrant()],
      expectations: [only("routing:queue:view", "clients.app")],
    });
    expect(atomsOf("expectation-only", stack)).toEqual(["routing:queue:view groups.Team"]);
  });
});

describe("expectations in the pack", () => {
  const RULE_IDS = ["expectation-can", "expectation-cannot", "expectation-only"];
  const { desired } = planFile("test/fixtures/everything-wrong.yaml");
  const resources = resourcesOf(desired).map(({ type, inputs }) => ({ type, props: inputs }));
  const stackFacts = (expectations: StackFacts["expectations"] | undefined) =>
    factsFromStack(resources, { name: desired.stack, expectations })?.at(-1) as Facts;

  it.each(RULE_IDS)("are judged by the resources: %s", (id) => {
    expect(findingsOf(id, stackFacts(desired.expectations))).toHaveLength(1);
    expect(findingsOf(id, stackFacts([]))).toEqual([]);
  });

  it.each(RULE_IDS)("refuse where no spec says what is expected: %s", (id) => {
    const rule = RULES.find((one) => one.id === id);
    const findings = rule ? evaluateRule(rule, stackFacts(undefined)) : [];
    expect(findings).toMatchObject([{ atom: "unknown:expectations", undecided: true }]);
  });
});
