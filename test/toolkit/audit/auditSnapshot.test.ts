import { describe, expect, it } from "vitest";
import type { Snapshot, SnapshotGrant, SnapshotPolicy } from "../../../access/snapshot/model.ts";
import { auditSnapshot } from "../../../toolkit/audit/auditSnapshot.ts";
import type { AuditFinding, AuditReport } from "../../../toolkit/audit/model.ts";
import type { Usage } from "../../../toolkit/audit/org.ts";
import { emptySnapshot, snapshotClient, snapshotId, snapshotRole } from "../../support/snapshots.ts";

const [CLIENT, ROLE, DIVISION, USER, OTHER] = [1, 2, 3, 4, 5].map(snapshotId) as [
  string,
  string,
  string,
  string,
  string,
];
const TODAY = "2026-11-29";
const NOT_READ = { read: false, reason: "A snapshot has no such number." } as const;
const MADE = "2026-08-30T08:00:00.000Z";

const permits = (...permissions: string[]): SnapshotPolicy[] =>
  permissions.map((permission) => {
    const [domain = "", entity = "", action = ""] = permission.split(":");
    return { domain, entity, actions: [action], condition: null };
  });

const grant = (change: Partial<SnapshotGrant> = {}): SnapshotGrant => ({
  subjectKind: "client",
  subject: CLIENT,
  role: ROLE,
  division: DIVISION,
  ...change,
});

/** An org with one client that is as it should be. */
function tidyOrg(change: Partial<Snapshot> = {}): Snapshot {
  return {
    ...emptySnapshot(),
    divisions: [{ id: DIVISION, name: "EMEA", description: "", home: false }],
    roles: [
      { ...snapshotRole(ROLE, "Integration - Queues", permits("routing:queue:view")), description: "Names of queues" },
    ],
    clients: [
      snapshotClient(CLIENT, "Wallboard", {
        description: "Shows queues on the wall. Owner: wallboard@contoso.example.",
        dateCreated: MADE,
      }),
    ],
    grants: [grant()],
    ...change,
  };
}

interface Beside {
  readonly usage?: Usage;
  readonly most?: number;
  readonly waivers?: Parameters<typeof auditSnapshot>[1]["waivers"];
}

function auditOf(snapshot: Snapshot, { usage = NOT_READ, most, waivers = [] }: Beside = {}): AuditReport {
  const divisionLimit = most === undefined ? NOT_READ : ({ read: true, most } as const);
  return auditSnapshot({ snapshot, usage, divisionLimit }, { waivers, today: TODAY });
}

const found = ({ findings }: AuditReport, check: string): AuditFinding | undefined =>
  findings.find((one) => one.check === check);
const ids = ({ findings }: AuditReport) => findings.map(({ id }) => id);

