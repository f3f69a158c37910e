/** Names that the org has for something else, told in one list before the first write. */
import { afterEach, describe, expect, it } from "vitest";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import type { DeployedNames } from "../../access/plan/madeNames.ts";
import { orgQuestions } from "../../access/plan/orgQuestions.ts";
import { plan } from "../../access/plan/plan.ts";
import { deployedNamesOf } from "../../access/preflight/deployedNames.ts";
import { preflight } from "../../access/preflight/preflight.ts";
import { RESOURCES } from "../../access/resources/index.ts";
import { GenesysApiError } from "../../providers/genesys/apiError.ts";
import { inspectOrg } from "../../providers/genesys/inspection.ts";
import { Session } from "../../providers/genesys/session.ts";
import { ignored, wireDivision, wireRole } from "../../providers/genesys/wire.ts";
import { SEED } from "../../simulator/index.ts";
import { specOf } from "../access/fixtures/load.ts";
import { divisionProps, handlersOver, roleProps } from "../providers/support/examples.ts";
import { connectionTo, type OrgUnderTest, orgUnderTest } from "../providers/support/orgUnderTest.ts";
import { as, makeClient } from "../simulator/support.ts";

const ROLES = "/api/v2/authorization/roles";
const DIVISIONS = "/api/v2/authorization/divisions";
const YAML = `organization: { id: ${SEED.organizationId} }
divisions:
  silo: { name: Partner Silo, manage: true }
roles:
  reader:
    name: Queue Reader
    permissions: ["routing:queue:view"]
  group-reader:
    name: Group Reader
    permissions: ["routing:queue:view"]
clients:
  bi:
    name: Nightly BI
    grantType: client-credentials
    grants: [{ role: reader, divisions: [silo] }]
groups:
  EMEA Supervisors: { grants: [{ role: group-reader, divisions: [silo] }] }
`;
const OWNER = { project: "genesys-access", stack: "prod" };

let org: OrgUnderTest;
afterEach(() => org.close());

const role = (name: string, description = "made by hand") =>
  org.console.post(ROLES, { name, description, permissionPolicies: [] }, wireRole);
const division = (name: string, description = "made by hand") =>
  org.console.post(DIVISIONS, { name, description }, wireDivision);

/** The findings about names, as lines with their level. */
async function told(
  deployed?: DeployedNames,
  { yaml = YAML, session = org.newRun() }: { readonly yaml?: string; readonly session?: Session } = {},
): Promise<string[]> {
  const spec = specOf(loadSpec("stacks/prod.yaml", () => yaml));
  const { org: facts, ...seen } = await inspectOrg(session, orgQuestions(spec.value, deployed));
  if (facts instanceof GenesysApiError) throw facts;
  const naming = { names: facts.names ?? {}, owner: OWNER, ...(deployed && { deployed }) };
  const input = { ...seen, spec, apiUrl: org.simulator.url, planned: plan(spec, facts), naming };
  return preflight(input)
    .filter(({ about }) => about === "org")
    .map((one) => `${one.level} ${printProblem(one)}`);
}

const NOTHING_DEPLOYED: DeployedNames = new Map();

