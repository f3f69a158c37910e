/** Common kinds of integrations, answered from `catalogue/profiles.yaml`. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import type { Operation } from "../catalogue/operations.ts";
import { ACCESS_LEVELS, type AccessLevel } from "../values/accessLevel.ts";
import { lazy } from "../values/lazy.ts";
import { best, similarity } from "../values/nearest.ts";
import { parseEndpoint } from "./endpoint.ts";
import { type MinimalAccess, minimalPermissions } from "./minimalPermissions.ts";

export interface Profile {
  /** Kebab case: what `profile:` of a role says. */
  readonly name: string;
  readonly title: string;
  /** The level of access that the derived permissions amount to. */
  readonly access: AccessLevel;
  readonly endpoints: readonly string[];
  /** Permissions to take where operations accept several and the general rule would take one that does not do the job. */
  readonly choose: readonly { readonly permission: string; readonly why: string }[];
  /** Remarks to read before using the profile, one sentence or two each. */
  readonly notes: readonly string[];
}

/** Worth of a likeness to a single word of a name. */
const ONE_WORD = 0.8;

const FILE = fileURLToPath(new URL("../../catalogue/profiles.yaml", import.meta.url));

const shape = z.strictObject({
  profiles: z.array(
    z.strictObject({
      name: z.string(),
      title: z.string(),
      access: z.enum(ACCESS_LEVELS),
      endpoints: z.array(z.string()).min(1),
      choose: z.array(z.strictObject({ permission: z.string(), why: z.string() })).default([]),
      notes: z.array(z.string()),
    }),
  ),
});

const profiles = lazy(
  () => new Map<string, Profile>(shape.parse(parse(readFileSync(FILE, "utf8"))).profiles.map((one) => [one.name, one])),
);

/** Every profile, sorted by name as in the file. */
export function allProfiles(): Profile[] {
  return [...profiles().values()];
}

export function profile(name: string): Profile | undefined {
  return profiles().get(name);
}

/** Names that look like `name`, best first; one word of a name may be enough (`walboard`). */
export function nearestProfiles(name: string, count = 3): string[] {
  const likeness = (known: string) =>
    Math.max(similarity(name, known), ...known.split("-").map((word) => ONE_WORD * similarity(name, word)));
  return best(profiles().keys(), likeness, count);
}

/** Operations that a profile calls, in its order. */
export function profileOperations({ name, endpoints }: Profile): Operation[] {
  return endpoints.map((text) => {
    const parsed = parseEndpoint(text);
    if (!parsed.ok) throw new Error(`${FILE}: profile ${name}: ${parsed.flaw.message}. Restore the file.`);
    return parsed.operation;
  });
}

/** The permissions and scopes that a role with this profile needs. */
export function profileAccess(one: Profile): MinimalAccess {
  return minimalPermissions(profileOperations(one), { held: one.choose.map(({ permission }) => permission) });
}
