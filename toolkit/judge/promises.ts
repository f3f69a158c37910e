/** The promises that a spec makes at a git ref. A change is held to them as well: else it could drop the promise that it breaks. */
import type { Expectation } from "../../access/plan/desired.ts";

/** The base's `cannot` and `only` that the head does not make itself. Dropping a `can` promises less access, which needs no guard. */
export function keptPromises(base: readonly Expectation[], head: readonly Expectation[]): Expectation[] {
  const made = new Set(head.map(identity));
  return base.filter((promise) => promise.kind !== "can" && !made.has(identity(promise))).map(atSection);
}

function identity({ path: _, ...promise }: Expectation): string {
  return JSON.stringify(promise);
}

/** Its own line is in the base: findings point to the client, or to the list of what only some may hold. */
function atSection(promise: Expectation): Expectation {
  return { ...promise, path: promise.kind === "only" ? ["only"] : ["clients", promise.client] };
}
