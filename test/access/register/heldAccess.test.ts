import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { diffAccess } from "../../../access/diff/diffAccess.ts";
import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import { atomsOfRegister } from "../../../access/register/atoms.ts";
import { heldAccess } from "../../../access/register/heldAccess.ts";
import type { Register } from "../../../access/register/model.ts";
import { registerOf } from "../../../access/register/registerOf.ts";
import { registerOrg } from "../../../access/register/registerOrg.ts";
import { desiredFromSnapshot } from "../../../access/snapshot/desired.ts";
import type { Snapshot } from "../../../access/snapshot/model.ts";
import { renderRegisterCsv } from "../../../toolkit/register/render/csv.ts";
import { emptySnapshot, snapshotClient, snapshotId, snapshotRole } from "../../support/snapshots.ts";

const PLACES = { at: () => undefined, role: () => undefined };

const DIVISIONS = [10, 11, 12].map((id) => ({
  id: snapshotId(id),
  name: `Division ${id}`,
  description: "",
  home: false,
}));

const POLICIES = [
  { domain: "routing", entity: "queue", actions: ["view"], condition: null },
  { domain: "routing", entity: "queue", actions: ["*"], condition: null },
  { domain: "recording", entity: "recording", actions: ["view"], condition: null },
  {
    domain: "recording",
    entity: "recording",
    actions: ["view"],
    condition: {
      conjunction: "AND",
      terms: [
        { variableName: "Conversation.mediaType", operator: "EQ", operands: [{ type: "SCALAR", value: "CALL" }] },
      ],
    },
  },
  { domain: "oauth", entity: "client", actions: ["add", "view"], condition: null },
];

/** Orgs in which clients and groups hold several roles in several divisions, some of them covering others. */
const orgs = fc
  .record({
    roles: fc.array(fc.subarray(POLICIES, { minLength: 0 }), { minLength: 1, maxLength: 3 }),
    grants: fc.array(
      fc.record({
        kind: fc.constantFrom("client" as const, "group" as const),
        role: fc.nat(3),
        division: fc.constantFrom("*", ...DIVISIONS.map(({ id }) => id)),
      }),
      { maxLength: 8 },
    ),
  })
  .map(
    ({ roles, grants }): Snapshot => ({
      ...emptySnapshot(),
      divisions: DIVISIONS,
      roles: roles.map((policies, index) => snapshotRole(snapshotId(20 + index), `Role ${index}`, policies)),
      clients: [snapshotClient(snapshotId(1), "Reports")],
      people: [{ kind: "group", id: snapshotId(2), name: "Team", state: "active" }],
      grants: grants.map(({ kind, role, division }) => ({
        subjectKind: kind,
        subject: snapshotId(kind === "client" ? 1 : 2),
        // One of them is no role of the reading.
        role: snapshotId(20 + role),
        division,
      })),
    }),
  );

function registerOfSnapshot(snapshot: Snapshot): Register {
  const desired = desiredFromSnapshot(snapshot);
  const org = registerOrg({
    desired,
    access: effectiveAccess(desired),
    organization: { id: snapshot.organization.id, name: snapshot.organization.name },
    source: { kind: "org", label: "Contoso" },
    complete: true,
    coverage: [],
    roles: [],
    facts: new Map(),
    findings: [],
    waivers: [],
    promises: [],
    notCovered: [],
    at: () => undefined,
  });
  return registerOf([org], { name: "test", version: "0" }, "2026-11-29");
}

describe("the access of a register", () => {
  it("is the difference from nothing: as many atoms, and its digest", () => {
    fc.assert(
      fc.property(orgs, (snapshot) => {
        const access = effectiveAccess(desiredFromSnapshot(snapshot));
        const diff = diffAccess({ ...access, subjects: [], divisions: [] }, access);
        const held = heldAccess(access, PLACES);
        expect(held.atoms).toBe(diff.counts.gained + diff.counts.unknown);
        if (diff.digest) expect(held.digest).toBe(diff.digest.full);
        expect(held.digest).toMatch(/^[0-9a-f]{64}$/);
      }),
    );
  });

  it("has as many rows in a table as atoms, each once, and says so everywhere", () => {
    fc.assert(
      fc.property(orgs, (snapshot) => {
        const register = registerOfSnapshot(snapshot);
        const written = [...atomsOfRegister(register)].map(({ subject, item, division, condition }) =>
          JSON.stringify([subject.id, item.kind, item.name, division.name, condition]),
        );
        expect(written).toHaveLength(register.atoms);
        expect(new Set(written).size).toBe(register.atoms);
        const [head = "", ...rows] = renderRegisterCsv(register, {}).trimEnd().split("\r\n");
        expect(rows).toHaveLength(register.atoms);
        expect(head).toContain(`sha256:${register.digest}`);
      }),
    );
  });

  it("tells of each group of atoms through which grants it is held", () => {
    fc.assert(
      fc.property(orgs, (snapshot) => {
        for (const { holdings, grants } of registerOfSnapshot(snapshot).orgs.flatMap(({ subjects }) => subjects)) {
          for (const { via, divisions, items } of holdings) {
            expect(via.length).toBeGreaterThan(0);
            expect(items.length).toBeGreaterThan(0);
            for (const index of via) expect(grants[index]?.divisions).toEqual(expect.arrayContaining(divisions));
          }
        }
      }),
    );
  });

  it("keeps a client that holds nothing", () => {
    const register = registerOfSnapshot({ ...emptySnapshot(), clients: [snapshotClient(snapshotId(1), "Reports")] });
    expect(register.orgs[0]?.subjects).toMatchObject([{ id: "client:reports", atoms: 0, holdings: [] }]);
  });

  it("is the same whatever the order of the reading", () => {
    fc.assert(
      fc.property(orgs, (snapshot) => {
        const turned = { ...snapshot, grants: snapshot.grants.toReversed(), roles: snapshot.roles.toReversed() };
        expect(registerOfSnapshot(turned).digest).toBe(registerOfSnapshot(snapshot).digest);
      }),
    );
  });
});
