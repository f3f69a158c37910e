/** One entry of the org's own audit: who changed what, and when. Fields and levels are those of the vendor's audit API (POST /api/v2/audits/query). */
import { z } from "zod";

/** `USER` is a person or a client, `SYSTEM` the platform by itself, `GENESYS_INTERNAL` the vendor's staff. */
export const AUDIT_LEVELS = ["USER", "SYSTEM", "GENESYS_INTERNAL"] as const;

/** A named object of the org; the audit may know the id alone. */
const Reference = z.strictObject({ id: z.string(), name: z.string().nullable() });

/** What an entry says of one property: the texts are the org's own and may be cut. */
const PropertyChange = z.strictObject({
  property: z.string(),
  before: z.array(z.string()),
  after: z.array(z.string()),
});

export const AuditEventSchema = z.strictObject({
  id: z.string(),
  /** ISO 8601 in UTC. */
  at: z.iso.datetime(),
  /** `PeoplePermissions` for roles, clients and grants. */
  service: z.string(),
  /** `Role`, `OAuthClient` …: the names of a live org come from its service map and were never verified. */
  entityType: z.string(),
  entity: Reference,
  /** As the org names it: `Create`, `Update`, `Delete` … */
  action: z.string(),
  level: z.enum(AUDIT_LEVELS).nullable(),
  /** A failed attempt is no change. */
  status: z.enum(["SUCCESS", "FAILURE", "WARNING"]).nullable(),
  /** Who did it in person; null for a client of its own, and for the platform. */
  user: Reference.nullable(),
  /** The OAuth client through which it was done; null where the entry names none. */
  client: Reference.nullable(),
  /** Addresses, nearest first, as the org saw them. */
  remoteIp: z.array(z.string()),
  application: z.string().nullable(),
  changes: z.array(PropertyChange),
  /** The id of the action that caused this one, where the entry tells it. */
  initiatedBy: z.string().nullable(),
});

export type AuditEvent = z.infer<typeof AuditEventSchema>;

/** What could be read of an org's audit. Nobody knows how long an org keeps entries: an empty span is no proof that nothing happened. */
export interface AuditReading {
  /** ISO 8601 in UTC, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** Oldest first; ids are unique. */
  readonly events: readonly AuditEvent[];
  /** What was not read and why, a sentence each. Not empty: nothing may be said from the absence of an event. */
  readonly missing: readonly string[];
}
