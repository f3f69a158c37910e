import { describe, expect, it } from "vitest";
import { auditIndex } from "../../../access/drift/attribute.ts";
import type { AuditEvent } from "../../../access/drift/auditEvent.ts";
import { type Listed, unmanagedIds, unmanagedRows } from "../../../access/drift/unmanaged.ts";
import { ADA, auditEvent, auditReading } from "./auditEvents.ts";

const FROM = "2026-11-15T00:00:00.000Z";
const listed = (kind: Listed["kind"], id: string, created: string | null, description = ""): Listed => ({
  kind,
  id,
  name: `The ${id}`,
  description,
  created,
});
const OLD = listed("client", "old", "2026-01-01T00:00:00.000Z");
const NEW = listed("client", "NEW", "2026-11-20T00:00:00.000Z");
const ROLE = listed("role", "role", null);
const made = (id: string, action = "Create") => auditEvent({ entity: { id, name: null }, action, user: ADA });

function rows(all: readonly Listed[], known?: readonly string[], events: readonly AuditEvent[] = []) {
  const appearance = { managed: new Set(["managed"]), known: known && new Set(known), from: FROM, stack: "prod" };
  return unmanagedRows(all, appearance, auditIndex(auditReading(events), []));
}

describe("clients and roles that appeared", () => {
  it("are new by their day, and roles by the audit, where nobody remembers", () => {
    expect(rows([OLD, NEW, ROLE]).map(({ object }) => object.id)).toEqual(["NEW"]);
    expect(rows([ROLE], undefined, [made("role")])).toMatchObject([
      {
        verdict: "wider",
        since: "2026-11-20T08:00:00.000Z",
        who: { certainty: "exact", actors: [{ name: "Ada Admin" }] },
      },
    ]);
    // A role that got a member is none that was made.
    expect(rows([ROLE], undefined, [made("role", "MemberAdd")])).toEqual([]);
  });

  it("are whatever was not known, however old they say they are, and never what a stack of the run manages", () => {
    expect(rows([OLD, NEW, ROLE, listed("client", "Managed", null)], ["new"]).map(({ object }) => object.id)).toEqual([
      "old",
      "role",
    ]);
    expect(unmanagedIds([NEW, OLD, listed("role", "Managed", null)], { managed: new Set(["managed"]) })).toEqual([
      "new",
      "old",
    ]);
  });

  it("are not hidden by a marker, which anybody can write", () => {
    const [row] = rows([{ ...NEW, description: "Mine [contoso/other/clients/x]" }]);
    expect(row?.todo[0]).toContain("belongs to the stack other of the project contoso");
  });
});
