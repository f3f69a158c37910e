/** The least permissions that the preflight derives are enough for everything that a stack does, and each of them is needed. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type LoadedSpec, loadSpec } from "../../access/language/loadSpec.ts";
import { type Problem, printProblem } from "../../access/language/problem.ts";
import { orgNeeds } from "../../access/plan/orgNeeds.ts";
import { plan } from "../../access/plan/plan.ts";
import { leastPermissions, needsOf } from "../../access/preflight/needs.ts";
import { preflight } from "../../access/preflight/preflight.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import { inspectOrg } from "../../providers/genesys/inspection.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { Session } from "../../providers/genesys/session.ts";
import { SEED } from "../../simulator/index.ts";
import { specOf } from "../access/fixtures/load.ts";
import { as, makeClient } from "../simulator/support.ts";
import { clientProps, divisionProps, grantProps, handlersOver, roleProps } from "./support/examples.ts";
import { connectionTo, type OrgUnderTest, orgUnderTest } from "./support/orgUnderTest.ts";

const { EMEA_Operations, NA_Operations } = SEED.divisions;

/** Names something of every kind. */
const YAML = `
organization: { id: ${SEED.organizationId} }
divisions:
  EMEA_Operations: {}
  silo: { name: Partner Silo, manage: true }
roles:
  bi-reader: { name: Integration - BI Reader, permissions: ["routing:queue:view"] }
  employee: { existing: employee }
clients:
  powerbi:
    name: Power BI
    grantType: client-credentials
    grants: [{ role: bi-reader, divisions: [EMEA_Operations] }]
  legacy:
    existing: ${SEED.legacy.clientId}
    grants: [{ role: bi-reader, divisions: [EMEA_Operations] }]
users: { erik.emea@contoso.example: { grants: [{ role: bi-reader, divisions: [EMEA_Operations] }] } }
groups: { EMEA Supervisors: { grants: [{ role: employee, divisions: [EMEA_Operations] }] } }
`;
const spec: LoadedSpec = specOf(loadSpec("all.yaml", () => YAML));
const LEAST = leastPermissions(needsOf(spec.value));

describe("the least permissions of a stack", { timeout: 60_000 }, () => {
  let org: OrgUnderTest;
  beforeEach(async () => {
    org = await orgUnderTest();
  });
  afterEach(() => org.close());

  /** Plans, and makes, reads, changes and removes one of each kind, every step as a run of its own. */
  async function life(permissions: readonly string[]): Promise<void> {
    const deployer = await makeClient(await as(org.simulator, SEED.console), "Deployer", permissions, ["*"]);
    const newRun = () => new Session(connectionTo(org.simulator, deployer), { sleep: async () => undefined });
    const handlers = () => handlersOver(newRun());
    await readOrgFacts(newRun().client, orgNeeds(spec.value));
    const silo = await handlers().division.create(divisionProps());
    await handlers().division.update(silo.id, silo.outs, divisionProps({ description: "Other" }));
    const role = await handlers().role.create(roleProps());
    await handlers().role.read(role.id, role.outs);
    await handlers().role.update(role.id, role.outs, roleProps({ description: "Other" }));
    const client = await handlers().oauthClient.create(clientProps(role.id));
    await handlers().oauthClient.read(client.id, client.outs);
    await handlers().oauthClient.update(client.id, client.outs, clientProps(role.id, { name: "Other" }));
    const grant = await handlers().roleGrant.create(
      grantProps(role.id, { divisions: { EMEA_Operations, NA_Operations } }),
    );
    await handlers().roleGrant.read(grant.id, grant.outs);
    await handlers().roleGrant.update(grant.id, grant.outs, grantProps(role.id));
    await handlers().roleGrant.delete(grant.id, grantProps(role.id));
    await handlers().oauthClient.delete(client.id, client.outs);
    await handlers().role.delete(role.id, role.outs);
    await handlers().division.delete(silo.id, silo.outs);
  }

  it("are enough for all that a deployment does", async () => {
    const before = org.simulator.export();
    await life(LEAST);
    const { roles, clients, divisions } = org.simulator.export();
    expect([roles.length, clients.length]).toEqual([before.roles.length + 1, before.clients.length + 1]);
    expect(divisions.filter(({ deleted }) => !deleted)).toHaveLength(before.divisions.length);
  });

  it.each(LEAST)("cannot do without %s", async (permission) => {
    const others = LEAST.filter((one) => one !== permission);
    await expect(life(others)).rejects.toThrow(permission);
  });

  it("are told one by one by the preflight, and nothing else with them", async () => {
    const console = await as(org.simulator, SEED.console);
    for (const permission of LEAST) {
      const others = LEAST.filter((one) => one !== permission);
      const deployer = await makeClient(console, `Deployer without ${permission}`, others, ["*"]);
      const session = new Session(connectionTo(org.simulator, deployer));
      const { org: facts, ...seen } = await inspectOrg(session, orgNeeds(spec.value));
      const planned = facts instanceof GenesysApiError ? undefined : plan(spec, facts);
      const findings = preflight({ ...seen, spec, apiUrl: org.simulator.url, ...(planned && { planned }) });
      const missing = findings.filter(({ level }) => level !== "advice");
      expect(missing.map(({ permissions }) => permissions)).toEqual([[permission]]);
      expect(missing[0]?.level).toBe(/:delete$/.test(permission) ? "warning" : "error");
      expect(printProblem(missing[0] as Problem)).toMatch(
        /^all\.yaml:\d+:\d+ .* lacks .* "Deployer without .* role" > Permissions\.$/,
      );
    }
  });
});