describe("an audit", () => {
  it("finds nothing in an org that is as it should be", () => {
    expect(ids(auditOf(tidyOrg()))).toEqual([]);
  });

  it("asks a client for a description, and a described one for nothing more", () => {
    const [client] = tidyOrg().clients;
    const said = tidyOrg({ clients: [{ ...client, description: "Reads queues for the wall" }] as never });
    expect(ids(auditOf(said))).toEqual([]);
    const mute = auditOf(tidyOrg({ clients: [{ ...client, description: "TODO" }] as never }));
    expect(ids(mute)).toEqual([`owner-and-purpose/client/${CLIENT}`]);
    expect(mute.summary.withoutDescription).toBe(1);
  });

  it("tells of a permission that leaks past the divisions of its grant", () => {
    const role = {
      ...snapshotRole(ROLE, "Integration - Roles", permits("authorization:role:view")),
      description: "Names of roles",
    };
    const finding = found(auditOf(tidyOrg({ roles: [role] })), "division-leak");
    expect(finding).toMatchObject({ subject: { kind: "client", id: CLIENT } });
    expect(finding?.items[0]?.message).toContain('role "Integration - Roles" is granted only in EMEA');
  });

  it("counts an old general permission as one of its role", () => {
    const report = auditOf(tidyOrg({ roles: [{ ...snapshotRole(ROLE, "Old", []), general: ["admin"] }] }));
    expect(found(report, "escalation-path")?.items[0]?.message).toContain('old general permission "admin"');
    expect(found(report, "no-legacy-permission")).toMatchObject({ subject: { kind: "role", id: ROLE } });
  });

  it("says what it did not look at, and why", () => {
    const { skipped } = auditOf(tidyOrg());
    expect(skipped).toContainEqual({ check: "dormant-client", reason: "A snapshot has no such number." });
    expect(skipped.find(({ check }) => check === "expectation-can")?.reason).toMatch(/promise/);
  });

  it("shows what each client can do", () => {
    const [client] = auditOf(tidyOrg()).clients;
    expect(client).toMatchObject({
      name: "Wallboard",
      roles: [{ name: "Integration - Queues", divisions: ["EMEA"] }],
      permissions: 1,
      writes: 0,
      dangers: [],
      unknown: false,
      severity: null,
    });
  });

  it("names things by the org's ids, so that a new name is no new finding", () => {
    const roles = [snapshotRole(ROLE, "Sync", permits("authorization:role:edit"))];
    const before = auditOf(tidyOrg({ roles }));
    const renamed = tidyOrg({ roles: [{ ...roles[0], name: "Other" } as never] });
    expect(ids(auditOf(renamed))).toEqual(ids(before));
    expect(ids(before)).toContain(`escalation-path/client/${CLIENT}`);
    expect(auditOf(renamed).digest).toBe(before.digest);
    expect(JSON.stringify(before.findings)).toContain('\\"Sync\\"');
    expect(JSON.stringify(before.findings)).not.toContain("~");
  });

  it("takes no name for an id, whatever a role is called", () => {
    const roles = [
      snapshotRole(ROLE, `Role ${OTHER}`, permits("authorization:role:edit")),
      snapshotRole(OTHER, "Harmless", permits("routing:queue:view")),
    ];
    const message = found(auditOf(tidyOrg({ roles })), "escalation-path")?.items[0]?.message;
    expect(message).toContain(`"Role ${OTHER}"`);
    expect(message).not.toContain("Harmless");
  });
});

describe("a client that can give itself any access", () => {
  it("is found over all of its roles together, with the path", () => {
    const roles = [
      snapshotRole(ROLE, "Maker", permits("authorization:role:add")),
      snapshotRole(OTHER, "Granter", permits("authorization:grant:add")),
    ];
    const report = auditOf(tidyOrg({ roles, grants: [grant(), grant({ role: OTHER, division: "*" })] }));
    const finding = found(report, "escalation-path");
    expect(finding).toMatchObject({ severity: "critical", state: "finding", subject: { kind: "client", id: CLIENT } });
    const [item] = finding?.items ?? [];
    expect(item?.key).toBe("authorization:grant:add+authorization:role:add");
    expect(item?.message).toContain('role "Granter" in all divisions and role "Maker" in EMEA');
    expect(report.summary.canWidenItself).toBe(1);
    expect(report.clients[0]).toMatchObject({
      dangers: ["disruption", "escalation"],
      severity: "critical",
      allDivisions: true,
    });
  });

  it("is found by a star, and by a role of administrators that the vendor ships", () => {
    const admin = { ...snapshotRole(OTHER, "admin", permits("routing:queue:view")), default: true };
    const roles = [snapshotRole(ROLE, "All", permits("*:*:*")), admin];
    const keys = found(
      auditOf(tidyOrg({ roles, grants: [grant(), grant({ role: OTHER })] })),
      "escalation-path",
    )?.items.map(({ key }) => key);
    expect(keys).toEqual(expect.arrayContaining([`*:*:*/${ROLE}`, `role:${OTHER}`]));
  });

  it("is one to investigate where a role was not shown", () => {
    const report = auditOf(tidyOrg({ roles: [snapshotRole(ROLE, "Hidden", null)] }));
    expect(found(report, "escalation-path")).toMatchObject({ state: "investigate", severity: "high" });
    expect(found(report, "hidden-role")).toMatchObject({ state: "investigate", subject: { id: ROLE } });
    expect(report.summary).toMatchObject({ canWidenItself: 0 });
    expect(report.clients[0]?.unknown).toBe(true);
  });

  it("is told at the client where the vendor's role is what it holds", () => {
    const roles = [{ ...snapshotRole(ROLE, "employee", permits("routing:queue:view")), default: true }];
    const report = auditOf(tidyOrg({ roles }));
    expect(found(report, "no-admin-role")).toMatchObject({ subject: { kind: "client", id: CLIENT } });
    expect(report.findings.some(({ subject }) => subject.kind === "role")).toBe(false);
  });
});

