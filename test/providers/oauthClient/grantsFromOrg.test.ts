import { afterEach, beforeEach, expect, it } from "vitest";
import { grantsFromOrg } from "../../../providers/oauthClient/grantsFromOrg.ts";
import { SEED } from "../../../simulator/index.ts";
import { type OrgUnderTest, orgUnderTest } from "../support/orgUnderTest.ts";

const { EMEA_Operations: EMEA, NA_Operations: NA } = SEED.divisions;
const ROLE = SEED.roles.supervisor;
let org: OrgUnderTest;

beforeEach(async () => {
  org = await orgUnderTest();
});
afterEach(() => org.close());

it("reads nothing more when every pair is one of the stack's", async () => {
  const known = { sup: { roleId: ROLE, divisions: { EMEA }, justification: "why" } };
  expect(await grantsFromOrg(org.session, known, [{ roleId: ROLE, divisionId: EMEA }])).toEqual(known);
  expect(org.calls()).toEqual([]);
});

it("gives each of two keys for one role its own divisions, and the first what nobody declared", async () => {
  const known = { a: { roleId: ROLE, divisions: { EMEA } }, b: { roleId: ROLE, divisions: { EMEA, NA } } };
  const held = [EMEA, NA, "*"].map((divisionId) => ({ roleId: ROLE, divisionId }));
  expect(await grantsFromOrg(org.session, known, held)).toEqual({
    a: { roleId: ROLE, divisions: { "*": "*", EMEA } },
    b: { roleId: ROLE, divisions: { EMEA, NA } },
  });
});

it("does not overwrite a key of the spec with another division's name", async () => {
  const known = { sup: { roleId: ROLE, divisions: { NA_Operations: EMEA } } };
  const held = [EMEA, NA].map((divisionId) => ({ roleId: ROLE, divisionId }));
  expect(await grantsFromOrg(org.session, known, held)).toEqual({
    sup: { roleId: ROLE, divisions: { NA_Operations: EMEA, [`NA_Operations (${NA})`]: NA } },
  });
});

it("names a role that no longer exists by its id", async () => {
  const held = [{ roleId: "gone-role", divisionId: EMEA }];
  expect(Object.keys(await grantsFromOrg(org.session, {}, held))).toEqual(["gone-role (not in this stack)"]);
});
