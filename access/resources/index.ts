/** The resources of a stack: one row for each type. Providers, policies and the toolkit read them here. */
import { CLIENT } from "./client.ts";
import { DIVISION } from "./division.ts";
import { GRANT } from "./grant.ts";
import * as read from "./read.ts";
import type { ResourceInputs } from "./resourceType.ts";
import { ROLE } from "./role.ts";
import { UNKNOWN } from "./unknown.ts";

/** In the order in which they depend on each other. */
export const RESOURCES = { division: DIVISION, role: ROLE, client: CLIENT, grant: GRANT } as const;

export type ResourceKind = keyof typeof RESOURCES;

const KINDS: ReadonlyMap<string, ResourceKind> = new Map(
  (Object.keys(RESOURCES) as ResourceKind[]).map((kind) => [RESOURCES[kind].token, kind]),
);

/** The kind of a resource by its type token; undefined for resources of other providers. */
export function resourceKind(token: string): ResourceKind | undefined {
  return KINDS.get(token);
}

/** Key and id of every division that a resource gives a role in, except of all divisions together and of those whose id is not known. */
export function divisionsOf({ type, inputs }: ResourceInputs): [string, string][] {
  const kind = resourceKind(type);
  const roles = kind ? RESOURCES[kind].rolesOf(inputs) : [];
  return roles.flatMap(({ divisions }) => {
    if (divisions === UNKNOWN) return [];
    return Object.entries(divisions).flatMap(([key, ref]): [string, string][] => {
      const id = ref !== UNKNOWN && "id" in ref ? ref.id : undefined;
      return read.isKnownText(id) && id !== "*" ? [[key, id]] : [];
    });
  });
}
