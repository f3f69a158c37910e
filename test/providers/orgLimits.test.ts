import { afterEach, expect, it } from "vitest";
import { orgQuestions } from "../../access/plan/orgQuestions.ts";
import { readOrgFacts } from "../../providers/genesys/orgFacts.ts";
import { SEED } from "../../simulator/index.ts";
import { loadTexts, specOf } from "../access/fixtures/load.ts";
import { clientProps, divisionProps, handlersOver, roleProps } from "./support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "./support/orgUnderTest.ts";

let org: OrgUnderTest;
afterEach(() => org.close());

const messageOf = (step: Promise<unknown>) =>
  step.then(
    () => "done",
    (error: Error) => error.message,
  );

it("a full org's refusal tells its own limits, of roles, divisions and clients", async () => {
  org = await orgUnderTest({ switches: { mostDivisions: 5 } });
  const { role, division, oauthClient } = handlersOver(org.session);
  const { id } = await role.create(roleProps());
  Object.assign(org.simulator.switches, { mostRoles: 1, mostClients: 3 });
  const refused = [
    await messageOf(role.create(roleProps({ name: "Another", managedBy: "genesys-access/test/roles/another" }))),
    await messageOf(division.create(divisionProps())),
    await messageOf(oauthClient.create(clientProps(id))),
  ];
  const limits = "divisions.max 5, roles.max 1";
  for (const [index, [code, told]] of [
    ["max.roles.exceeded", limits],
    ["max.scopes.exceeded", limits],
    ["auth.too.many.clients", "clients.max 3"],
  ].entries()) {
    expect(refused[index]).toContain(`400 ${code}`);
    expect(refused[index]).toContain(`The org's own limits there: ${told}. Remove what nobody needs`);
  }
});

it("an org that does not tell its limits is refused in its own words, with the call that would tell them", async () => {
  const faults = [{ path: "/limits/", kind: "status", status: 403, times: 9 } as const];
  org = await orgUnderTest({ switches: { mostDivisions: 5, faults } });
  expect(await messageOf(handlersOver(org.session).division.create(divisionProps()))).toMatch(
    /max\.scopes\.exceeded.*GET \/api\/v2\/organizations\/limits\/namespaces\/authorization tells the limits of the org\./,
  );
});

it("the number of divisions is read where the stack makes one, and unknown where the org does not say it", async () => {
  org = await orgUnderTest({ switches: { mostDivisions: 9 } });
  const specWith = (divisions: string) =>
    specOf(loadTexts({ "stacks/x.yaml": `organization: { id: ${SEED.organizationId} }\ndivisions: ${divisions}\n` }));
  const most = async (divisions: string) =>
    (await readOrgFacts(org.newRun().client, orgQuestions(specWith(divisions).value))).mostDivisions;
  expect(await most("{ Silo: { manage: true } }")).toBe(9);
  expect(await most("{ EMEA_Operations: {} }")).toBeUndefined();
  for (const status of [403, 404, 500]) {
    org.simulator.switches.faults = [{ path: "/divisions/limit$", kind: "status", status, times: 9 }];
    expect(await most("{ Silo: { manage: true } }")).toBeUndefined();
  }
});

it("two runs of one client share its minute: the one that is refused waits as long as the org says, and finishes", async () => {
  org = await orgUnderTest({ switches: { requestsPerMinuteOfClient: 8 } });
  const [first, second] = [handlersOver(org.session), handlersOver(org.newRun())];
  for (let index = 0; index < 12; index++) {
    const named = { name: `Role ${index}`, managedBy: `genesys-access/test/roles/r${index}` };
    expect(await messageOf((index % 2 === 0 ? first : second).role.create(roleProps(named)))).toBe("done");
  }
  expect(org.simulator.requests.filter(({ status }) => status === 429)).not.toEqual([]);
  expect(Math.max(...org.waits)).toBeGreaterThan(1000);
  expect(org.simulator.export().roles.filter(({ name }) => name.startsWith("Role "))).toHaveLength(12);
});
