/** Selectors under a lock: they take the divisions that were reviewed, and tell which others match. */
import type { DivisionLock, LockedDivision } from "../language/divisionLock.ts";
import { lockFileOf, sortedDivisions } from "../language/divisionLock.ts";
import { selectorsOf } from "../language/loadLock.ts";
import type { LoadedSpec } from "../language/loadSpec.ts";
import type { Spec } from "../language/spec.ts";
import { type Flaw, quote } from "../values/flaw.ts";
import { type Selector, selectorTest } from "../values/selector.ts";
import { printable } from "../values/untrusted.ts";
import { type KnownDivision, type Select, selectInOrg } from "./divisions.ts";
import type { OrgDivision } from "./orgFacts.ts";

/** The meaning of a spec's selectors in an org: by its lock, or as the org is where it has none. */
export function selectFor({ lock, file }: Pick<LoadedSpec, "lock" | "file">): Select {
  if (!lock) return selectInOrg;
  const take = takeLocked(lock);
  return (selector, all) => {
    const found = selectInOrg(selector, all);
    if ("message" in found) return found;
    const taken = take(selector, found);
    return taken.length > 0 ? taken : nothingLocked(selector, found, file);
  };
}

/**
 * The divisions among `found` that the lock admits, by id. A division that was renamed since counts where the selector takes both names: a new name
 * alone lets it join nothing. What the stack makes itself stands in the spec, and needs no lock.
 */
export function takeLocked(lock: DivisionLock) {
  const names = new Map(lock.divisions.map(({ id, name }) => [id, name]));
  return (selector: Selector, found: readonly KnownDivision[]): KnownDivision[] => {
    const selects = selectorTest(selector);
    return found.filter(({ ref }) => {
      const locked = "id" in ref ? names.get(ref.id.toLowerCase()) : undefined;
      return "managed" in ref || (locked !== undefined && selects(locked));
    });
  };
}

/** The divisions of the org that the selectors of a spec match, sorted; without those that the stack makes itself. */
export function lockable(spec: Spec, org: readonly OrgDivision[]): LockedDivision[] {
  const tests = selectorsOf(spec).map(selectorTest);
  const made = new Set(Object.values(spec.divisions).flatMap(({ name, manage }) => (manage ? [name] : [])));
  const matching = org.filter(({ name }) => !made.has(name) && tests.some((selects) => selects(name)));
  return sortedDivisions(matching.map(({ id, name }) => ({ id: id.toLowerCase(), name })));
}

/** So many divisions are named one by one; whoever may create divisions could otherwise flood a comment. */
const MOST_NAMED = 20;

/** The first line of what a run tells about its selectors; the comment on a pull request finds it again by this line. */
export const SELECTOR_NOTES = "Selectors of divisions:";

/** One sentence for everything that a reader must know about the selectors of a spec in this org; none where org and lock agree. */
export function selectorNotes({ value, file, lock }: LoadedSpec, org: readonly OrgDivision[]): string[] {
  if (selectorsOf(value).length === 0 || value.selectors === "open") return [];
  const [lockFile, command] = [lockFileOf(file), `\`genesys-access lock ${lockArgument(file)}\``];
  if (!lock)
    return [
      `Selectors take every division of the org that matches, whoever gave it its name: there is no ${lockFile}. Write it with ${command}, or write \`selectors: open\` in ${file}.`,
    ];
  const waiting = lockable(value, org).flatMap((one) => whyWaiting(one, lock, value) ?? []);
  const changed = lock.divisions.flatMap((one) => whatBecameOf(one, org) ?? []);
  return [
    ...capped(
      waiting.map((what) => `${what}: it waits. ${command} admits it, by a change of ${lockFile} to be reviewed.`),
      `more divisions of the org wait: ${command} lists them.`,
    ),
    ...capped(
      changed.map((what) => `${what}. ${command} corrects ${lockFile}.`),
      `more divisions of ${lockFile} are not as they were: ${command} lists them.`,
    ),
  ];
}

/** Nothing for a division that some selector takes under both of its names. */
function whyWaiting({ id, name }: LockedDivision, lock: DivisionLock, spec: Spec): string | undefined {
  const what = `The division ${named(name)} (id ${printable(id)}) matches a selector`;
  const before = lock.divisions.find((one) => one.id === id);
  if (before) {
    const tests = selectorsOf(spec).map(selectorTest);
    const joins = tests.some((selects) => selects(name) && !selects(before.name));
    return joins ? `${what} that does not take its locked name ${named(before.name)}` : undefined;
  }
  const other = lock.divisions.find((one) => one.name === name);
  return other
    ? `${what}, and the lock has another division of that name (id ${other.id})`
    : `${what} and is not in the lock`;
}

function whatBecameOf({ id, name }: LockedDivision, org: readonly OrgDivision[]): string | undefined {
  const found = org.find((one) => one.id.toLowerCase() === id);
  if (!found) return `The locked division ${named(name)} (id ${id}) is not in the org any more`;
  return found.name === name
    ? undefined
    : `The locked division ${named(name)} (id ${id}) is called ${named(found.name)} now`;
}

function capped(all: readonly string[], rest: string): string[] {
  const more = all.length - MOST_NAMED;
  return [...all.slice(0, MOST_NAMED), ...(more > 0 ? [`${more} ${rest}`] : [])];
}

function named(name: string): string {
  return printable(quote(name));
}

/** The stack of a file in `stacks/`; any other file by its path. */
function lockArgument(file: string): string {
  return /^stacks\/([^/]+)\.ya?ml$/.exec(file)?.[1] ?? file;
}

function nothingLocked({ match }: Selector, found: readonly KnownDivision[], file: string): Flaw {
  const names = found.slice(0, 3).map(({ name }) => quote(name));
  return {
    code: "nothing-locked",
    message: `${match.map(quote).join(" or ")} matches ${names.join(", ")}${found.length > 3 ? ", …" : ""}, and ${lockFileOf(file)} admits none of them`,
    fix: `Admit them with \`genesys-access lock ${lockArgument(file)}\`, or correct the pattern.`,
  };
}
