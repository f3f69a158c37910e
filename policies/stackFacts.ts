/** Puts the facts of a stack together: in one order, whatever order they came in. */
import { compareText } from "../access/values/text.ts";
import type { StackFacts } from "./facts.ts";

/** Sorted by key, so that a plan and the resources of its stack give equal facts; each existing client once. */
export function makeStackFacts({
  roles,
  clients,
  grants,
  existingClients,
  deliveries,
  ...stack
}: Omit<StackFacts, "kind">): StackFacts {
  return {
    kind: "stack",
    ...stack,
    roles: sortedBy(roles, ({ key }) => key),
    clients: sortedBy(clients, ({ key }) => key),
    grants: sortedBy(grants, ({ key, grants: [grant] }) => `${key}/${grant?.roleKey}`),
    existingClients: sortedBy(
      [...new Map(existingClients.map((client) => [client.key, client])).values()],
      ({ key }) => key,
    ),
    // Unknown as a whole where no spec is at hand.
    deliveries: Array.isArray(deliveries) ? sortedBy(deliveries, ({ client }) => client) : deliveries,
  };
}

function sortedBy<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  return values
    .map((value) => ({ value, key: keyOf(value) }))
    .sort((a, b) => compareText(a.key, b.key))
    .map(({ value }) => value);
}
