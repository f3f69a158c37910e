/** Entries as an org may send them, read one by one. */
import { describe, expect, it } from "vitest";
import { AuditEventSchema } from "../../../../access/drift/auditEvent.ts";
import { eventOf } from "../../../../providers/genesys/audit/wire.ts";

const [subject, role, division] = ["1", "2", "3"].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`);
const read = (more: object) => eventOf({ id: "e1", eventDate: "2026-06-10T12:00:00Z", ...more }, "PeoplePermissions");

describe("an entry of the audit", () => {
  it("needs an id and a time, and nothing else", () => {
    expect(read({})).toEqual({
      id: "e1",
      at: "2026-06-10T12:00:00.000Z",
      service: "PeoplePermissions",
      entityType: "",
      entity: { id: "", name: null },
      action: "",
      level: null,
      status: null,
      user: null,
      client: null,
      remoteIp: [],
      application: null,
      changes: [],
      initiatedBy: null,
    });
    expect(AuditEventSchema.safeParse(read({})).success).toBe(true);
    for (const wrong of [{ id: "" }, { id: 1 }, { eventDate: "soon" }, { eventDate: null }])
      expect(read(wrong)).toBeUndefined();
    for (const row of [null, 0, "entry", []]) expect(eventOf(row, "PeoplePermissions")).toBeUndefined();
  });

  it("tells a grant by the name that has its three ids, by an id of two, and is left as it is where neither is", () => {
    const member = (entity: object, action = "MemberAdd") => read({ entityType: "Role", action, entity });
    expect(member({ id: role, name: `${subject}--${role}--${division}` })).toMatchObject({
      entity: { id: role, name: null },
      changes: [{ property: "member", before: [], after: [`${subject} in ${division}`] }],
    });
    expect(member({ id: role, name: `${subject}--${role}--*` }, "MemberRemove")).toMatchObject({
      changes: [{ property: "member", before: [`${subject} in *`], after: [] }],
    });
    expect(member({ id: `${role}--${subject}` })).toMatchObject({
      entity: { id: role, name: null },
      changes: [{ property: "member", before: [], after: [subject] }],
    });
    expect(member({ id: role, name: "Night--shift--team" })).toMatchObject({
      entity: { id: role, name: "Night--shift--team" },
      changes: [],
    });
  });

  it("names a client that acts by itself as the client alone, wherever the org puts its id", () => {
    expect(read({ user: { id: "c1" }, client: { id: "c1" } })).toMatchObject({ user: null, client: { id: "c1" } });
    expect(read({ user: { id: "u1", name: "Ada" }, client: { id: "c1" } })).toMatchObject({
      user: { id: "u1", name: "Ada" },
    });
  });

  it("takes a level or a status that nobody knows for none", () => {
    expect(read({ level: "system", status: "Failure" })).toMatchObject({ level: "SYSTEM", status: "FAILURE" });
    expect(read({ level: "PARTNER", status: "MAYBE" })).toMatchObject({ level: null, status: null });
  });

  it("is cut where its texts or its lists are longer than any that is known", () => {
    const oldValues = Array(6000).fill("x".repeat(3000));
    const [change] =
      read({ propertyChanges: [{ property: "p", oldValues, newValues: [1, null, "b"] }] })?.changes ?? [];
    expect([change?.before.length, change?.before[0]?.length, change?.after]).toEqual([5000, 2000, ["b"]]);
    expect(read({ remoteIp: Array(100).fill("192.0.2.1") })?.remoteIp).toHaveLength(20);
  });
});
