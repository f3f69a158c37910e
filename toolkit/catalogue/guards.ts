/** Signs that a source is damaged, cut off or older than what is there: then nothing is written. */
import { type Comparison, NOBODY_KNOWS } from "./compare.ts";
import type { CatalogueChange, VendorFacts } from "./model.ts";

export const GUARDS = ["vanished", "in-use", "unguarded", "domain-jump", "contradicted", "nothing"] as const;
export type GuardName = (typeof GUARDS)[number];

export interface Refusal {
  readonly guard: GuardName;
  readonly message: string;
}

/** How many permissions a domain may have that was not there before. */
const LARGEST_NEW_DOMAIN = 50;
/** Share of operations or permissions that may vanish at once. */
const MOST_VANISHED = 0.01;
/** Share by which the permissions of a domain may grow or shrink at once, and how many may in a small domain. */
const LARGEST_JUMP = 0.1;
const SMALL_JUMP = 5;

/**
 * @param inUse who names a permission (stacks, profiles, rules), by permission
 * @returns why the source is not taken; empty where nothing speaks against it
 */
export function refusals(
  before: VendorFacts,
  { changes, common }: Comparison,
  inUse: ReadonlyMap<string, readonly string[]>,
): Refusal[] {
  const ofKind = (kind: CatalogueChange["kind"]) => changes.filter((one) => one.kind === kind);
  const removed = ofKind("permission-removed");
  return [
    ...(before.operations && common === 0 ? [nothingInCommon()] : []),
    ...vanished("operations", ofKind("operation-removed").length, before.operations?.size ?? 0),
    ...vanished("permissions", removed.length, before.permissions?.size ?? 0),
    ...removed.flatMap(({ what }) => vanishedInUse(what, inUse.get(what) ?? [])),
    ...[...ofKind("permission-renamed"), ...ofKind("permission-split")].flatMap(({ what, after }) =>
      renamedInUse(what, after ?? "", inUse.get(what) ?? []),
    ),
    ...ofKind("requirement-lost").map(unguarded),
    ...domainJumps(before, changes),
    ...ofKind("division-awareness").flatMap(contradicted),
  ];
}

function nothingInCommon(): Refusal {
  return { guard: "nothing", message: "The two sources have no operation in common: one of them is another API." };
}

function vanished(what: string, gone: number, all: number): Refusal[] {
  if (gone <= all * MOST_VANISHED) return [];
  const share = `${((100 * gone) / all).toFixed(1)} %`;
  const message = `${gone} of ${all} ${what} vanish (${share}; ${100 * MOST_VANISHED} % is the most): the source may be cut off, or older than the catalogue.`;
  return [{ guard: "vanished", message }];
}

function vanishedInUse(permission: string, users: readonly string[]): Refusal[] {
  if (users.length === 0) return [];
  return [{ guard: "in-use", message: `${permission} vanishes, but it is used by ${users.join(", ")}.` }];
}

function renamedInUse(permission: string, other: string, users: readonly string[]): Refusal[] {
  if (users.length === 0) return [];
  return [
    { guard: "in-use", message: `${permission} seems to be ${other} now, but it is used by ${users.join(", ")}.` },
  ];
}

function unguarded({ what, before, after }: CatalogueChange): Refusal {
  const now = after === NOBODY_KNOWS ? "has words in place of a permission now" : "asks for no permission now";
  return { guard: "unguarded", message: `${what} asked for ${before} and ${now}: look whether that is true.` };
}

/** One org's word closes no leak that is documented, and opens none, before somebody has looked. */
function contradicted({ what, before, after }: CatalogueChange): Refusal[] {
  if (before === "unknown") return [];
  const does = (answer: string | undefined) => (answer === "yes" ? "limit it" : "do not limit it");
  const message = `${what}: so far divisions ${does(before)}, and now they ${does(after)}: look whether that is true.`;
  return [{ guard: "contradicted", message }];
}

function domainJumps(before: VendorFacts, changes: readonly CatalogueChange[]): Refusal[] {
  const sizes = counts([...(before.permissions?.keys() ?? [])]);
  const gone = counts(changes.flatMap((one) => (one.kind === "permission-removed" ? [one.what] : [])));
  const come = counts(changes.flatMap((one) => (one.kind === "permission-added" ? [one.what] : [])));
  const large = [...come].flatMap(([domain, count]) =>
    sizes.has(domain) || count <= LARGEST_NEW_DOMAIN
      ? []
      : [
          {
            guard: "domain-jump" as const,
            message: `The domain ${domain} is new, and has ${count} permissions at once.`,
          },
        ],
  );
  const jumps = [...sizes].flatMap(([domain, size]) => {
    const jump = Math.max(gone.get(domain) ?? 0, come.get(domain) ?? 0);
    if (jump <= Math.max(SMALL_JUMP, size * LARGEST_JUMP)) return [];
    const message = `The domain ${domain} has ${size} permissions; ${gone.get(domain) ?? 0} vanish and ${come.get(domain) ?? 0} come, more than a tenth.`;
    return [{ guard: "domain-jump" as const, message }];
  });
  return [...jumps, ...large];
}

function counts(permissions: readonly string[]): ReadonlyMap<string, number> {
  const domains = permissions.map((one) => one.split(":")[0] ?? "");
  return new Map([...Map.groupBy(domains, (one) => one)].map(([domain, all]) => [domain, all.length]));
}
