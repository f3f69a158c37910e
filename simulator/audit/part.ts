/** What an entry says of the change itself, whoever made it. */
import type { AuditEntry } from "./entry.ts";

export type Part = Pick<
  AuditEntry,
  "serviceName" | "entityType" | "entity" | "action" | "propertyChanges" | "entityChanges" | "divisionIds"
>;
