/** Walks a partly valid spec for the checks beside this file. */

import type { YamlPath } from "../../values/yamlPath.ts";
import type { Salvaged } from "../salvage.ts";
import type { RawSpec } from "../schema.ts";

/** The spec as the checks see it: values of the wrong shape are missing. */
export type PartialSpec = Salvaged<RawSpec>;

/** True for a permission that the org's own list has. */
export type OrgKnows = (permission: string) => boolean;

export type PartialGrant = Salvaged<NonNullable<NonNullable<RawSpec["users"]>[string]["grants"]>[number]>;
export type PartialClient = NonNullable<NonNullable<PartialSpec["clients"]>[string]>;
export type PartialManagedClient = Exclude<PartialClient, { readonly existing?: unknown }>;
export type PartialManagedRole = Exclude<
  NonNullable<NonNullable<PartialSpec["roles"]>[string]>,
  { readonly existing?: unknown }
>;

/** A subject of the spec: a client, user or group that it grants roles to. */
export interface Subject {
  readonly path: YamlPath;
  /** True for a client that the stack creates. */
  readonly managedClient: boolean;
  readonly grants: readonly { readonly path: YamlPath; readonly grant: PartialGrant }[];
}

/** Entries of a section that are there at all. */
export function entriesOf<T>(
  section: Readonly<Record<string, T | undefined>> | null | undefined,
): [string, NonNullable<T>][] {
  return Object.entries(section ?? {}).filter((entry): entry is [string, NonNullable<T>] => entry[1] != null);
}

/** True for a role or client that the stack creates, false for a reference to one of the org. */
export function isManaged<T extends object>(entry: T): entry is Exclude<T, { readonly existing?: unknown }> {
  return !("existing" in entry);
}

/** True when the file says nothing there; false when it says something of the wrong shape, which has its own problem. */
export function saysNothing<T extends object>(entry: T, key: keyof T & string): boolean {
  if (!Object.hasOwn(entry, key)) return true;
  const value: unknown = entry[key];
  return value === null || (Array.isArray(value) && value.length === 0);
}

export function subjectsOf(spec: PartialSpec): Subject[] {
  return (["clients", "users", "groups"] as const).flatMap((section) =>
    entriesOf<PartialClient | { readonly grants?: readonly (PartialGrant | undefined)[] | undefined }>(
      spec[section],
    ).map(([key, subject]) => ({
      path: [section, key],
      managedClient: section === "clients" && isManaged(subject),
      grants: (subject.grants ?? []).flatMap((grant, index) =>
        grant ? [{ path: [section, key, "grants", index], grant }] : [],
      ),
    })),
  );
}
