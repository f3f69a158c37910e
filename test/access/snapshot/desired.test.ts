import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { expandPermissionPattern } from "../../../access/catalogue/permissions.ts";
import { atomsOf } from "../../../access/effective/atoms.ts";
import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import { explain } from "../../../access/explain/explain.ts";
import { whoCan } from "../../../access/explain/whoCan.ts";
import { loadSpec } from "../../../access/language/loadSpec.ts";
import { desiredFromSnapshot, partNotShown } from "../../../access/snapshot/desired.ts";
import type { Snapshot, SnapshotGrant, SnapshotPolicy, SnapshotRole } from "../../../access/snapshot/model.ts";
import { distinctNames, notShown, orgKeys } from "../../../access/snapshot/orgKeys.ts";
import { conditionText } from "../../../access/values/condition.ts";
import { factsFromPlan } from "../../../policies/fromPlan.ts";
import { judgeFacts } from "../../../policies/judgeFacts.ts";
import { emptySnapshot, snapshotClient, snapshotId, snapshotRole } from "../../support/snapshots.ts";

const [CLIENT, ROLE, DIVISION, HOME, USER, GROUP] = [1, 2, 3, 4, 5, 6].map(snapshotId) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

const DIVISIONS = [
  { id: DIVISION, name: "EMEA", description: "", home: false },
  { id: HOME, name: "Home", description: "", home: true },
];

const policy = (domain: string, entity: string, actions: string[], condition: unknown = null): SnapshotPolicy => ({
  domain,
  entity,
  actions,
  condition,
});

function org(change: Partial<Snapshot>): Snapshot {
  return { ...emptySnapshot(), divisions: DIVISIONS, ...change };
}

function holding(role: SnapshotRole, grant: Partial<SnapshotGrant> = {}): Snapshot {
  return org({
    clients: [snapshotClient(CLIENT, "Reports")],
    roles: [role],
    grants: [{ subjectKind: "client", subject: CLIENT, role: role.id, division: DIVISION, ...grant }],
  });
}

const written = (snapshot: Snapshot): string[] => [
  ...new Set(
    [...atomsOf(effectiveAccess(desiredFromSnapshot(snapshot)))].map(
      ({ subject, item, division, condition }) => `${subject} | ${item} | ${division} | ${condition}`,
    ),
  ),
];

