/**
 * The org's audit: after every change, what differs from before, and who did it. It is found by comparison, so that no way to change the org is
 * left out; an org starts with an empty one.
 */
import { randomUUID } from "node:crypto";
import type { Org } from "../org/org.ts";
import type { Grant } from "../org/orgData.ts";
import type { Switches } from "../switches.ts";
import type { AuditEntry, Cause } from "./entry.ts";
import { grantParts } from "./grants.ts";
import { CLIENT_KIND, changesOf, KINDS, type Kind, type Row } from "./kinds.ts";
import type { Part } from "./part.ts";

/** Beyond it the oldest are forgotten. */
const MOST_ENTRIES = 50_000;

export class Audit {
  readonly #org: Org;
  readonly #switches: Pick<Switches, "auditGrants" | "auditVendor">;
  readonly #rows = new Map<Kind, Map<string, Row>>();
  readonly #grants: Set<Grant>;
  #entries: AuditEntry[];

  /** @param entries what a data file kept, oldest first */
  constructor(org: Org, switches: Pick<Switches, "auditGrants" | "auditVendor">, entries: readonly AuditEntry[] = []) {
    this.#org = org;
    this.#switches = switches;
    this.#entries = [...entries];
    for (const kind of KINDS) this.#rows.set(kind, new Map(kind.rows(org).map((row) => [row.id, { ...row }])));
    this.#grants = new Set(org.data.grants);
  }

  /** Oldest first. */
  get entries(): readonly AuditEntry[] {
    return this.#entries;
  }

  /** Notes what changed since the last call. */
  record(cause: Cause): void {
    const parts = this.#differences();
    if (parts.length === 0 || (cause.kind === "vendor" && !this.#switches.auditVendor)) return;
    const made = this.#entriesOf(parts, cause);
    for (const entry of made) this.#entries.push(entry);
    if (this.#entries.length > MOST_ENTRIES) this.#entries = this.#entries.slice(-MOST_ENTRIES);
  }

  #entriesOf(parts: readonly Part[], cause: Cause): AuditEntry[] {
    const eventDate = this.#org.timestamp();
    const transactionId = cause.kind === "caller" ? cause.transactionId : randomUUID();
    const { clientId, userId, application, operation, remoteIp = [] } = cause.kind === "caller" ? cause : {};
    return parts.map((part, index) => ({
      ...part,
      id: randomUUID(),
      eventDate,
      level: cause.kind === "caller" ? "USER" : "SYSTEM",
      status: "SUCCESS",
      ...(userId !== undefined && { userId }),
      ...(clientId !== undefined && { clientId }),
      remoteIp: [...remoteIp],
      ...(application !== undefined && { application }),
      ...(operation !== undefined && { operation }),
      transactionId,
      initiator: index === 0,
    }));
  }

  #differences(): Part[] {
    const parts = KINDS.flatMap((kind) => this.#changedRows(kind));
    return merged(parts, this.#changedGrants());
  }

  /** A grant is never changed in place, so that the objects themselves are compared; an org may have ten thousands. */
  #changedGrants(): Part[] {
    const { grants } = this.#org.data;
    const known = this.#grants;
    const come = grants.filter((it) => !known.has(it));
    let gone: Grant[] = [];
    if (known.size + come.length > grants.length) {
      const now = new Set(grants);
      gone = [...known].filter((it) => !now.has(it));
    }
    for (const it of gone) known.delete(it);
    for (const it of come) known.add(it);
    return grantParts(this.#org, gone, come, this.#switches.auditGrants);
  }

  #changedRows(kind: Kind): Part[] {
    const known = this.#rows.get(kind) ?? new Map<string, Row>();
    const rows = kind.rows(this.#org);
    const changed = rows.flatMap((row) => {
      const before = known.get(row.id);
      if (before !== undefined && isSame(kind, before, row)) return [];
      known.set(row.id, { ...row });
      return partOf(kind, before, row);
    });
    if (known.size === rows.length) return changed;
    const living = new Set(rows.map(({ id }) => id));
    const gone = [...known.values()].filter(({ id }) => !living.has(id));
    for (const { id } of gone) known.delete(id);
    return [...gone.flatMap((row) => partOf(kind, row, undefined)), ...changed];
  }
}

/** Lists are replaced and never changed in place. */
function isSame({ properties, isGone }: Kind, before: Row, row: Row): boolean {
  return properties.every((property) => before[property] === row[property]) && isGone(before) === isGone(row);
}

function partOf(kind: Kind, before: Row | undefined, after: Row | undefined): Part[] {
  const row = after ?? before;
  const action = actionOf(kind, before, after);
  const propertyChanges = changesOf(kind, before, after);
  if (row === undefined || (action === "Update" && propertyChanges.length === 0)) return [];
  const { id, name } = row;
  const { serviceName, entityType } = kind;
  const divisionIds = [...new Set([before, after].flatMap((it) => (it === undefined ? [] : kind.divisionIds(it))))];
  return [{ serviceName, entityType, entity: { id, name }, action, propertyChanges, entityChanges: [], divisionIds }];
}

function actionOf({ isGone }: Kind, before: Row | undefined, after: Row | undefined): string {
  if (before === undefined) return "Create";
  if (after === undefined) return "Delete";
  if (isGone(before) === isGone(after)) return "Update";
  return isGone(after) ? "Delete" : "Restore";
}

/** What a request did to a client and to its grants is one entry. */
function merged(parts: readonly Part[], grants: readonly Part[]): Part[] {
  const left = [...grants];
  const own = parts.map((part): Part => {
    const at = left.findIndex(
      ({ entityType, entity }) => entityType === CLIENT_KIND.entityType && entity.id === part.entity.id,
    );
    if (part.entityType !== CLIENT_KIND.entityType || at < 0) return part;
    const [grant] = left.splice(at, 1);
    if (grant === undefined) return part;
    return {
      ...part,
      propertyChanges: [...part.propertyChanges, ...grant.propertyChanges],
      entityChanges: [...part.entityChanges, ...grant.entityChanges],
    };
  });
  return [...own, ...left];
}