describe("checks that only an org allows", () => {
  const calls = (requests: ReadonlyMap<string, { requests: number; successes: number }>): Usage => ({
    read: true,
    days: 90,
    requests,
  });

  it("call a client dormant that made no call, and not one that is younger than the days", () => {
    const old = auditOf(tidyOrg(), { usage: calls(new Map()) });
    expect(found(old, "dormant-client")).toMatchObject({ state: "finding", items: [{ key: "calls" }] });
    expect(old.summary.dormant).toBe(1);
    const young = tidyOrg({
      clients: [{ ...(tidyOrg().clients[0] as never as object), dateCreated: "2026-11-01T00:00:00Z" } as never],
    });
    expect(found(auditOf(young, { usage: calls(new Map()) }), "dormant-client")).toBeUndefined();
    const silent = tidyOrg({ clients: [{ ...(tidyOrg().clients[0] as never as object), dateCreated: null } as never] });
    expect(found(auditOf(silent, { usage: calls(new Map()) }), "dormant-client")).toMatchObject({
      state: "investigate",
    });
  });

  it("tell of a client whose calls all fail", () => {
    const report = auditOf(tidyOrg(), { usage: calls(new Map([[CLIENT, { requests: 7, successes: 0 }]])) });
    expect(found(report, "dormant-client")).toMatchObject({ severity: "low" });
    const used = auditOf(tidyOrg(), { usage: calls(new Map([[CLIENT, { requests: 7, successes: 1 }]])) });
    expect(ids(used)).toEqual([]);
  });

  it("find grants in a deleted division, and cannot say where divisions were hidden", () => {
    const grants = [grant(), grant({ division: OTHER })];
    expect(found(auditOf(tidyOrg({ grants })), "gone-grant")).toMatchObject({
      state: "finding",
      items: [{ key: `${ROLE}/${OTHER}` }],
    });
    const coverage = emptySnapshot().coverage.map((one) =>
      one.part === "divisions" ? { ...one, state: "partly" as const, reason: "Some are hidden." } : one,
    );
    const hidden = auditOf(tidyOrg({ grants, coverage }));
    expect(found(hidden, "gone-grant")).toMatchObject({ state: "investigate" });
    expect(hidden.complete).toBe(false);
  });

  it("find a role that nobody holds, unless grants were hidden", () => {
    const roles = [
      ...tidyOrg().roles,
      { ...snapshotRole(OTHER, "Integration - Old", permits("routing:skill:view")), description: "Left over" },
    ];
    expect(found(auditOf(tidyOrg({ roles })), "unused-role")).toMatchObject({
      state: "finding",
      subject: { id: OTHER },
    });
    const coverage = emptySnapshot().coverage.map((one) =>
      one.part === "user-grants" ? { ...one, state: "not-read" as const, reason: "No." } : one,
    );
    expect(found(auditOf(tidyOrg({ roles, coverage })), "unused-role")).toMatchObject({ state: "investigate" });
  });

  it("rank what a role that nobody holds would allow below what somebody holds", () => {
    const roles = [...tidyOrg().roles, snapshotRole(OTHER, "Idle", permits("authorization:role:edit"))];
    const idle = auditOf(tidyOrg({ roles }));
    expect(found(idle, "no-self-escalation")).toMatchObject({ severity: "low", subject: { id: OTHER } });
    expect(
      found(auditOf(tidyOrg({ roles, grants: [grant(), grant({ role: OTHER })] })), "no-self-escalation")?.severity,
    ).toBe("critical");
  });

  it("find duplicates of clients and of roles", () => {
    const [client] = tidyOrg().clients;
    const [role] = tidyOrg().roles;
    const copy = {
      ...client,
      id: OTHER,
      name: "wallboard (copy)",
      description: "A second one. Owner: wallboard@contoso.example.",
    };
    const report = auditOf(
      tidyOrg({
        clients: [client, copy] as never,
        roles: [role, { ...role, id: USER, name: "Integration - Queues 2" }] as never,
        grants: [grant(), grant({ subject: OTHER }), grant({ subjectKind: "user", subject: USER, role: USER })],
      }),
    );
    expect(found(report, "duplicate-client")?.items[0]?.message).toContain('"wallboard (copy)"');
    expect(found(report, "duplicate-role")?.items[0]?.message).toContain('"Integration - Queues 2"');
  });

  it("tell of clients that are off, that act for users, and that are not listed", () => {
    const [client] = tidyOrg().clients;
    const off = auditOf(
      tidyOrg({ clients: [{ ...client, state: "inactive", dateToDelete: "2026-12-24T00:00:00Z" }] as never }),
    );
    expect(found(off, "inactive-client")?.items[0]?.message).toContain("2026-12-24");
    const code = auditOf(tidyOrg({ clients: [{ ...client, grantType: "CODE" }] as never }));
    expect(found(code, "useless-grant")).toBeDefined();
    const odd = auditOf(tidyOrg({ clients: [{ ...client, grantType: "PASSWORD" }] as never }));
    expect(found(odd, "unknown-client")).toMatchObject({ state: "investigate" });
    const hidden = auditOf(tidyOrg({ clients: [] }));
    expect(found(hidden, "unknown-client")).toMatchObject({ state: "investigate", subject: { id: CLIENT } });
  });

  it("tell who administers the org, and warn at four fifths of its divisions", () => {
    const admin = { ...snapshotRole(OTHER, "admin", permits("authorization:role:edit")), default: true };
    const people = [{ kind: "user" as const, id: USER, name: "ada@contoso.example", state: "active" }];
    const grants = [grant(), grant({ subjectKind: "user", subject: USER, role: OTHER, division: "*" })];
    const report = auditOf(tidyOrg({ roles: [...tidyOrg().roles, admin], people, grants }), { most: 1 });
    expect(found(report, "administrators")?.items[0]?.message).toBe('The user "ada@contoso.example" holds it.');
    expect(found(report, "near-limit")).toMatchObject({ severity: "high" });
    expect(found(auditOf(tidyOrg(), { most: 2 }), "near-limit")).toBeUndefined();
  });
});

