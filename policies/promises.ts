/**
 * The promises that a spec makes at a git ref. A change is held to them as well: else it could drop the promise that it breaks. They are about
 * clients, divisions and subjects, not about keys: a key that now stands for something else carries no promise away.
 */
import { isExisting, type Spec } from "../access/language/spec.ts";
import type { ClientExpectation, DesiredAccess, Expectation, OnlyExpectation } from "../access/plan/desired.ts";

/** A spec with the expectations of its plan. */
export interface Promising {
  readonly spec: { readonly value: Spec };
  readonly desired: Pick<DesiredAccess, "expectations">;
}

/** The base's `cannot` and `only` that the head does not make itself. Dropping a `can` promises less access, which needs no guard. */
export function keptPromises(base: Promising, head: Promising): Expectation[] {
  const [before, after] = [base.spec.value, head.spec.value];
  const made = head.desired.expectations;
  return base.desired.expectations.flatMap((promise): Expectation[] => {
    if (promise.kind === "can") return [];
    if (promise.kind === "only") return keptOnly(promise, before, after, made);
    return heldTo(promise.client, before, after)
      .map((client) => forClient(promise, client, before, after))
      .filter((one) => !made.some((own) => own.kind === "cannot" && isAsStrict(own, one)));
  });
}

/**
 * The `cannot` and `only` of another stack of the same organization that hold in this one. Keys of clients mean something in their own stack only:
 * an existing client is the same by its id, a client that a stack makes by its name. Users and groups are the same everywhere.
 */
export function foreignPromises(other: Promising, own: Promising): Expectation[] {
  const [theirs, ours] = [other.spec.value, own.spec.value];
  const made = own.desired.expectations;
  return other.desired.expectations.flatMap((promise): Expectation[] => {
    if (promise.kind === "can") return [];
    if (promise.kind === "only") {
      const subjects = promise.subjects.flatMap((subject) => sameSubjects(subject, theirs, ours));
      const foreign = { ...promise, subjects, path: ["only"] };
      return made.some((one) => one.kind === "only" && isOnlyAsStrict(one, foreign)) ? [] : [foreign];
    }
    const name = nameOf(theirs, promise.client);
    return Object.keys(ours.clients)
      .filter((key) => name !== undefined && nameOf(ours, key) === name)
      .map((key) => forClient(promise, key, theirs, ours))
      .filter((one) => !made.some((mine) => mine.kind === "cannot" && isAsStrict(mine, one)));
  });
}

function sameSubjects(subject: string, theirs: Spec, ours: Spec): string[] {
  if (!subject.startsWith(CLIENTS)) return [subject];
  const id = existingId(theirs, subject.slice(CLIENTS.length));
  const same = id === undefined ? [] : Object.keys(ours.clients).filter((key) => existingId(ours, key) === id);
  return same.map((key) => `${CLIENTS}${key}`);
}

const CLIENTS = "clients.";

function isOnlyAsStrict(own: OnlyExpectation, { permission, subjects }: OnlyExpectation): boolean {
  return own.permission === permission && own.subjects.every((subject) => subjects.includes(subject));
}

/**
 * The head's clients that a promise about a client of the base is held to: the same key, the same name, and each new client where the key is gone
 * or has another name, since nobody can say which of them it has become. None for a client that is removed, with nothing in its place.
 */
function heldTo(key: string, before: Spec, after: Spec): string[] {
  const name = nameOf(before, key);
  const moved = nameOf(after, key) !== name;
  return Object.keys(after.clients).filter((other) => {
    if (nameOf(after, other) === undefined) return false;
    return other === key || nameOf(after, other) === name || (moved && !Object.hasOwn(before.clients, other));
  });
}

/** Undefined for a client that the stack does not make: it can have no promise. */
function nameOf({ clients }: Spec, key: string): string | undefined {
  const client = Object.hasOwn(clients, key) ? clients[key] : undefined;
  return client && !isExisting(client) ? client.name : undefined;
}

/** In the division of the same name; where the head has none of that name, anywhere. */
function forClient(promise: ClientExpectation, client: string, before: Spec, after: Spec): ClientExpectation {
  const { division: _, ...anywhere } = promise;
  const division = promise.division === undefined ? undefined : divisionKey(before, promise.division, after);
  // Its own line is in the base: findings point to the client.
  return { ...anywhere, client, path: ["clients", client], ...(division !== undefined && { division }) };
}

function divisionKey(before: Spec, key: string, after: Spec): string | undefined {
  const name = Object.hasOwn(before.divisions, key) ? before.divisions[key]?.name : key;
  return Object.keys(after.divisions).find((other) => after.divisions[other]?.name === name);
}

function isAsStrict(own: ClientExpectation, { client, need, division }: ClientExpectation): boolean {
  return own.client === client && own.need === need && own.division === division;
}

/** Only those of its subjects that still are who they were; a promise of the head for fewer or the same subjects is as strict. */
function keptOnly(
  promise: OnlyExpectation,
  before: Spec,
  after: Spec,
  made: readonly Expectation[],
): OnlyExpectation[] {
  const subjects = promise.subjects.filter((subject) => isSame(subject, before, after));
  const kept = { ...promise, subjects, path: ["only"] };
  return made.some((own) => own.kind === "only" && isOnlyAsStrict(own, kept)) ? [] : [kept];
}

function isSame(subject: string, before: Spec, after: Spec): boolean {
  if (!subject.startsWith("clients.")) return true;
  const key = subject.slice("clients.".length);
  return existingId(before, key) === existingId(after, key);
}

/** Undefined for a client that the stack makes, or that is not there. */
function existingId({ clients }: Spec, key: string): string | undefined {
  const client = Object.hasOwn(clients, key) ? clients[key] : undefined;
  return client && isExisting(client) ? client.existing : undefined;
}

/** A promise in words, with what it is held to: `cannot routing:queue:edit in EMEA (clients.crm)`. */
export function promiseWords(promise: Expectation): string {
  if (promise.kind === "only") return `only ${promise.permission}`;
  const where = promise.division === undefined ? "" : ` in ${promise.division}`;
  return `${promise.kind} ${promise.need}${where} (clients.${promise.client})`;
}
