import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { GenesysApiError } from "../../../providers/genesys/apiError.ts";
import { inspectOrg } from "../../../providers/genesys/inspection.ts";
import { Session } from "../../../providers/genesys/session.ts";
import { ignored } from "../../../providers/genesys/wire.ts";
import { SEED } from "../../../simulator/index.ts";
import { as, makeClient } from "../../simulator/support.ts";
import { connectionTo, type OrgUnderTest, orgUnderTest } from "../support/orgUnderTest.ts";

const NOTHING = { users: [], groups: [], roles: [], clients: [] };

let org: OrgUnderTest;
beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

async function sessionWith(permissions: readonly string[], divisions: readonly string[]): Promise<Session> {
  const credentials = await makeClient(await as(org.simulator, SEED.console), "Deployer", permissions, divisions);
  return new Session(connectionTo(org.simulator, credentials));
}

describe("what a run reads before it decides", { timeout: 60_000 }, () => {
  it("costs one call more than planning alone: the deployer's own grants", async () => {
    await inspectOrg(org.session, NOTHING);
    expect(org.calls().sort()).toEqual([
      "GET /api/v2/authorization/divisions",
      "GET /api/v2/authorization/subjects/me",
      "GET /api/v2/organizations/me",
      "GET /api/v2/tokens/me",
    ]);
  });

  it("tells the deployer with what it may do and where", async () => {
    const { deployer, organization, org: facts } = await inspectOrg(org.session, NOTHING);
    expect(organization.id).toBe(SEED.organizationId);
    expect(deployer).toMatchObject({
      clientId: SEED.deployer.clientId,
      grantType: "CLIENT-CREDENTIALS",
      state: "active",
    });
    expect(deployer.grants).toMatchObject([{ roleName: "Access as Code Deployer", divisionId: "*" }]);
    expect(deployer.grants[0]?.policies).toContainEqual({
      domain: "oauth",
      entity: "client",
      actions: ["add", "delete", "edit", "view"],
      conditional: false,
    });
    expect([...deployer.ownRoleIds]).toEqual([SEED.roles["Access as Code Deployer"]]);
    expect(facts).not.toBeInstanceOf(Error);
  });

  it("goes on where planning is forbidden, and says why", async () => {
    const session = await sessionWith(["routing:queue:view"], ["*"]);
    const { org: facts, deployer } = await inspectOrg(session, { ...NOTHING, users: ["nora.na@contoso.example"] });
    expect(facts).toBeInstanceOf(GenesysApiError);
    expect((facts as GenesysApiError).permissions).toEqual(["directory:user:view"]);
    expect(deployer.name).toBe("Deployer");
  });

  it.each([
    ["its right to grant reaches everywhere", ["authorization:grant:add", "authorization:settings:view"], "*"],
    ["it may not read settings", ["authorization:grant:add"], SEED.divisions.NA_Operations],
  ])("asks no setting of the org where %s", async (_why, permissions, division) => {
    const { divisionAware } = await inspectOrg(await sessionWith(permissions, [division]), NOTHING);
    expect(divisionAware).toBeUndefined();
    expect(org.simulator.requests.filter(({ path }) => path.endsWith("/roles/settings"))).toEqual([]);
  });

  it.each([true, false])("else learns whether grants are division-aware: %s", async (divisionAware) => {
    await org.console.put(
      "/api/v2/authorization/roles/settings",
      { authorizationGrantDivisionAware: divisionAware },
      ignored,
    );
    const permissions = ["authorization:grant:add", "authorization:settings:view"];
    const session = await sessionWith(permissions, [SEED.divisions.NA_Operations]);
    expect((await inspectOrg(session, NOTHING)).divisionAware).toBe(divisionAware);
  });

  it("does not take a refused login for something that the deployer lacks", async () => {
    const wrong = { ...SEED.deployer, clientSecret: "not-the-secret-at-all" };
    const failed = inspectOrg(new Session(connectionTo(org.simulator, wrong)), NOTHING);
    await expect(failed).rejects.toThrow(/POST \/oauth\/token: .* authentication failed/);
    await expect(failed).rejects.not.toThrow("not-the-secret-at-all");
  });
});
