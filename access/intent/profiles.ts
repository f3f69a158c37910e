/** Common kinds of integrations, answered from `catalogue/profiles.yaml`. */
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { z } from "zod";
import type { Operation } from "../catalogue/operations.ts";
import { ACCESS_LEVELS, type AccessLevel } from "../values/accessLevel.ts";
import { lazy } from "../values/lazy.ts";
import { nearest, slips } from "../values/nearest.ts";
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

/**
 * Names that `name` is nearly, best first. Otherwise those that have its words (`walboard`, `wfm-adherence`): only ones that read, since a word is little to go by.
 */
export function nearestProfiles(name: string, count = 3): string[] {
  const whole = nearest(name, profiles().keys(), count);
  if (whole.length > 0) return whole;
  const words = name.split(/[-_\s]/);
  return allProfiles()
    .filter(({ access }) => access === "read-only")
    .filter((known) => words.every((one) => known.name.split("-").some((word) => slips(one, word) !== undefined)))
    .slice(0, count)
    .map((known) => known.name);
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
