/** A grant whose divisions are exchanged: which of them its subject holds at each moment. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { compareTerms } from "../../access/terms/compareTerms.ts";
import { specTerms } from "../../access/terms/specTerms.ts";
import { SEED } from "../../simulator/index.ts";
import { clientProps, grantProps, handlersOver } from "../providers/support/examples.ts";
import { type OrgUnderTest, orgUnderTest } from "../providers/support/orgUnderTest.ts";

const { EMEA_Operations: EMEA, EMEA_Support: SUPPORT } = SEED.divisions;
const ROLE = SEED.roles.supervisor;
const ERIK = SEED.users["erik.emea@contoso.example"];
const OLD = { EMEA_Operations: EMEA };
const NEW = { EMEA_Support: SUPPORT };

let org: OrgUnderTest;
beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

const handlers = () => handlersOver(org.newRun());

/** Divisions of the role that the subject held at each moment since, each once, in order. */
function moments(subjectId: string, since: number): string[] {
  const held = org.simulator
    .history()
    .slice(since)
    .flatMap(({ subjects }) => subjects.filter(({ id }) => id === subjectId))
    .map(({ grants }) => grants.flatMap((grant) => (grant.roleId === ROLE ? [nameOf(grant.divisionId)] : [])));
  return held.map((divisions) => divisions.sort().join("+") || "none");
}

function nameOf(id: string): string {
  return Object.entries({ ...OLD, ...NEW }).find(([, division]) => division === id)?.[0] ?? id;
}

async function swapped(subjectType: string, subjectId: string, more: object): Promise<string[]> {
  const subject = { subjectType, subjectId, ...more };
  const { id, outs } = await handlers().roleGrant.create(grantProps(ROLE, { ...subject, divisions: OLD }));
  const since = org.simulator.history().length;
  await handlers().roleGrant.update(id, outs, grantProps(ROLE, { ...subject, divisions: NEW }));
  return moments(subjectId, since);
}

describe.each([
  ["PC_USER", ERIK],
  ["PC_GROUP", SEED.groups["Reporting Analysts"]],
  ["PC_OAUTH_CLIENT", SEED.legacy.clientId],
])("a %s", (type, id) => {
  it("holds both for a moment, as ever", async () => {
    expect(await swapped(type, id, {})).toEqual(["EMEA_Operations+EMEA_Support", "EMEA_Support"]);
  });

  it("holds neither for a moment with order: remove-first", async () => {
    expect(await swapped(type, id, { order: "remove-first" })).toEqual(["none", "EMEA_Support"]);
  });
});

it("is exchanged in one call for a client that the stack makes", async () => {
  const grants = (divisions: object) => ({ grants: { reader: { roleId: ROLE, divisions } } });
  const { id, outs } = await handlers().oauthClient.create(clientProps(ROLE, grants(OLD)));
  const since = org.simulator.history().length;
  await handlers().oauthClient.update(id, outs, clientProps(ROLE, grants(NEW)));
  expect(moments(id, since)).toEqual(["EMEA_Support"]);
});

it.each([
  ["DELETE", "/subjects/", [EMEA]],
  ["POST", "/bulkadd$", []],
] as const)("ends in the same place after a %s that failed with order: remove-first", async (method, path, between) => {
  const props = (divisions: object) => grantProps(ROLE, { divisions, order: "remove-first" });
  const { id, outs } = await handlers().roleGrant.create(props(OLD));
  org.simulator.switches.faults = [{ method, path, kind: "status", status: 409, times: 1 }];
  const failure = await handlers()
    .roleGrant.update(id, outs, props(NEW))
    .catch((error: unknown) => error as { id: string; properties: Record<string, unknown> });
  if (!("properties" in failure)) throw new Error("the update should have failed");
  // The state says what is granted: nothing that was not given, nothing forgotten that was not taken.
  expect(Object.values(failure.properties["divisions"] as object)).toEqual(between);
  await handlers().roleGrant.update(id, failure.properties, props(NEW));
  const held = org.simulator.export().grants.filter((grant) => grant.subjectId === ERIK && grant.roleId === ROLE);
  expect(held.map(({ divisionId }) => divisionId)).toEqual([SUPPORT]);
});

describe("the keys exclusive and order", () => {
  const spec = (section: string) => `organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }
divisions: { EMEA_Operations: {} }
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
${section}`;
  const grants = "grants: [{ role: reader, divisions: [EMEA_Operations], exclusive: true, order: remove-first }]";
  const load = (section: string) => loadSpec("stacks/prod.yaml", () => spec(section));

  it.each([
    ["a user", `users: { jane@contoso.example: { ${grants} } }`],
    ["a group", `groups: { Team: { ${grants} } }`],
    ["an existing client", `clients: { old: { existing: 0f4c1c2e-6d1b-4a52-9d0e-7a1f5c9b2e11, ${grants} } }`],
  ])("are of a grant to %s", (_, section) => {
    expect(load(section).ok).toBe(true);
  });

  it("are none of a client that the stack makes: it has no other grants, and is changed in one call", () => {
    const loaded = load(`clients: { bi: { name: BI, grantType: client-credentials, ${grants} } }`);
    expect(loaded.ok).toBe(false);
  });

  it("take no other words", () => {
    const loaded = load(`users: { jane@contoso.example: { ${grants.replace("remove-first", "removes-first")} } }`);
    if (loaded.ok) throw new Error("the word should be refused");
    expect(loaded.problems.map(({ message }) => message).join()).toContain("removes-first");
  });
});

describe("taking exclusive or order away", () => {
  const spec = (more: string) => `organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }
divisions: { EMEA_Operations: {} }
roles: { reader: { name: Reader, permissions: ["routing:queue:view"] } }
users: { jane@contoso.example: { grants: [{ role: reader, divisions: [EMEA_Operations]${more} }] } }
`;
  const termsOf = (more: string) => {
    const loaded = loadSpec("stacks/prod.yaml", () => spec(more));
    if (!loaded.ok) throw new Error("the spec is valid");
    return specTerms(loaded.spec);
  };

  it.each([
    [", exclusive: true", "", "gained exclusive role reader"],
    ["", ", exclusive: true", "lost exclusive role reader"],
    [", order: remove-first", ", order: add-first", "gained order remove-first of role reader"],
    ["", ", order: remove-first", "lost order remove-first of role reader"],
    [", exclusive: false, order: add-first", "", undefined],
  ])("is told like a permission: %j to %j", (before, after, told) => {
    const changes = compareTerms({ base: termsOf(before), head: termsOf(after) });
    expect(changes.map(({ direction, kind, value }) => `${direction} ${kind} ${value}`)).toEqual(told ? [told] : []);
  });
});