describe("an org as desired access", () => {
  it("says of a client what its roles give it, where", () => {
    expect(written(holding(snapshotRole(ROLE, "Reader", [policy("routing", "queue", ["view"])])))).toEqual([
      "client:reports | permission:routing:queue:view | division:EMEA | ",
    ]);
  });

  it("keeps a star beside what the catalogue knows under it", () => {
    const atoms = written(holding(snapshotRole(ROLE, "Reader", [policy("routing", "queue", ["*"])])));
    expect(atoms).toContain("client:reports | pattern:routing:queue:* | division:EMEA | ");
    expect(atoms).toContain("client:reports | permission:routing:queue:edit | division:EMEA | ");
  });

  it("gives a client what a default role of the vendor permits", () => {
    const role = { ...snapshotRole(ROLE, "admin", [policy("authorization", "role", ["edit"])]), default: true };
    expect(written(holding(role, { division: "*" }))).toEqual([
      "client:reports | permission:authorization:role:edit | all | ",
    ]);
  });

  it("makes of policies that were not shown something unknown, and not nothing", () => {
    const role = { ...snapshotRole(ROLE, "Reader", []), policies: null };
    expect(written(holding(role))).toEqual([`client:reports | role:${partNotShown("reader")} | division:EMEA | `]);
  });

  it("gives what it can read of a role, and something unknown for the rest", () => {
    const role = snapshotRole(ROLE, "Reader", [policy("routing", "queue", ["view", "a b", "x,y"])]);
    expect(written(holding(role))).toEqual([
      "client:reports | permission:routing:queue:view | division:EMEA | ",
      `client:reports | role:${partNotShown("reader")} | division:EMEA | `,
    ]);
  });

  it("holds old general permissions as such", () => {
    const role = { ...snapshotRole(ROLE, "Old", []), general: ["admin", "two words"] };
    expect(written(holding(role))).toEqual([
      "client:reports | permission:admin | division:EMEA | ",
      `client:reports | role:${partNotShown("old")} | division:EMEA | `,
    ]);
  });

  it("shows a condition that nobody can read as a condition", () => {
    const nested = { conjunction: "AND", terms: [{ conjunction: "OR", terms: [{ variableName: "x" }] }] };
    for (const condition of [nested, "text", ["list"], { conjunction: "NOT", terms: [{ variableName: "x" }] }]) {
      const [atom] = written(holding(snapshotRole(ROLE, "Reader", [policy("routing", "queue", ["view"], condition)])));
      expect(atom).toMatch(/^client:reports \| permission:routing:queue:view \| division:EMEA \| .*not understood/);
    }
  });

  it("takes a stored condition without terms for none", () => {
    const role = snapshotRole(ROLE, "Reader", [policy("routing", "queue", ["view"], { terms: [] })]);
    expect(written(holding(role))).toEqual(["client:reports | permission:routing:queue:view | division:EMEA | "]);
  });

  it("tells of grants to roles, divisions and clients that the reading does not have", () => {
    const gone = snapshotId(99);
    const snapshot = org({
      roles: [snapshotRole(ROLE, "Reader", [policy("routing", "queue", ["view"])])],
      grants: [
        { subjectKind: "client", subject: CLIENT, role: ROLE, division: gone },
        { subjectKind: "user", subject: USER, role: gone, division: HOME },
      ],
    });
    expect(written(snapshot)).toEqual([
      `existing-client:${CLIENT} | permission:routing:queue:view | division:${notShown(gone)} | `,
      `user:${notShown(USER)} | role:${notShown(gone)} | division:Home | `,
    ]);
  });

  it("keeps apart what has one name", () => {
    const [other, another] = [snapshotId(31), snapshotId(51)];
    const snapshot = org({
      divisions: [...DIVISIONS, { id: other, name: "emea", description: "", home: false }],
      roles: [snapshotRole(ROLE, "Reader", [policy("routing", "queue", ["view"])])],
      people: [
        { kind: "group", id: GROUP, name: "Desk", state: "active" },
        { kind: "group", id: another, name: "Desk", state: "active" },
      ],
      grants: [
        { subjectKind: "group", subject: GROUP, role: ROLE, division: DIVISION },
        { subjectKind: "group", subject: another, role: ROLE, division: other },
      ],
    });
    const names = written(snapshot).map((atom) => atom.replace("permission:routing:queue:view | ", ""));
    expect(names).toEqual([
      `group:Desk (${GROUP}) | division:EMEA (${DIVISION}) | `,
      `group:Desk (${another}) | division:emea (${other}) | `,
    ]);
  });

  it("does not take a name that looks like an id behind a name for another object", () => {
    const names = distinctNames([
      { id: CLIENT, name: "" },
      { id: ROLE, name: `no name (${CLIENT})` },
      { id: USER, name: notShown(GROUP) },
    ]);
    expect(new Set([...names.values(), notShown(GROUP)]).size).toBe(4);
  });

  it("calls a client of a type that nobody knows here one that may act as a user", () => {
    const snapshot = holding(snapshotRole(ROLE, "Reader", [policy("routing", "queue", ["view"])]));
    const [client] = snapshot.clients;
    const odd = { ...snapshot, clients: client ? [{ ...client, grantType: "PASSWORD" }] : [] };
    expect(written(odd)).toContain("client:reports | user-context:PASSWORD | as-user | ");
    expect(written(odd)).toContain("client:reports | permission:routing:queue:view | division:EMEA | ");
  });

  it("answers who may do what, with a spec that says nothing but the org", () => {
    const snapshot = holding(snapshotRole(ROLE, "Reader", [policy("routing", "queue", ["*"])]));
    const loaded = loadSpec("org.yaml", () => `organization: { id: ${snapshotId(0)} }\n`);
    if (!loaded.ok) throw new Error("The spec is valid.");
    const access = effectiveAccess(desiredFromSnapshot(snapshot));
    const can = (what: string, division: string) =>
      explain(access, loaded.spec, { client: "reports", can: what, division });
    expect(can("routing:queue:edit", "EMEA")).toMatchObject({ ok: true, explanation: { answer: "allowed" } });
    expect(can("routing:queue:edit", "Home")).toMatchObject({ ok: true, explanation: { answer: "denied" } });
    expect(can("routing:skill:view", "EMEA")).toMatchObject({ ok: true, explanation: { answer: "denied" } });
    const holders = whoCan(access, loaded.spec, "routing:queue:view");
    expect(holders).toMatchObject({ ok: true, holders: { subjects: [{ subject: "clients.reports" }] } });
  });

  it("is judged by the rules of a spec", () => {
    const role = snapshotRole(ROLE, "Sync", [policy("authorization", "role", ["edit"])]);
    const facts = factsFromPlan(desiredFromSnapshot(holding(role, { division: "*" })));
    const ids = judgeFacts(facts, { settings: {}, waivers: [], today: "2026-11-29" }).open.map(({ id }) => id);
    expect(ids).toContain("no-self-escalation/role/sync/authorization:role:edit");
    expect(ids).toContain("all-divisions-justification/client/reports/sync");
    expect(ids).not.toContain("no-write-permission/role/sync/authorization:role:edit");
  });
});

