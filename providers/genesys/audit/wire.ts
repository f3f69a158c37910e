/**
 * Shapes of the answers of the audit API, and an entry of it as the model has it. Source: models of the vendor's JavaScript SDK 262. Texts of entries are the
 * org's own: they are cut, never refused for their length.
 */
import { z } from "zod";
import type { AuditEvent } from "../../../access/drift/auditEvent.ts";
import { AUDIT_LEVELS } from "../../../access/drift/auditEvent.ts";
import { MOST_ROWS_OF_A_PAGE } from "../../../token/bounds.ts";

/** Characters of one text of an entry: a condition of a role is the longest that is known. */
const LONGEST_TEXT = 2000;
/** Values of one property, and properties of one entry: a role has at most as many permissions as the vendor, some two thousand. */
const MOST_VALUES = 5000;
const MOST_CHANGES = 1000;
const MOST_ADDRESSES = 20;

const text = z.string().transform((value) => value.slice(0, LONGEST_TEXT));
const maybeText = text.nullish().transform((value) => value ?? null);

function listOf<T>(one: z.ZodType<T>, most: number) {
  return z
    .array(z.unknown())
    .nullish()
    .transform((rows) => (rows ?? []).slice(0, most))
    .pipe(z.array(one));
}

/** A value that is null stands for nothing. */
const values = z
  .array(z.unknown())
  .nullish()
  .transform((all) => (all ?? []).filter((one) => typeof one === "string").slice(0, MOST_VALUES))
  .pipe(z.array(text));

const reference = z.object({ id: text.nullish(), name: maybeText, type: maybeText }).nullish();

/** The contract promises no field; without an id and a time an entry is of no use. */
const entry = z.object({
  id: z.string().min(1).max(200),
  eventDate: z.string().refine((value) => !Number.isNaN(Date.parse(value)), "it is no time"),
  serviceName: maybeText,
  entityType: maybeText,
  entity: reference,
  action: maybeText,
  level: maybeText,
  status: maybeText,
  user: reference,
  client: reference,
  remoteIp: listOf(text, MOST_ADDRESSES),
  application: maybeText,
  initiatingAction: z.object({ transactionId: maybeText }).nullish(),
  propertyChanges: listOf(z.object({ property: maybeText, oldValues: values, newValues: values }), MOST_CHANGES),
  entityChanges: listOf(
    z.object({ entityType: maybeText, entityId: maybeText, oldValues: values, newValues: values }),
    MOST_CHANGES,
  ),
});

const STATUSES = ["SUCCESS", "FAILURE", "WARNING"] as const;

/** Undefined for what is no entry: the others of its page are read all the same. */
export function eventOf(row: unknown, service: string): AuditEvent | undefined {
  const parsed = entry.safeParse(row);
  if (!parsed.success) return undefined;
  const { id, eventDate, entity, level, status, remoteIp, application, ...rest } = parsed.data;
  const action = rest.action ?? "";
  const own = rest.propertyChanges.map(({ property, oldValues, newValues }) => ({
    property: property ?? "",
    before: oldValues,
    after: newValues,
  }));
  // Another object that changed with it: its type and its id stand for the property.
  const others = rest.entityChanges.map((change) => ({
    property: [change.entityType, change.entityId].filter(Boolean).join(" "),
    before: change.oldValues,
    after: change.newValues,
  }));
  const grant = grantOf(action, entity);
  const client = referenceOf(rest.client);
  const user = referenceOf(rest.user);
  return {
    id,
    at: new Date(eventDate).toISOString(),
    service: rest.serviceName ?? service,
    entityType: rest.entityType ?? entity?.type ?? "",
    entity: grant?.role ?? { id: entity?.id ?? "", name: entity?.name ?? null },
    action,
    level: AUDIT_LEVELS.find((one) => one === level?.toUpperCase()) ?? null,
    status: STATUSES.find((one) => one === status?.toUpperCase()) ?? null,
    // Of a client that acts by itself the org tells the id in both places.
    user: user !== null && user.id === client?.id ? null : user,
    client,
    remoteIp,
    application,
    changes: [...own, ...others, ...(grant?.changes ?? [])],
    initiatedBy: rest.initiatingAction?.transactionId ?? null,
  };
}

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * A grant is told as a member of its role, in a name of the form `subject--role--division`, or an id `role--subject` (seen in live orgs by a public program:
 * genesys-admin-app, js/pages/audit/search.js, 2026-09-16). It is given as a change, with the ids.
 */
function grantOf(action: string, entity: z.infer<typeof reference>): Grant | undefined {
  const way = /^member(add|remove)$/i.exec(action)?.[1]?.toLowerCase();
  if (way === undefined) return undefined;
  const [subject, role, division] = (entity?.name ?? "").split("--");
  const [first, second] = (entity?.id ?? "").split("--");
  const ids =
    ID.test(subject ?? "") && ID.test(role ?? "") ? { subject, role, division } : { subject: second, role: first };
  if (!ID.test(ids.subject ?? "") || ids.role === undefined) return undefined;
  const text = [ids.subject, ...(ids.division ? [`in ${ids.division}`] : [])].join(" ");
  const change = { property: "member", before: way === "add" ? [] : [text], after: way === "add" ? [text] : [] };
  return { role: { id: ids.role, name: null }, changes: [change] };
}

interface Grant {
  readonly role: AuditEvent["entity"];
  readonly changes: AuditEvent["changes"];
}

function referenceOf(one: z.infer<typeof reference>): AuditEvent["user"] {
  return one?.id ? { id: one.id, name: one.name } : null;
}

const rows = z.array(z.unknown()).max(MOST_ROWS_OF_A_PAGE).nullish();
const count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER).nullish();

export const wireRealtimePage = z.object({ entities: rows, total: count, pageCount: count });

export const wireQuery = z.object({ id: z.string().min(1).max(200), state: z.string().nullish() });

export const wireResults = z.object({
  entities: rows,
  cursor: z.string().max(10_000).nullish(),
  /** In place of the entries, where they are many. */
  downloadUrl: z.string().nullish(),
});

const word = z.string().min(1).max(200);

export const wireServiceMap = z.object({
  services: z
    .array(
      z.object({
        name: word,
        entities: z
          .array(z.object({ name: word }))
          .max(MOST_ROWS_OF_A_PAGE)
          .nullish(),
      }),
    )
    .max(MOST_ROWS_OF_A_PAGE)
    .nullish(),
});
