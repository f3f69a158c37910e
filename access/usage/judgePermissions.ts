/**
 * Which of the permissions of a role its holders made use of. A judgement never adds anything, and takes nothing that a call of theirs may have needed:
 * what cannot be decided is not judged, and stays.
 */
import { dependenciesOf } from "../catalogue/dependencies.ts";
import { allOperations, type Operation } from "../catalogue/operations.ts";
import { holdable } from "../intent/endpoint.ts";
import { leastCover } from "../intent/leastCover.ts";
import { permissionClass, permissionNeeds } from "../intent/minimalPermissions.ts";
import { lazy } from "../values/lazy.ts";
import { compareText } from "../values/text.ts";
import type { UsedOperation } from "./usedOperations.ts";

/**
 * `used`: a call that succeeded needs it. `alternative`: such a call is open by another permission of the role as well, which is the cheaper one. `tried`:
 * only calls that failed name it; without it they would fail otherwise. `helps`: the answers of such a call are whole only with it. `kept`: somebody says so.
 * `not-judged`: use cannot tell. Only what is `unused` can go.
 */
export const USE_CLASSES = ["used", "alternative", "tried", "helps", "kept", "not-judged", "unused"] as const;
export type UseClass = (typeof USE_CLASSES)[number];

export interface JudgedPermission {
  readonly permission: string;
  readonly use: UseClass;
  /** One clause without a full stop: why it is kept, or not judged; empty for the others. */
  readonly why: string;
  /** The calls that name it, or for an unused one the operations that it opens. */
  readonly operations: readonly string[];
  readonly requests: number;
  /** The last day with such a call; empty where there is none. */
  readonly lastDay: string;
  /** Ids of the clients whose calls keep it alive, sorted. */
  readonly clients: readonly string[];
}

export interface HeldPermission {
  readonly permission: string;
  /** Why use cannot tell of it, one clause: it was granted too late, or holds under a condition. */
  readonly notJudged?: string;
}

/** An operation or a permission that is never cut, and the reason. */
export interface Kept {
  readonly permissions: readonly string[];
  readonly reason: string;
}

/** Single permissions in their order, each once; `used` is what all holders of them did. */
export function judgePermissions(
  held: readonly HeldPermission[],
  used: readonly UsedOperation[],
  kept: readonly Kept[] = [],
): JudgedPermission[] {
  const names = new Set(held.map(({ permission }) => permission));
  const succeeded = used.filter((one) => one.succeeded && one.operation);
  const needed = new Set(succeeded.flatMap(permissionsOf));
  const cheapest = cheapestOf(succeeded, names);
  const tried = new Set(used.filter((one) => !one.succeeded).flatMap(permissionsOf));
  const helps = helpersOf([...needed].filter((one) => names.has(one)));
  const reasons = new Map(kept.flatMap(({ permissions, reason }) => permissions.map((one) => [one, reason] as const)));
  const unmapped = used.find(isUnmapped);
  const classOf = ({ permission, notJudged }: HeldPermission): readonly [UseClass, string] => {
    if (cheapest.has(permission)) return ["used", ""];
    if (needed.has(permission)) return ["alternative", ""];
    const reason = reasons.get(permission);
    if (reason !== undefined) return ["kept", reason];
    if (tried.has(permission)) return ["tried", ""];
    const helped = helps.get(permission);
    if (helped !== undefined) return ["helps", helped];
    if (notJudged !== undefined) return ["not-judged", notJudged];
    if (!openedBy().has(permission))
      return ["not-judged", "no operation of the catalogue names it, so no call can show it"];
    if (unmapped)
      return ["not-judged", `${unmapped.text} was called, which the catalogue does not know: it may need any of them`];
    return ["unused", ""];
  };
  return [...new Map(held.map((one) => [one.permission, one])).values()].map((one) => {
    const [use, why] = classOf(one);
    const calls = used.filter((call) => permissionsOf(call).includes(one.permission));
    return {
      permission: one.permission,
      use,
      why,
      operations: use === "unused" ? (openedBy().get(one.permission) ?? []) : calls.map(({ text }) => text),
      requests: calls.reduce((sum, { requests }) => sum + requests, 0),
      lastDay:
        calls
          .map(({ lastDay }) => lastDay)
          .sort(compareText)
          .at(-1) ?? "",
      clients: [...new Set(calls.flatMap(({ clients }) => clients))].sort(compareText),
    };
  });
}

/** A call that succeeded by a permission that nobody here knows; a login takes none. */
function isUnmapped({ operation, succeeded, text }: UsedOperation): boolean {
  const isKnown = operation !== undefined && ["ALL", "ANY", "NONE"].includes(operation.match);
  return !isKnown && succeeded && !/^[A-Z]+ \/oauth\/token$/.test(text);
}

/** Every permission that an operation names, needed or one of several: to take any of them could close it. */
function permissionsOf({ operation }: UsedOperation): readonly string[] {
  return operation && operation.match !== "NONE" ? holdable(operation) : [];
}

/** The least that opens the same calls, of what is held: never something new. */
function cheapestOf(succeeded: readonly UsedOperation[], held: ReadonlySet<string>): ReadonlySet<string> {
  const needs = succeeded.flatMap(({ operation }) => (operation ? permissionNeeds(operation) : []));
  const open = needs.map((need) => need.filter((one) => held.has(one))).filter((need) => need.length > 0);
  return new Set(leastCover(open, permissionClass));
}

function helpersOf(needed: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    needed.flatMap((one) => dependenciesOf(one).map(({ needs, why }) => [needs, `for ${one}: ${why}`] as const)),
  );
}

/** The operations that a permission opens, alone or with others, in the order of the catalogue. */
const openedBy = lazy(() => {
  const opened = new Map<string, string[]>();
  for (const operation of allOperations()) {
    for (const one of holdable(operation)) opened.set(one, [...(opened.get(one) ?? []), textOf(operation)]);
  }
  return opened;
});

function textOf({ method, path }: Operation): string {
  return `${method} ${path}`;
}
