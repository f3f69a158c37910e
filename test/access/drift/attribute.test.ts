import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attribute, auditIndex } from "../../../access/drift/attribute.ts";
import type { AuditEvent } from "../../../access/drift/auditEvent.ts";
import { isBackFill } from "../../../access/drift/vendorBackFill.ts";
import { ADA, auditEvent, auditReading, DEPLOYER, SCRIPT } from "./auditEvents.ts";
import { type Gone, IDS, resources, rowsBetween, SHAPE, type Shape } from "./stackOf.ts";

function rowOf(shape: Partial<Shape>, gone: readonly Gone[] = [], backFilled: ReadonlySet<string> = new Set()) {
  const [row] = rowsBetween(resources(SHAPE), resources({ ...SHAPE, ...shape }, new Set(gone)), backFilled);
  if (!row) throw new Error("Nothing changed.");
  return row;
}

function indexOf(events: readonly AuditEvent[], missing: readonly string[] = []) {
  return auditIndex(auditReading(events, missing), [DEPLOYER.id.toUpperCase()]);
}

const SKILL = "routing:skill:view";
const WITH_SKILL = { reader: [...SHAPE.reader, SKILL] };
const EDIT = { entity: { id: IDS.reader, name: "Role reader" } };
const permissions = (before: readonly string[], after: readonly string[]) => [
  { property: "permissions", before: [...before], after: [...after] },
];

describe("who changed it", () => {
  it("is exact where an event on the object has the same values, with address, application and the way", () => {
    const event = auditEvent({
      ...EDIT,
      user: ADA,
      client: { id: "console", name: "Genesys Cloud Admin" },
      remoteIp: ["203.0.113.7"],
      application: "Admin UI",
      changes: permissions(SHAPE.reader, WITH_SKILL.reader),
    });
    expect(attribute(rowOf(WITH_SKILL), indexOf([event]))).toEqual({
      certainty: "exact",
      reason: null,
      actors: [
        {
          event: event.id,
          at: event.at,
          by: "user",
          id: ADA.id,
          name: "Ada Admin",
          through: { id: "console", name: "Genesys Cloud Admin" },
          addresses: ["203.0.113.7"],
          application: "Admin UI",
          action: "Update",
          own: false,
        },
      ],
    });
  });

  it.each([
    ["one text for each permission", [], [SKILL]],
    ["a compact line", ["routing:queue:view"], ["routing:skill:edit,view"]],
    ["the API's policies", [], ['[{"domain":"routing","entityName":"skill","actionSet":["view"]}]']],
    ["a list in one text", ["users:user:view"], [`users:user:view, ${SKILL}`]],
  ])("reads %s", (_, before, after) => {
    const event = auditEvent({ ...EDIT, user: ADA, changes: permissions(before, after) });
    expect(attribute(rowOf(WITH_SKILL), indexOf([event])).certainty).toBe("exact");
  });

  it("is likely where an event on the object says something else, or nothing", () => {
    const renamed = auditEvent({ ...EDIT, user: ADA, changes: [{ property: "name", before: ["a"], after: ["b"] }] });
    expect(attribute(rowOf(WITH_SKILL), indexOf([renamed]))).toMatchObject({ certainty: "likely" });
    expect(attribute(rowOf(WITH_SKILL), indexOf([auditEvent({ ...EDIT, user: ADA })]))).toMatchObject({
      certainty: "likely",
    });
  });

  it("is nobody, with the reason, where no event is there or the audit could not be read", () => {
    const failed = auditEvent({ ...EDIT, status: "FAILURE", changes: permissions([], [SKILL]) });
    const other = auditEvent({ entity: { id: IDS.writer, name: null }, changes: permissions([], [SKILL]) });
    expect(attribute(rowOf(WITH_SKILL), indexOf([failed, other]))).toEqual({
      certainty: "unattributed",
      actors: [],
      reason: "It was not found in the audit of 2026-11-15T00:00Z to 2026-11-29T00:00Z.",
    });
    expect(attribute(rowOf(WITH_SKILL), indexOf([], ["no permission audits:audit:view."])).reason).toBe(
      "The audit could not be read whole: no permission audits:audit:view.",
    );
  });

  it("finds a grant by both of its ends, whichever of them the org calls the entity", () => {
    const south = { divisions: { north: IDS.north, south: IDS.south } };
    const about = (entity: string, after: string[]) =>
      auditEvent({
        entity: { id: entity, name: null },
        client: SCRIPT,
        changes: [{ property: "grants", before: [], after }],
      });
    expect(attribute(rowOf(south), indexOf([about(IDS.crm, [IDS.reader, IDS.south])])).certainty).toBe("exact");
    expect(attribute(rowOf(south), indexOf([about(IDS.reader, [`${IDS.crm}/${IDS.south}`])])).certainty).toBe("exact");
    expect(attribute(rowOf(south), indexOf([about(IDS.crm, [IDS.reader])])).certainty).toBe("likely");
    expect(attribute(rowOf(south), indexOf([about(IDS.crm, [IDS.writer, IDS.south])])).certainty).toBe("unattributed");
    expect(attribute(rowOf(south), indexOf([about(IDS.reader, [IDS.jane, IDS.south])])).certainty).toBe("unattributed");
  });

  it("names whoever deleted something", () => {
    const event = auditEvent({
      entity: { id: IDS.crm, name: "CRM" },
      entityType: "OAuthClient",
      action: "Delete",
      client: SCRIPT,
    });
    const who = attribute(rowOf({}, ["crm"]), indexOf([event]));
    expect(who).toMatchObject({ certainty: "exact", actors: [{ by: "client", name: "Night Script" }] });
  });

  it("prefers somebody else to the client that deploys, and never hides that one", () => {
    const changes = permissions(SHAPE.reader, WITH_SKILL.reader);
    const own = auditEvent({ ...EDIT, client: DEPLOYER, changes });
    const other = auditEvent({ ...EDIT, user: ADA });
    expect(attribute(rowOf(WITH_SKILL), indexOf([own, other]))).toMatchObject({
      certainty: "likely",
      actors: [{ name: "Ada Admin", own: false }],
    });
    expect(attribute(rowOf(WITH_SKILL), indexOf([own]))).toMatchObject({
      certainty: "exact",
      actors: [{ name: "Deployer", own: true }],
    });
  });

  it("is never exact from an event on another object, whatever it says", () => {
    fc.assert(
      fc.property(fc.uuid(), fc.constantFrom(ADA, null), (id, user) => {
        fc.pre(id !== IDS.reader);
        const event = auditEvent({ entity: { id, name: "Role reader" }, user, changes: permissions([], [SKILL]) });
        expect(attribute(rowOf(WITH_SKILL), indexOf([event])).certainty).toBe("unattributed");
      }),
      { numRuns: 30 },
    );
  });
});

