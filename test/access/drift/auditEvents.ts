/** Entries of an audit, made by hand. */
import type { AuditEvent, AuditReading } from "../../../access/drift/auditEvent.ts";

export const ADA = { id: "a0000000-0000-4000-8000-000000000001", name: "Ada Admin" };
export const SCRIPT = { id: "c0000000-0000-4000-8000-000000000009", name: "Night Script" };
export const DEPLOYER = { id: "c0000000-0000-4000-8000-000000000001", name: "Deployer" };

let count = 0;

export function auditEvent(event: Partial<AuditEvent>): AuditEvent {
  count += 1;
  return {
    id: `event-${count}`,
    at: "2026-11-20T08:00:00.000Z",
    service: "PeoplePermissions",
    entityType: "Role",
    entity: { id: "none", name: null },
    action: "Update",
    level: "USER",
    status: "SUCCESS",
    user: null,
    client: null,
    remoteIp: [],
    application: null,
    changes: [],
    initiatedBy: null,
    ...event,
  };
}

export function auditReading(events: readonly AuditEvent[], missing: readonly string[] = []): AuditReading {
  return { from: "2026-11-15T00:00:00.000Z", to: "2026-11-29T00:00:00.000Z", events, missing };
}
