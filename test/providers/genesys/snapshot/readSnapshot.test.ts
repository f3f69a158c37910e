import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { isComplete, type Snapshot, snapshotSchema } from "../../../../access/snapshot/model.ts";
import { readSnapshot } from "../../../../providers/genesys/snapshot/readSnapshot.ts";
import { type OrgData, SEED } from "../../../../simulator/index.ts";
import { hostileOrg } from "../../../support/hostileOrg.ts";
import { type OrgUnderTest, orgUnderTest } from "../../support/orgUnderTest.ts";

const OPTIONS = { tool: "genesys-access 0.0.0", apiUrl: "http://127.0.0.1:1" };

describe("a reading of an org", () => {
  let org: OrgUnderTest;
  let held: OrgData;
  let snapshot: Snapshot;
  let calls: string[];

  beforeAll(async () => {
    // Deployers see settings only with a permission of their own.
    const seed = hostileOrg();
    seed.roles
      .find(({ id }) => id === SEED.roles["Access as Code Deployer"])
      ?.permissionPolicies.push({ domain: "authorization", entityName: "settings", actionSet: ["view"] });
    org = await orgUnderTest({ seed, timeoutMs: 20_000 });
    held = org.simulator.export();
    snapshot = await readSnapshot(org.newRun(), OPTIONS);
    calls = org.calls();
  });
  afterAll(() => org.close());

  it("holds every object and every grant, and says that it is complete", () => {
    expect(snapshot.coverage.filter(({ state }) => state !== "read")).toEqual([]);
    expect(isComplete(snapshot)).toBe(true);
    expect(snapshotSchema.parse(JSON.parse(JSON.stringify(snapshot)))).toEqual(snapshot);
    const ids = (rows: readonly { readonly id: string }[]) => rows.map(({ id }) => id).sort();
    expect(snapshot.roles.map(({ id }) => id)).toEqual(ids(held.roles));
    expect(snapshot.clients.map(({ id }) => id)).toEqual(ids(held.clients));
    expect(snapshot.divisions.map(({ id }) => id)).toEqual(ids(held.divisions));
    const grant = (kind: string, ...rest: string[]) => [kind, ...rest].join(" ");
    const kinds = { PC_USER: "user", PC_GROUP: "group", PC_OAUTH_CLIENT: "client" };
    expect(new Set(snapshot.grants.map((it) => grant(it.subjectKind, it.subject, it.role, it.division)))).toEqual(
      new Set(held.grants.map((it) => grant(kinds[it.subjectType], it.subjectId, it.roleId, it.divisionId))),
    );
  });

  it("costs a call for each hundred roles and divisions, one a division, and about ten", () => {
    // The org, the reader (2), settings, clients, groups and users; the grants in all divisions.
    const [few, listings] = [7, Math.ceil(held.roles.length / 100) + Math.ceil(held.divisions.length / 100)];
    expect(calls).toHaveLength(few + listings + held.divisions.length + 1);
    expect(calls.filter((call) => !call.startsWith("GET "))).toEqual([]);
  });

  it("has no secret, and the names as the org has them", () => {
    expect(JSON.stringify(snapshot)).not.toMatch(/secret/i);
    const names = ({ roles, clients, divisions }: Pick<Snapshot, "roles" | "clients" | "divisions">) =>
      [...roles, ...clients, ...divisions].map(({ name }) => name).sort();
    expect(names(snapshot)).toEqual([...held.roles, ...held.clients, ...held.divisions].map(({ name }) => name).sort());
  });
});
