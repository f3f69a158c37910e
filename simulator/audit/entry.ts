/** One entry of the org's audit, as it is kept, and what is known of whoever made a change. */
import { z } from "zod";

const texts = z.array(z.string());

/** Shapes of the vendor's contract. Entity types and actions are words of its earlier SDKs; which of them a live org uses when, and the names of properties, are plausible ones. */
export const AuditEntrySchema = z.object({
  id: z.string(),
  eventDate: z.string(),
  serviceName: z.string(),
  entityType: z.string(),
  entity: z.object({ id: z.string(), name: z.string() }),
  action: z.string(),
  level: z.enum(["USER", "SYSTEM"]),
  status: z.enum(["SUCCESS", "FAILURE"]),
  userId: z.string().optional(),
  clientId: z.string().optional(),
  /** Those that the request named as its way, then the one that it came from. */
  remoteIp: texts,
  application: z.string().optional(),
  /** `PUT /api/v2/authorization/roles/{roleId}`; absent for what no request did. */
  operation: z.string().optional(),
  /** Entries of one request, or of one release, have the same. */
  transactionId: z.string(),
  /** True for the first one of its transaction. */
  initiator: z.boolean(),
  propertyChanges: z.array(z.object({ property: z.string(), oldValues: texts, newValues: texts })),
  entityChanges: z.array(
    z.object({
      entityId: z.string(),
      entityName: z.string(),
      entityType: z.string(),
      oldValues: texts,
      newValues: texts,
    }),
  ),
  /** The divisions that the entry is about; none: it belongs to no division. Never shown. */
  divisionIds: texts,
});

export type AuditEntry = z.infer<typeof AuditEntrySchema>;
export type PropertyChange = AuditEntry["propertyChanges"][number];
export type EntityChange = AuditEntry["entityChanges"][number];

/** Who or what changed the org. */
export type Cause =
  | {
      readonly kind: "caller";
      readonly clientId: string;
      readonly userId?: string;
      readonly application: string;
      readonly remoteIp: readonly string[];
      readonly operation: string;
      readonly transactionId: string;
    }
  /** The vendor's release or back-fill: by nobody of the org. */
  | { readonly kind: "vendor" }
  /** The platform by itself: a client's last day is over. */
  | { readonly kind: "platform" };
