/** A preflight's findings about divisions and about roles to hold, compared with the refusals of an org that asks for both. */
import { afterEach, describe, expect, it } from "vitest";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { orgNeeds } from "../../access/plan/orgNeeds.ts";
import { plan } from "../../access/plan/plan.ts";
import { leastPermissions, needsOf } from "../../access/preflight/needs.ts";
import { preflight } from "../../access/preflight/preflight.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import { inspectOrg } from "../../providers/genesys/inspection.ts";
import { Session } from "../../providers/genesys/session.ts";
import { ignored } from "../../providers/genesys/wire.ts";
import { SEED } from "../../simulator/index.ts";
import { specOf } from "../access/fixtures/load.ts";
import { as, makeClient } from "../simulator/support.ts";
import { clientProps, grantProps, handlersOver, roleProps } from "./support/examples.ts";
import { connectionTo, type OrgUnderTest, orgUnderTest } from "./support/orgUnderTest.ts";

const { EMEA_Operations, NA_Operations } = SEED.divisions;
const GROUP = { subjectType: "PC_GROUP", subjectId: SEED.groups["EMEA Supervisors"] };
const NAME = "Integration - BI Reader";
const spec = specOf(
  loadSpec(
    "x.yaml",
    () => `organization: { id: ${SEED.organizationId} }
divisions: { EMEA_Operations: {} }
roles: { bi-reader: { name: ${NAME}, permissions: ["routing:queue:view"] } }
clients: { bi: { name: BI, grantType: client-credentials, grants: [{ role: bi-reader, divisions: [EMEA_Operations] }] } }
groups: { EMEA Supervisors: { grants: [{ role: bi-reader, divisions: [EMEA_Operations] }] } }
`,
  ),
);
const LEAST = leastPermissions(needsOf(spec.value));

let org: OrgUnderTest;
afterEach(() => org.close());

async function findingsFor(session: Session) {
  const { org: facts, ...seen } = await inspectOrg(session, orgNeeds(spec.value));
  if (facts instanceof GenesysApiError) throw facts;
  return preflight({ ...seen, spec, apiUrl: org.simulator.url, planned: plan(spec, facts) });
}

const outcome = (step: Promise<unknown>) =>
  step.then(
    () => "done",
    (error: Error) => /\d{3} [\w.]+/.exec(error.message)?.[0] ?? error.message,
  );

describe("a division that the deployer's right to grant does not reach", { timeout: 60_000 }, () => {
  it.each([
    [true, NA_Operations, "error", "403 missing.division.permissions"],
    [true, EMEA_Operations, undefined, "done"],
    [true, "*", undefined, "done"],
    [false, NA_Operations, undefined, "done"],
  ])("setting %s, right in %s: found as %s, and the grant ends with %s", async (aware, division, level, expected) => {
    org = await orgUnderTest();
    const { console: admin } = org;
    const settings = { authorizationGrantDivisionAware: aware };
    await admin.put("/api/v2/authorization/roles/settings", settings, ignored);
    const permissions = [...LEAST, "authorization:settings:view"];
    const deployer = await makeClient(await as(org.simulator, SEED.console), "Deployer", permissions, [division]);
    const session = new Session(connectionTo(org.simulator, deployer));
    const finding = (await findingsFor(session)).find(
      ({ code, path }) => code === "division-not-covered" && path[0] === "groups",
    );
    expect(finding?.level).toBe(level);
    const { role, roleGrant } = handlersOver(session);
    const { id } = await role.create(roleProps());
    expect(await outcome(roleGrant.create(grantProps(id, GROUP)))).toBe(expected);
  });
});

describe("a role that the deployer does not hold", { timeout: 60_000 }, () => {
  it("is advice; where the org guards it, the client is refused until a person grants exactly that role", async () => {
    org = await orgUnderTest({ switches: { escalationGuard: "role" } });
    const { oauthClient, role } = handlersOver(org.session);
    const { id } = await role.create(roleProps({ name: NAME }));
    const advised = async () => (await findingsFor(org.newRun())).filter(({ code }) => code === "role-not-held");
    expect(await advised()).toMatchObject([{ level: "advice", message: expect.stringContaining(NAME) }]);
    expect(await outcome(oauthClient.create(clientProps(id)))).toBe("400 bad.client.role");
    const grants = { grants: [{ roleId: id, divisionId: "*" }] };
    const path = `/api/v2/authorization/subjects/${SEED.deployer.clientId}/bulkadd`;
    await org.console.post(path, grants, ignored, { query: { subjectType: "PC_OAUTH_CLIENT" } });
    expect(await advised()).toEqual([]);
    expect(await outcome(handlersOver(org.newRun()).oauthClient.create(clientProps(id)))).toBe("done");
  });
});