describe("no permission of an org gets lost", () => {
  const text = fc.constantFrom(
    "routing",
    "queue",
    "view",
    "edit",
    "*",
    "made up",
    "a,b",
    "",
    "analytics",
    "x:y",
    "__proto__",
  );
  const name = fc.constantFrom(
    "Desk",
    "desk",
    "",
    "EMEA",
    "Überblick 😀",
    "=cmd",
    `Desk (${snapshotId(7)})`,
    "constructor",
  );
  const condition = fc.constantFrom<unknown>(
    null,
    {},
    "odd",
    { conjunction: "OR", terms: [{ variableName: "v", operator: "EQ", operands: [{ type: "SCALAR", value: "1" }] }] },
    { terms: [{ variableName: "v", operator: "SOON", operands: [] }] },
  );
  const policies = fc.array(
    fc.record({ domain: text, entity: text, actions: fc.array(text, { maxLength: 3 }), condition }),
    { maxLength: 3 },
  );
  const ids = (from: number, most: number) =>
    fc.uniqueArray(fc.integer({ min: from, max: from + 5 }), { maxLength: most }).map((all) => all.map(snapshotId));
  const oneOf = (from: number) => fc.integer({ min: from, max: from + 5 }).map(snapshotId);
  const kind = fc.constantFrom("client" as const, "user" as const, "group" as const);

  const snapshots = fc
    .record({ divisions: ids(10, 4), roles: ids(20, 4), clients: ids(30, 4), people: ids(40, 4) })
    .chain((all) =>
      fc.record({
        divisions: fc.tuple(
          ...all.divisions.map((id) => fc.record({ id: fc.constant(id), name, description: name, home: fc.boolean() })),
        ),
        roles: fc.tuple(
          ...all.roles.map((id) =>
            fc.record({
              id: fc.constant(id),
              name,
              description: name,
              default: fc.boolean(),
              general: fc.array(fc.constantFrom("admin", "two words", "")),
              policies: fc.option(policies, { freq: 4 }),
            }),
          ),
        ),
        clients: fc.tuple(...all.clients.map((id) => name.map((one) => snapshotClient(id, one)))),
        people: fc.tuple(
          ...all.people.map((id) =>
            fc.record({
              kind: fc.constantFrom("user" as const, "group" as const),
              id: fc.constant(id),
              name: fc.option(name),
              state: fc.constant(null),
            }),
          ),
        ),
        grants: fc.array(
          fc.record({
            subjectKind: kind,
            subject: fc.oneof(oneOf(30), oneOf(40)),
            role: oneOf(20),
            division: fc.oneof(oneOf(10), fc.constant("*")),
          }),
          { maxLength: 12 },
        ),
      }),
    )
    .map((parts) => ({ ...emptySnapshot(), ...parts }) as Snapshot);

  it("whatever the org: the atoms are those of its grants, one by one", () => {
    fc.assert(
      fc.property(snapshots, (snapshot) => {
        expect(new Set(written(snapshot))).toEqual(new Set(atomsOfGrants(snapshot)));
      }),
      { numRuns: 300 },
    );
  });
});

/** What each grant of the org gives, without the form in between. */
function atomsOfGrants(snapshot: Snapshot): string[] {
  const keys = orgKeys(snapshot);
  const divisions = distinctNames(snapshot.divisions);
  return snapshot.grants.flatMap(({ subjectKind, subject, role: roleId, division }) => {
    const isOwn = subjectKind === "client" && keys.clients.has(subject);
    const person = keys.people.get(subject) ?? notShown(subject);
    const who =
      subjectKind === "client"
        ? isOwn
          ? `client:${keys.clients.get(subject)}`
          : `existing-client:${subject}`
        : `${subjectKind}:${subjectKind === "user" ? person.toLowerCase() : person}`;
    const where = division === "*" ? "all" : `division:${divisions.get(division) ?? notShown(division)}`;
    const atom = (item: string, condition = "") => `${who} | ${item} | ${where} | ${condition}`;
    const role = snapshot.roles.find(({ id }) => id === roleId);
    const key = keys.roles.get(roleId);
    if (!role || key === undefined) return [atom(`role:${notShown(roleId)}`)];
    const unknown = atom(`role:${partNotShown(key)}`);
    const flags = role.general.flatMap((flag) => {
      if (flag !== "admin") return [unknown];
      return [atom(`permission:${flag}`), ...(role.default && !isOwn ? [atom(`role:${role.name}: ${flag}`)] : [])];
    });
    const permitted = (role.policies ?? []).flatMap(({ domain, entity, actions, condition }) =>
      actions.flatMap((action) => {
        const parts = [domain, entity, action];
        if (parts.some((part) => part === "" || /[\s:,]/.test(part))) return [unknown];
        const single = parts.join(":");
        const items = single.includes("*")
          ? [`pattern:${single}`, ...expandPermissionPattern(single).map((one) => `permission:${one}`)]
          : [`permission:${single}`];
        return items.map((item) => atom(item, conditionOf(condition)));
      }),
    );
    return [...flags, ...permitted, ...(role.policies === null ? [unknown] : [])];
  });
}

function conditionOf(stored: unknown): string {
  if (stored === null || JSON.stringify(stored) === "{}") return "";
  const { terms: [term] = [] } = stored as { terms?: { operator: string }[] };
  const odd = (what: unknown) => ({
    variableName: `not understood: ${JSON.stringify(what)}`,
    operator: "EQ",
    operands: [],
  });
  if (typeof stored === "string") return conditionText({ conjunction: "AND", terms: [odd(stored)] } as never);
  return conditionText({ conjunction: "AND", terms: [term?.operator === "SOON" ? odd(term) : term] } as never);
}