describe("a name that the org has already", { timeout: 60_000 }, () => {
  it("is told for role and division in one list, with places and with advice that can be followed", async () => {
    org = await orgUnderTest();
    const [silo, reader, groupReader] = [
      await division("Partner Silo"),
      await role("Queue Reader", "Reads [other/prod/roles/reader]"),
      await role("Group Reader"),
    ];
    expect(await told(NOTHING_DEPLOYED)).toEqual([
      `error stacks/prod.yaml:3:3 divisions.silo: the org already has a division "Partner Silo" (id ${silo.id}), which this stack does not manage. Remove \`manage: true\` to refer to the one that is there, or give this one another \`name\`.`,
      `error stacks/prod.yaml:6:11 roles.reader.name: the org already has a role "Queue Reader" (id ${reader.id}), which "other/prod/roles/reader" manages. Give the role another name: a client that this stack makes cannot hold a role that it does not make.`,
      `error stacks/prod.yaml:9:11 roles.group-reader.name: the org already has a role "Group Reader" (id ${groupReader.id}), which this stack does not manage. Give the role another name, or write \`existing: "Group Reader"\` in place of its definition to grant the one that is there.`,
    ]);
  });

  it("costs no call more than one for each listing", async () => {
    org = await orgUnderTest();
    await told(NOTHING_DEPLOYED);
    expect(org.calls().sort()).toEqual([
      "GET /api/v2/authorization/divisions",
      "GET /api/v2/authorization/divisions/limit",
      "GET /api/v2/authorization/permissions",
      "GET /api/v2/authorization/roles",
      "GET /api/v2/authorization/subjects/me",
      "GET /api/v2/oauth/clients",
      "GET /api/v2/organizations/me",
      "GET /api/v2/tokens/me",
      "POST /api/v2/groups/search",
    ]);
  });

  it("is not looked for where the last deployment gave all names: no listing is read", async () => {
    org = await orgUnderTest();
    const deployed = new Map([
      ["divisions/silo", "Partner Silo"],
      ["roles/reader", "Queue Reader"],
      ["roles/group-reader", "Group Reader"],
      ["clients/bi", "Nightly BI"],
    ]);
    expect(await told(deployed)).toEqual([]);
    const calls = org.calls();
    for (const listing of ["/authorization/roles", "/oauth/clients"])
      expect(calls.filter((call) => call.endsWith(listing))).toEqual([]);
  });

  it("is no clash where the stack itself made the object, whatever became of its marker", async () => {
    org = await orgUnderTest();
    await division("Partner Silo", "[genesys-access/prod/divisions/silo]");
    const { id } = await role("Queue Reader", "Reads [genesys-access/prod/roles/reader]");
    expect(await told()).toEqual([]);
    await org.console.put(`${ROLES}/${id}`, { name: "Queue Reader", description: "", permissionPolicies: [] }, ignored);
    expect(await told(new Map([["roles/reader", "Queue Reader"]]))).toEqual([]);
    expect(await told()).toEqual([expect.stringContaining("as far as the org tells: no state of this stack was read")]);
  });

  it("is a clash where somebody copied the marker to a second role", async () => {
    org = await orgUnderTest();
    await role("Old Name", "[genesys-access/prod/roles/reader]");
    await role("Queue Reader", "[genesys-access/prod/roles/reader]");
    const [line = "", ...more] = await told(new Map([["roles/reader", "Old Name"]]));
    expect(more).toEqual([]);
    expect(line).toContain('error stacks/prod.yaml:6:11 roles.reader.name: the org already has a role "Queue Reader"');
  });

  it("is told for a renaming onto it", async () => {
    org = await orgUnderTest();
    await role("Old Name", "[genesys-access/prod/roles/reader]");
    await role("Queue Reader");
    expect(await told(new Map([["roles/reader", "Old Name"]]))).toEqual([expect.stringContaining("roles.reader.name")]);
  });

  it("says that another entry of the same stack has it until the end of the update", async () => {
    org = await orgUnderTest();
    await role("Queue Reader", "[genesys-access/prod/roles/former]");
    const [gone = ""] = await told(new Map([["roles/former", "Queue Reader"]]));
    expect(gone).toContain("it is roles.former of this stack, which has the name until the end of an update.");
    expect(gone).toContain("tell Pulumi with `pulumi state rename`; else remove it in an update of its own first.");
    // Told to Pulumi already: the state has the new key, the org still has the old marker.
    expect(await told(new Map([["roles/reader", "Queue Reader"]]))).toEqual([]);
    const renamed = YAML.replace("name: Group Reader", "name: Reader of Groups").replace("group-reader", "former");
    const [swap = ""] = await told(new Map([["roles/former", "Queue Reader"]]), {
      yaml: renamed.replace("role: group-reader", "role: former"),
    });
    expect(swap).toContain(
      "Give roles.former its new name in an update of its own, before this one takes the old name.",
    );
  });

  it("of a division may differ in case only, which nobody has verified", async () => {
    org = await orgUnderTest();
    await division("PARTNER SILO");
    expect(await told(NOTHING_DEPLOYED)).toEqual([expect.stringMatching(/^warning .*"PARTNER SILO"/)]);
  });

  it("of a client is allowed, and told as long as this stack's own is not there", async () => {
    org = await orgUnderTest();
    const made = await makeClient(await as(org.simulator, SEED.console), "Nightly BI", ["routing:queue:view"], ["*"]);
    expect(await told(NOTHING_DEPLOYED)).toEqual([
      `warning stacks/prod.yaml:13:11 clients.bi.name: the org already has an OAuth client "Nightly BI" (id ${made.clientId}), which this stack does not manage: there will be two of one name. Give this one another name, so that nobody takes one for the other.`,
    ]);
    expect(await told(new Map([["clients/bi", "Nightly BI"]]))).toEqual([]);
  });

  it("is not called free where the deployer may not read the names", async () => {
    org = await orgUnderTest();
    const api = await as(org.simulator, SEED.console);
    const reader = await makeClient(api, "Reader", ["routing:queue:view"], ["*"]);
    const session = new Session(connectionTo(org.simulator, reader));
    expect(await told(undefined, { session })).toEqual([
      expect.stringContaining("whether the names of roles are taken was not looked at"),
      expect.stringContaining("whether the names of clients are taken was not looked at"),
    ]);
  });

  it("is escaped where it or its description is hostile", async () => {
    org = await orgUnderTest();
    await role("Queue Reader", "x [evil/pr\u001b[31mod/roles/reader]");
    expect((await told(NOTHING_DEPLOYED)).join("")).not.toContain("\u001b");
  });
});

