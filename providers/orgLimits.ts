/** Refusals of an org that is full: what it may have, by its own word. This project knows no such number. */
import { z } from "zod";
import { printable } from "../access/values/untrusted.ts";
import { GenesysApiError } from "./genesys/apiError.ts";
import type { Session } from "./genesys/session.ts";
import { ProviderError } from "./providerError.ts";

/** Codes of the vendor's contract, and the namespace in which the org tells its limits. */
const NAMESPACES: ReadonlyMap<string, string> = new Map([
  ["auth.too.many.clients", "auth.api"],
  ["max.roles.exceeded", "authorization"],
  ["max.scopes.exceeded", "authorization"],
  ["max.role.assignments.exceeded", "authorization"],
]);

const MOST_TOLD = 10;
const LONGEST_KEY = 80;
/** Names of keys are published nowhere: whatever the org lists is told. */
const wireLimits = z.object({ entities: z.array(z.object({ key: z.string(), value: z.number() })) });

/** Runs a write; a refusal for lack of room tells the org's own limits, which anybody may read. */
export async function tellingLimits<T>(session: Session, write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    const namespace = error instanceof GenesysApiError ? NAMESPACES.get(error.code) : undefined;
    if (!(error instanceof GenesysApiError) || namespace === undefined) throw error;
    throw new ProviderError(`${error.message} ${await sentence(session, namespace)}`);
  }
}

async function sentence({ client }: Session, namespace: string): Promise<string> {
  const path = `/api/v2/organizations/limits/namespaces/${namespace}`;
  const { entities } = await client.get(path, wireLimits).catch(() => ({ entities: [] }));
  const told = entities
    .slice(0, MOST_TOLD)
    .map(({ key, value }) => `${printable(key).slice(0, LONGEST_KEY)} ${value}`)
    .join(", ");
  const limits = told === "" ? `GET ${path} tells the limits of the org.` : `The org's own limits there: ${told}.`;
  return `${limits} Remove what nobody needs, or have the vendor raise the limit.`;
}
