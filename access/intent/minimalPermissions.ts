/** The least permissions and scopes for a caller of certain operations, with the reason for each. */
import type { AccessKind } from "../catalogue/actions.ts";
import type { Operation } from "../catalogue/operations.ts";
import { type CataloguePermission, permission } from "../catalogue/permissions.ts";
import { isWriteScope } from "../catalogue/scopes.ts";
import { compareText } from "../values/text.ts";
import { holdable } from "./endpoint.ts";
import { leastCover, type Need } from "./leastCover.ts";

export interface MinimalAccess {
  /** Sorted by name; those of `held` that an operation makes use of are among them. */
  readonly permissions: readonly NeededPermission[];
  /** Sorted by name. They limit user-context clients only. */
  readonly scopes: readonly NeededScope[];
  /** Nobody knows which scope opens these. */
  readonly scopeUnknown: readonly Operation[];
  /** No permission is declared, which is not the same as unchecked: ownership rules may apply, and answers may be filtered. */
  readonly withoutPermission: readonly Operation[];
  /** Nobody knows which permission opens these: what is derived here does not. */
  readonly permissionUnknown: readonly Operation[];
  /** They can change something. */
  readonly writes: readonly Operation[];
  /** Deprecated, or a preview: the vendor may withdraw or change them. */
  readonly unsettled: readonly Operation[];
}

export interface NeededPermission {
  readonly permission: string;
  readonly kind: AccessKind;
  readonly divisionAware: CataloguePermission["divisionAware"];
  /** Given by the caller, not chosen here. */
  readonly held: boolean;
  readonly operations: readonly PermissionUse[];
}

/** An operation that a permission opens, and the alternatives that would open it too. */
export interface PermissionUse {
  readonly operation: Operation;
  /** Empty where the operation wants exactly this permission. */
  readonly passedOver: readonly string[];
}

export interface NeededScope {
  readonly scope: string;
  readonly operations: readonly Operation[];
}

export interface MinimalOptions {
  /** Single permissions that the role has anyhow: an operation that they open needs nothing more. */
  readonly held?: Iterable<string>;
}

/**
 * ALL requirements are taken whole. Of ANY requirements the alternative of the least class is taken (read before write before admin), so that
 * the fewest are needed over the whole list; among equals the one that the vendor lists first, older and wider twins last. The order of the
 * operations and repeats do not matter.
 */
export function minimalPermissions(operations: Iterable<Operation>, { held = [] }: MinimalOptions = {}): MinimalAccess {
  const wanted = inOrder(operations);
  const given = new Set(held);
  const needs = wanted.flatMap(permissionNeeds);
  const all = new Set([...given, ...leastCover(needs, permissionClass, given)]);
  return {
    permissions: usedPermissions(wanted, all, given),
    scopes: usedScopes(wanted),
    scopeUnknown: wanted.filter(({ scopes, auth }) => scopes === undefined && auth === "oauth"),
    withoutPermission: wanted.filter(({ match }) => match === "NONE"),
    permissionUnknown: wanted.filter(({ match }) => match === "UNKNOWN"),
    writes: wanted.filter(({ effect }) => effect === "write"),
    unsettled: wanted.filter(({ status }) => status !== "current"),
  };
}

function inOrder(operations: Iterable<Operation>): Operation[] {
  const byText = new Map([...operations].map((one) => [`${one.path} ${one.method}`, one]));
  return [...byText].sort(([a], [b]) => compareText(a, b)).map(([, one]) => one);
}

/** Each of them must be met; of the alternatives of one the preferred stands first. None for an operation that declares no permission. */
export function permissionNeeds(operation: Operation): Need[] {
  if (operation.match === "NONE" || operation.match === "UNKNOWN") return [];
  return operation.match === "ALL" ? holdable(operation).map((one) => [one]) : [preferred(operation)];
}

/**
 * Taken only where nothing else of their class is left. Older: `relate` became `externalContacts`, `bridge` became `integrations`, `read` and
 * `readonly` are odd spellings of `view`. Wider: what changes a queue or a table, where changing its members or rows is enough; schedules with
 * their drafts, where published ones are enough.
 */
const LAST = /^(relate|bridge|architect:datatable):|:(read|readonly)$|^(routing:queue:edit|wfm:schedule:view)$/;

function preferred(operation: Operation): Need {
  const alternatives = holdable(operation);
  return [...alternatives.filter((one) => !LAST.test(one)), ...alternatives.filter((one) => LAST.test(one))];
}

const CLASSES = { read: 0, write: 1, admin: 2 } as const satisfies Record<AccessKind, number>;

/** 0 for one that only reads, 2 for one that administers. */
export function permissionClass(text: string): number {
  return CLASSES[permission(text)?.kind ?? "write"];
}

function usedPermissions(
  operations: readonly Operation[],
  all: ReadonlySet<string>,
  held: ReadonlySet<string>,
): NeededPermission[] {
  const uses = new Map<string, PermissionUse[]>();
  for (const operation of operations) {
    for (const need of permissionNeeds(operation)) {
      const opener = openerOf(need, all);
      const passedOver = need.filter((one) => one !== opener);
      if (opener !== undefined) uses.set(opener, [...(uses.get(opener) ?? []), { operation, passedOver }]);
    }
  }
  return [...uses]
    .sort(([a], [b]) => compareText(a, b))
    .map(([text, uses]) => ({ ...known(text, held), operations: uses }));
}

function known(text: string, held: ReadonlySet<string>): Omit<NeededPermission, "operations"> {
  const { kind = "write", divisionAware = "unknown" } = permission(text) ?? {};
  return { permission: text, kind, divisionAware, held: held.has(text) };
}

/** The permission that opens an operation. With several of them in the role it is one of the least class, then the preferred one. */
function openerOf(need: Need, all: ReadonlySet<string>): string | undefined {
  return need.filter((one) => all.has(one)).sort((a, b) => permissionClass(a) - permissionClass(b))[0];
}

/** A write scope opens what its readonly form opens, so one form of a family is enough. */
function usedScopes(operations: readonly Operation[]): NeededScope[] {
  const scopeClass = (scope: string) => (isWriteScope(scope) ? 1 : 0);
  const chosen = new Set(leastCover(operations.map(scopeNeed), scopeClass));
  const uses = new Map<string, Operation[]>();
  for (const operation of operations) {
    const opener = scopeNeed(operation).find((scope) => chosen.has(scope));
    if (opener !== undefined) uses.set(opener, [...(uses.get(opener) ?? []), operation]);
  }
  return [...uses].sort(([a], [b]) => compareText(a, b)).map(([scope, operations]) => ({ scope, operations }));
}

function scopeNeed({ scopes = [], leastScope }: Operation): Need {
  return leastScope === undefined ? scopes : [leastScope, ...scopes.filter((scope) => scope !== leastScope)];
}
