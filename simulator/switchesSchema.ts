/** The schema of the switches, for values from outside. */
import { z } from "zod";
import { INJECTION_KINDS, type Injection, PERMISSION_ANSWERS, type Switches } from "./switches.ts";

const count = z.number().int().min(0);

const InjectionSchema = z.strictObject({
  method: z.string().optional(),
  path: z.string().refine(isRegExp, "not a regular expression"),
  kind: z.enum(INJECTION_KINDS),
  status: z.number().int().min(400).max(599).optional(),
  code: z.string().optional(),
  text: z.string().optional(),
  retryAfter: count.optional(),
  times: z.number().int().min(1),
  skip: count.optional(),
});

/** Some of the switches, as they come by PUT /simulator/switches or from the command line; unknown names are refused. */
export const SwitchesSchema = z
  .strictObject({
    escalationGuard: z.enum(["off", "role", "permissions"]),
    escalationGuardForUsers: z.enum(["off", "role", "permissions"]),
    deletedClientStays: z.enum(["no", "inactive", "deleted"]),
    scopesRequired: z.boolean(),
    uniqueNames: z.union([z.boolean(), z.literal("divisions")]),
    refuseDeleteOfHeldRole: z.boolean(),
    mostClients: count,
    mostRoles: count,
    mostDivisions: count,
    mostGrantsOfSubject: count,
    expandWildcards: z.boolean(),
    secretOnRead: z.boolean(),
    withoutConditions: z.array(z.string()),
    enforceScopes: z.boolean(),
    requestsPerMinute: count,
    requestsPerMinuteOfClient: count,
    loginsPerMinute: count,
    latencyMs: count,
    readAfterWriteDelayMs: count,
    permissions: z.record(z.string(), z.enum(PERMISSION_ANSWERS)),
    usagePolls: count,
    usageJobs: z.enum(["served", "failing", "absent"]),
    usageRowsMost: count,
    countLogins: z.boolean(),
    auditDelayMs: count,
    auditPolls: count,
    auditQueries: z.enum(["served", "failing"]),
    auditRealtime: z.enum(["served", "absent"]),
    auditDays: count,
    auditServices: z.array(z.string()),
    auditRealtimeServices: z.array(z.string()),
    auditRowsMost: count,
    auditGrants: z.enum(["role", "subject", "untold"]),
    auditVendor: z.boolean(),
    auditByDivision: z.boolean(),
    faults: z.array(InjectionSchema as z.ZodType<Injection>),
  } satisfies Record<keyof Switches, z.ZodType>)
  .partial();

function isRegExp(text: string): boolean {
  try {
    return new RegExp(text) instanceof RegExp;
  } catch {
    return false;
  }
}
