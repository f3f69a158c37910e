/** The org knows which permissions it has and which of them divisions limit: its answer wins over the catalogue. */
import { afterEach, describe, expect, it } from "vitest";
import { expandPermissionPattern } from "../../access/catalogue/permissions.ts";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import { orgQuestions } from "../../access/plan/orgQuestions.ts";
import { plan } from "../../access/plan/plan.ts";
import { preflight } from "../../access/preflight/preflight.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { factsFromStack } from "../../policies/fromResource.ts";
import { judgeFacts } from "../../policies/judgeFacts.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import { inspectOrg } from "../../providers/genesys/inspection.ts";
import { SEED, type Switches } from "../../simulator/index.ts";
import { specOf } from "../access/fixtures/load.ts";
import { type OrgUnderTest, orgUnderTest } from "../providers/support/orgUnderTest.ts";
import { resourcesOf } from "../support/resourceInputs.ts";

const spec = specOf(
  loadSpec(
    "stacks/prod.yaml",
    () => `organization: { id: ${SEED.organizationId} }
divisions: { EMEA_Operations: {}, NA_Operations: {} }
roles:
  reader:
    name: Reader
    permissions:
      - routing:queue:view
      - analytics:dataExport:view
      - outbound:*:view
  everywhere: { name: Everywhere, permissions: [analytics:dataExport:view] }
  supervisor: { existing: supervisor }
clients:
  bi:
    name: BI
    owner: bi@contoso.example
    purpose: Nightly figures
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA_Operations] }, { role: everywhere, divisions: all, justification: One figure for the whole company }]
    cannot: [{ permission: "routing:queue:view", in: NA_Operations }]
groups:
  EMEA Supervisors: { grants: [{ role: supervisor, divisions: [EMEA_Operations] }] }
`,
  ),
);

let org: OrgUnderTest;
afterEach(() => org.close());

async function asked(permissions: Switches["permissions"]) {
  org = await orgUnderTest({ switches: { permissions } });
  const { org: facts, ...seen } = await inspectOrg(org.session, orgQuestions(spec.value));
  if (facts instanceof GenesysApiError) throw facts;
  const planned = plan(spec, facts);
  if (!planned.ok) throw new Error(planned.problems.map(printProblem).join("\n"));
  const { listing } = facts;
  const findings = preflight({ ...seen, spec, apiUrl: org.simulator.url, planned, listing });
  const { desired } = planned;
  const { open } = judgeFacts(factsFromPlan(desired), { settings: {}, waivers: [], today: "2026-01-01" });
  const leaks = open.filter(({ rule }) => rule === "division-leak").map(({ message }) => message);
  const broken = open.filter(({ rule }) => rule === "expectation-cannot").map(({ message }) => message);
  return { unlisted: findings.filter(({ code }) => code === "permission-not-listed"), leaks, broken, desired };
}

describe("a permission that the org does not list", { timeout: 60_000 }, () => {
  it("is one warning at its line, with every role that has it", async () => {
    const { unlisted } = await asked({ "analytics:dataExport:view": "unlisted" });
    expect(unlisted.map((one) => `${one.level} ${printProblem(one)}`)).toEqual([
      "warning stacks/prod.yaml:8:9 roles.reader.permissions[1]: this org does not list analytics:dataExport:view (also in roles.everywhere): its product is not bought, or the feature is not switched on. The org may refuse the role, or the permission opens nothing. Have the product added to the org, or take the permission out.",
    ]);
  });

  it("may be all that a pattern stands for", async () => {
    const outbound = expandPermissionPattern("outbound:*:view").map((one) => [one, "unlisted"] as const);
    const [first = ["", "unlisted"] as const, ...others] = outbound;
    expect((await asked(Object.fromEntries(others))).unlisted).toEqual([]);
    await org.close();
    expect((await asked(Object.fromEntries([first, ...others]))).unlisted.map(({ message }) => message)).toEqual([
      expect.stringContaining("this org does not list anything that outbound:*:view stands for"),
    ]);
  });

  it("is none where the org lists everything", async () => {
    expect((await asked({})).unlisted).toEqual([]);
  });
});

describe("whether divisions limit a permission", { timeout: 60_000 }, () => {
  const about = (leaks: readonly string[], permission: string) =>
    leaks.filter((text) => text.includes(`"${permission}"`));

  it("is unknown where neither catalogue nor org says it", async () => {
    const { leaks } = await asked({});
    expect(about(leaks, "analytics:dataExport:view")).toEqual([
      expect.stringContaining("may leak: nobody has verified that divisions limit it"),
    ]);
  });

  it("is certain where the org says that they do: nothing is left to tell", async () => {
    expect(about((await asked({ "analytics:dataExport:view": "limited" })).leaks, "analytics:dataExport:view")).toEqual(
      [],
    );
  });

  it("is certain where the org says that they do not, in other words, also where the catalogue says that they do", async () => {
    const { leaks } = await asked({ "analytics:dataExport:view": "everywhere", "routing:queue:view": "everywhere" });
    for (const permission of ["analytics:dataExport:view", "routing:queue:view"])
      expect(about(leaks, permission)[0]).toContain("leaks: this org says that no division limits it");
  });

  it("is asked for roles that the stack only refers to as well", async () => {
    const { leaks } = await asked({ "routing:queue:view": "everywhere" });
    expect(leaks.filter((text) => text.includes('role "supervisor"') && text.includes("this org says"))).toHaveLength(
      1,
    );
  });

  it("decides promises too", async () => {
    expect((await asked({})).broken).toEqual([]);
    await org.close();
    const { broken } = await asked({ "routing:queue:view": "everywhere" });
    expect(broken).toEqual([expect.stringContaining("it leaks: no division limits it")]);
  });

  it("reaches the policy pack with the resources, and is asked for nothing that is granted everywhere", async () => {
    const { desired } = await asked({ "analytics:dataExport:view": "everywhere", "routing:queue:view": "everywhere" });
    const resources = resourcesOf(desired).map(({ type, inputs }) => ({ type, props: inputs }));
    const { stack: name, expectations, userCalls, unusedPermissions } = desired;
    expect(factsFromStack(resources, { name, expectations, deliveries: [], userCalls, unusedPermissions })).toEqual(
      factsFromPlan(desired),
    );
    expect(desired.roles.map(({ key, notDivisionAware }) => [key, notDivisionAware])).toEqual([
      ["everywhere", undefined],
      ["reader", ["analytics:dataExport:view", "routing:queue:view"]],
    ]);
  });
});
