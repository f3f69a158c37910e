/** One role with the divisions that it is granted in: a grant of a client's own, or one to another subject. */
import { z } from "zod";
import type { YamlPath } from "../values/yamlPath.ts";
import { canonicalFlag, canonicalRecord } from "./canonical.ts";
import * as read from "./read.ts";
import type { Raw, Registration } from "./resourceType.ts";
import { NOT_IN_STACK, NOT_KNOWN } from "./texts.ts";
import { type PartlyKnown, UNKNOWN } from "./unknown.ts";

/** An id that is known now, or the key of something that this stack creates. */
export type Ref = { readonly id: string } | { readonly managed: string };

export interface DesiredRoleDivisions {
  readonly path: YamlPath;
  readonly role: Ref;
  /** By division key (the org's division name where a selector found it); `*` -> `{ id: "*" }` is All-Divisions. */
  readonly divisions: Readonly<Record<string, Ref>>;
  /** The reason for All-Divisions; absent when the spec gives none. */
  readonly justification?: string;
  /** One of the divisions, named or selected, is the Home division. */
  readonly home?: true;
}

/** Inputs, as part of a resource. */
export const roleDivisionsShape = {
  roleId: z.string(),
  /** Division key -> division id; id `*` is all divisions. */
  divisions: z.record(z.string(), z.string()),
  justification: z.string().optional(),
  /** One of the divisions is the Home division; never sent to Genesys Cloud, absent where it is not so. */
  home: z.boolean().optional(),
};

export function canonicalRoleDivisions({ roleId, divisions, justification, home }: Raw): Raw {
  return { roleId, divisions: canonicalRecord(divisions), justification, home: canonicalFlag(home) };
}

export function roleDivisionsFromDesired<Id>(
  { role, divisions, justification, home }: DesiredRoleDivisions,
  stack: Registration<Id>,
) {
  const ids = Object.entries(divisions).map(([key, ref]) => [key, idOf(ref, "divisions", stack)] as const);
  return {
    roleId: idOf(role, "roles", stack),
    divisions: Object.fromEntries(ids),
    ...(justification !== undefined && { justification }),
    ...(home && { home }),
  };
}

function idOf<Id>(ref: Ref, section: "divisions" | "roles", stack: Registration<Id>): string | Id {
  return "id" in ref ? ref.id : stack.idOf(section, ref.managed);
}

/** `role` is known by its key even where its id is not; a division whose id is not known is one that the stack makes. */
export function roleDivisionsToDesired(
  held: unknown,
  role: PartlyKnown<DesiredRoleDivisions>["role"],
  path: PartlyKnown<DesiredRoleDivisions>["path"],
): PartlyKnown<DesiredRoleDivisions> {
  const values = read.record(held);
  if (values === UNKNOWN) return { path, role, divisions: UNKNOWN };
  return {
    path,
    role,
    divisions: read.recordOf(values["divisions"], (id, key) => (read.isKnownText(id) ? { id } : { managed: key })),
    ...read.optional(values, "justification", read.text),
    ...(read.optional(values, "home", read.flag) as Pick<PartlyKnown<DesiredRoleDivisions>, "home">),
  };
}

/** A role of the stack by its key; any other is known by its name only. */
export function roleRef(key: string): Ref {
  return key.endsWith(NOT_IN_STACK) || key.endsWith(NOT_KNOWN) ? { id: key } : { managed: key };
}