describe("a name that was taken after planning", { timeout: 60_000 }, () => {
  it("is refused at the create with advice for its kind, and speaks of nothing else", async () => {
    org = await orgUnderTest();
    await role("Integration - BI Reader");
    const { role: roles, division: divisions } = handlersOver(org.newRun());
    await expect(roles.create(roleProps({ name: "Integration - BI Reader" }))).rejects.toThrow(
      "It was not touched. Give the role another name in the spec, or refer to the one that is there with `existing:`",
    );
    await expect(divisions.create(divisionProps({ name: "EMEA_Operations" }))).rejects.toThrow(
      "It was not touched. Give the division another name in the spec, or remove `manage: true` there to refer to the one that is there.",
    );
  });

  it("is refused at the renaming with the name of what has it, not with the org's 409", async () => {
    org = await orgUnderTest();
    const { role: roles, division: divisions } = handlersOver(org.newRun());
    const made = await roles.create(roleProps({ name: "Old Name" }));
    const silo = await divisions.create(divisionProps());
    const { id } = await role("Integration - BI Reader");
    await expect(roles.update(made.id, made.outs, roleProps({ name: "Integration - BI Reader" }))).rejects.toThrow(
      `The org already has a role "Integration - BI Reader" (id ${id}), and this stack does not manage it.`,
    );
    await expect(divisions.update(silo.id, silo.outs, divisionProps({ name: "EMEA_Operations" }))).rejects.toThrow(
      `The org already has a division "EMEA_Operations" (id ${SEED.divisions.EMEA_Operations})`,
    );
  });
});

describe("the names of a deployment", () => {
  it("are those of the resources by their Pulumi names, and nothing else of their outputs is kept", () => {
    const urn = (type: string, name: string) => `urn:pulumi:prod::genesys-access::${type}::${name}`;
    const { role: roleType, client } = RESOURCES;
    const names = deployedNamesOf([
      [urn(roleType.token, "a::b"), { type: roleType.token, outputs: { name: "A", managedBy: "x" } }],
      [urn(client.token, "bi/2"), { type: client.token, outputs: { name: "BI", clientSecret: "hidden" } }],
      [urn("pulumi:pulumi:Stack", "prod"), { type: "pulumi:pulumi:Stack", outputs: { name: "no" } }],
      [urn(roleType.token, "c"), { type: roleType.token, outputs: undefined }],
    ]);
    expect([...names]).toEqual([
      ["roles/a::b", "A"],
      ["clients/bi/2", "BI"],
    ]);
  });
});
