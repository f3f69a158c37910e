/** Generations of a client are one subject to the rules: the holdings of each count, and nothing is told twice. */
import { isDeepStrictEqual } from "node:util";
import type { MaybeUnknown } from "../access/resources/unknown.ts";
import type { ClientFacts, SecretFacts } from "./facts.ts";

type Client = MaybeUnknown<ClientFacts>;

/** One client for each key. It is described by its newest generation; grants and secrets are those of all of them. */
export function mergeGenerations<T extends Client>(clients: readonly T[]): T[] {
  const byKey = Map.groupBy(clients, (client) => (client as ClientFacts).key);
  return [...byKey.values()].flatMap((generations) => {
    const [newest, ...older] = [...(generations as ClientFacts[])].sort((a, b) => generationOf(b) - generationOf(a));
    if (!newest) return [];
    return [older.reduce(withOlder, newest) as T];
  });
}

function withOlder(client: ClientFacts, older: ClientFacts): ClientFacts {
  return { ...client, secrets: [...older.secrets, ...client.secrets], grants: union(client.grants, older.grants) };
}

/** Either list may be unknown as a whole: then so are both together. */
function union(a: ClientFacts["grants"], b: ClientFacts["grants"]): ClientFacts["grants"] {
  if (!Array.isArray(a)) return a;
  if (!Array.isArray(b)) return b;
  return [...a, ...b.filter((grant) => !a.some((held) => isDeepStrictEqual(held, grant)))];
}

/** True for two generations of one client of which the rules would say the same. */
export function isSameButGeneration(a: Client, b: Client): boolean {
  const withoutSecrets = (client: Client) => ({ ...(client as ClientFacts), secrets: [] });
  return generationOf(a) !== generationOf(b) && isDeepStrictEqual(withoutSecrets(a), withoutSecrets(b));
}

function generationOf(client: Client): number {
  return (client as { readonly secrets: readonly SecretFacts[] }).secrets[0]?.generation ?? 1;
}
