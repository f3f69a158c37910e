/** OAuth clients that the stack creates, with the grants they are born with. */

import { isExisting, type Spec, type SpecManagedClient } from "../language/spec.ts";
import type { DesiredClient } from "../resources/client.ts";
import { nameOfGeneration } from "../values/generation.ts";
import { compareText, sortedOnce } from "../values/text.ts";
import type { GrantResolver } from "./grantResolver.ts";

/** Sorted by key and generation. */
export function desiredClients(spec: Spec, resolver: GrantResolver): DesiredClient[] {
  return Object.entries(spec.clients)
    .flatMap(([key, client]) => (isExisting(client) ? [] : generationsOf(key, client, resolver)))
    .sort((a, b) => compareText(a.key, b.key) || a.generation - b.generation);
}

/** All generations have the same grants, resolved once. */
function generationsOf(key: string, client: SpecManagedClient, resolver: GrantResolver): DesiredClient[] {
  const { generation: current, keep, deliver } = client.secret;
  const desired = desiredClient(key, client, resolver);
  return [...keep, current].map((generation) => ({
    ...desired,
    generation,
    current: generation === current,
    name: nameOfGeneration(client.name, generation),
    // Only the first generation can have been there before the stack.
    ...(generation === 1 && client.adopted !== undefined && { adopted: client.adopted }),
    ...(generation === current && deliver && { deliver }),
  }));
}

function desiredClient(
  key: string,
  client: SpecManagedClient,
  resolver: GrantResolver,
): Omit<DesiredClient, "generation" | "current" | "name"> {
  const path = ["clients", key];
  return {
    key,
    path,
    description: consoleText(client),
    ...(client.owner !== undefined && { owner: client.owner }),
    ...(client.purpose !== undefined && { purpose: client.purpose }),
    ...(client.dataProtection && { dataProtection: client.dataProtection }),
    access: client.access,
    authorizedGrantType: client.grantType,
    accessTokenValiditySeconds: client.tokenLifetime,
    scope: sortedOnce(client.scopes),
    registeredRedirectUri: sortedOnce(client.redirectUris),
    grants: Object.fromEntries(resolver.resolve(client.grants, path).map(({ roleKey, ...grant }) => [roleKey, grant])),
  };
}

/** The description of the client in the console: its `description` or else its `purpose`, then the owner. */
function consoleText({ description, purpose, owner }: SpecManagedClient): string {
  return [description ?? purpose, owner && `Owner: ${owner}.`].filter(Boolean).join(" ");
}