describe("a waiver", () => {
  const org = tidyOrg({ grants: [grant({ division: "*" })] });
  const id = `all-divisions-justification/client/${CLIENT}`;
  const waiver = { finding: id, reason: "The wall shows every region", owner: "wallboard team", expires: "2027-01-31" };

  it("stops its finding from counting, and leaves it in the report", () => {
    expect(ids(auditOf(org))).toEqual([id]);
    const report = auditOf(org, { waivers: [waiver] });
    expect(report.findings).toMatchObject([{ id, status: "waived", waiver: { expires: "2027-01-31" } }]);
    expect(report.summary).toMatchObject({ waived: 1, findings: { high: 0 } });
  });

  it("stops counting when it has expired, and is told", () => {
    const report = auditOf(org, { waivers: [{ ...waiver, expires: "2026-11-28" }] });
    expect(report.findings.map(({ check, status }) => [check, status])).toEqual([
      ["all-divisions-justification", "open"],
      ["waiver", "open"],
    ]);
    expect(found(report, "waiver")?.items[0]?.message).toContain("expired on 2026-11-28");
  });

  it("covers single things of a finding, and nothing that comes later", () => {
    const one = { ...waiver, finding: `${id}/${ROLE}` };
    expect(auditOf(org, { waivers: [one] }).findings).toMatchObject([{ id, status: "waived" }]);
    const roles = [
      ...org.roles,
      { ...snapshotRole(OTHER, "Integration - Skills", permits("routing:skill:view")), description: "Names of skills" },
    ];
    const more = { ...org, roles, grants: [...org.grants, grant({ role: OTHER, division: "*" })] };
    expect(auditOf(more, { waivers: [one] }).findings).toMatchObject([{ id, status: "open", items: [{ key: OTHER }] }]);
  });

  it("that matches nothing is told, and none covers what is to be investigated", () => {
    expect(found(auditOf(tidyOrg(), { waivers: [waiver] }), "waiver")?.items[0]?.message).toContain("matches nothing");
    const hidden = tidyOrg({ roles: [snapshotRole(ROLE, "Hidden", null)] });
    const report = auditOf(hidden, { waivers: [{ ...waiver, finding: `escalation-path/client/${CLIENT}` }] });
    expect(found(report, "escalation-path")).toMatchObject({ status: "open" });
    expect(found(report, "waiver")?.items[0]?.message).toContain("investigate");
  });
});
