/** Credentials of another org: the mismatch is the one error that is told, and nothing but the org itself is read there. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { orgQuestions, ownOrgNeeds } from "../../access/plan/orgQuestions.ts";
import { plan } from "../../access/plan/plan.ts";
import { preflight } from "../../access/preflight/preflight.ts";
import { inspectOrg } from "../../providers/genesys/inspection.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { OtherOrganization } from "../../providers/genesys/otherOrganization.ts";
import { SEED } from "../../simulator/index.ts";
import { openOrg } from "../../toolkit/open/openOrg.ts";
import { openSource, workingTree } from "../../toolkit/open/source.ts";
import { specOf } from "../access/fixtures/load.ts";
import { type OrgUnderTest, orgUnderTest } from "../providers/support/orgUnderTest.ts";

/** Names a user, a group, a role and a client that the org of the credentials does not have. */
const spec = specOf(
  loadSpec(
    "stacks/prod.yaml",
    () => `organization: { id: 7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101 }
divisions: { Elsewhere: {} }
roles: { theirs: { existing: Their Role }, reader: { name: Reader, permissions: [newProduct:newEntity:view] } }
users: { nobody@contoso.example: { grants: [{ role: theirs, divisions: [Elsewhere] }] } }
groups: { Their Team: { grants: [{ role: theirs, divisions: [Elsewhere] }] } }
clients: { theirs: { existing: 00000000-0000-4000-8000-000000000000, grants: [{ role: theirs, divisions: [Elsewhere] }] } }
`,
  ),
);
const ONLY_THE_ORG = ["GET /api/v2/organizations/me"];

let org: OrgUnderTest;
beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

describe("before the org is known to be the right one", { timeout: 60_000 }, () => {
  it("a run reads only the org, also where every other read would fail", async () => {
    org.simulator.switches.faults = [
      { method: "POST", path: "/search$", kind: "status", status: 500, times: 99 },
      { path: "^/api/v2/(authorization|tokens|oauth/clients)", kind: "status", status: 500, times: 99 },
    ];
    const failed = await inspectOrg(org.session, orgQuestions(spec.value)).catch((error: unknown) => error);
    expect(failed).toBeInstanceOf(OtherOrganization);
    expect(org.calls()).toEqual(ONLY_THE_ORG);
    const { organization } = failed as OtherOrganization;
    expect(preflight({ spec, organization, apiUrl: org.simulator.url })).toMatchObject([
      { level: "error", code: "wrong-organization", position: { file: "stacks/prod.yaml", line: 1 } },
    ]);
  });

  it("a comparison and a lock read only the org, and the plan tells the mismatch alone", async () => {
    const facts = await readOrgFacts(org.session.client, ownOrgNeeds(spec.value));
    expect(org.calls()).toEqual(ONLY_THE_ORG);
    expect(plan(spec, facts)).toMatchObject({ ok: false, problems: [{ code: "wrong-organization" }] });
  });

  it("the right org is read as before, whatever case its id is written in", async () => {
    const needs = { ...ownOrgNeeds(spec.value), organization: SEED.organizationId, users: [], groups: [] };
    const facts = await readOrgFacts(org.session.client, needs, { id: SEED.organizationId.toUpperCase(), name: "x" });
    expect(facts.divisions.length).toBeGreaterThan(0);
    expect(org.calls()).not.toContain(ONLY_THE_ORG[0]);
  });

  it("a comparison with the org reads only it too, also where the head has no such stack any more", async () => {
    const dir = mkdtempSync(join(tmpdir(), "genesys-access-wrong-org-"));
    onTestFinished(() => rmSync(dir, { recursive: true }));
    for (const [file, text] of [
      ["before/stacks/prod.yaml", `organization: { id: ${spec.value.organization.id} }\n`],
      ["Pulumi.yaml", "name: genesys-access\nruntime: nodejs\n"],
    ] as const) {
      mkdirSync(dirname(join(dir, file)), { recursive: true });
      writeFileSync(join(dir, file), text);
    }
    for (const [name, value] of Object.entries(org.simulator.environment)) vi.stubEnv(name, value);
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const before = openSource("before", dir, "--base-spec");
    const opened = await openOrg("prod", workingTree(dir), before, dir);
    expect(opened).toMatchObject({ problems: [{ code: "wrong-organization" }] });
    expect(org.calls()).toEqual(ONLY_THE_ORG);
  });
});