describe("a back-fill of the vendor", () => {
  const platform = (entity: string, at = "2026-11-20T03:00:00.000Z") =>
    auditEvent({ at, entity: { id: entity, name: null }, level: "SYSTEM", changes: permissions([], [SKILL]) });
  const burst = [IDS.reader, IDS.writer, "other-role"].map((id) => platform(id));
  const judged = (events: readonly AuditEvent[], backFilled: ReadonlySet<string> = new Set(), isNew = false) => {
    const [row, index] = [rowOf(WITH_SKILL, [], backFilled), indexOf(events)];
    return isBackFill(row, attribute(row, index), index, () => isNew);
  };

  it("is the platform's own change of many roles in a minute, of a permission that is new, or of one in the table", () => {
    expect(judged(burst)).toBe(true);
    expect(judged([platform(IDS.reader)], new Set(), true)).toBe(true);
    expect(judged([platform(IDS.reader)], new Set([SKILL]))).toBe(true);
    expect(judged([], new Set([SKILL]))).toBe(true);
  });

  it("is not one role at one time, and nothing that somebody is named for", () => {
    expect(judged([platform(IDS.reader), platform(IDS.writer), platform("other", "2026-11-20T05:00:00.000Z")])).toBe(
      false,
    );
    expect(judged([])).toBe(false);
    const byHand = auditEvent({ ...EDIT, user: ADA, changes: permissions(SHAPE.reader, WITH_SKILL.reader) });
    expect(judged([...burst.slice(1), byHand], new Set([SKILL]), true)).toBe(false);
  });
});
