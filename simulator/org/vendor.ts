/**
 * What the vendor changes with its releases while the org runs: permissions that come, that get another name, that are split into several, and those
 * that it adds to roles by itself. It lives as long as the simulator runs; the roles that a release changed are data of the org, and stay.
 */
import { type CataloguePermission, cataloguePermissions } from "../catalogue/permissions.ts";
import type { Backfill } from "./backfill.ts";

/** One release. Permissions are `domain:entity:action`. */
export interface Release {
  /** New ones. Nobody holds them but the default role that has everything. */
  readonly adds?: readonly string[];
  /** Every operation that asked for the first one asks for the second, and roles that held the first hold the second. */
  readonly renames?: readonly { readonly from: string; readonly to: string }[];
  /** Operations that asked for the first one take any of the others, and roles that held it hold all of them. */
  readonly splits?: readonly { readonly from: string; readonly into: readonly string[] }[];
  /** What existing roles get; nothing where the org's `backfillEnabled` is off. */
  readonly backfills?: readonly Backfill[];
  /** Whether divisions limit a permission from now on, in the listing. */
  readonly divisionAware?: Readonly<Record<string, boolean>>;
  /** New OAuth scopes. */
  readonly scopes?: readonly string[];
}

/** The vendor's permissions and scopes as they are after the releases so far. */
export class Vendor {
  /** What stands in place of a permission of the catalogue; itself is not in the map. */
  readonly #replaced = new Map<string, readonly string[]>();
  readonly #added = new Set<string>();
  readonly #aware = new Map<string, boolean>();
  readonly scopes = new Set<string>();

  /** Takes the names of a release; roles are changed by `shipRelease`. */
  take({ adds = [], renames = [], splits = [], divisionAware = {}, scopes = [] }: Release): void {
    for (const one of adds) this.#added.add(one);
    for (const { from, into } of replacementsOf({ renames, splits })) {
      for (const [name, parts] of this.#replaced)
        this.#replaced.set(
          name,
          parts.flatMap((it) => (it === from ? into : [it])),
        );
      if (!this.#added.delete(from)) this.#replaced.set(from, into);
      for (const part of into) this.#added.add(part);
    }
    for (const [name, aware] of Object.entries(divisionAware)) this.#aware.set(name, aware);
    for (const scope of scopes) this.scopes.add(scope);
  }

  /** The names under which a permission of the catalogue exists now. */
  namesOf(permission: string): readonly string[] {
    return this.#replaced.get(permission) ?? [permission];
  }

  /** Every permission that exists now, sorted. */
  permissions(): CataloguePermission[] {
    const kept = cataloguePermissions().filter((it) => !this.#replaced.has(textOf(it)));
    const known = new Set(kept.map(textOf));
    const come = [...this.#added].filter((name) => !known.has(name)).map(newPermission);
    return [...kept, ...come]
      .map((it) => ({ ...it, ...this.#awarenessOf(textOf(it)) }))
      .sort((a, b) => (textOf(a) < textOf(b) ? -1 : 1));
  }

  #awarenessOf(name: string): Partial<CataloguePermission> {
    const aware = this.#aware.get(name);
    return aware === undefined ? {} : { divisionAware: aware ? "yes" : "no" };
  }
}

/** Renames and splits alike: one permission, and what stands in its place. */
export function replacementsOf({ renames = [], splits = [] }: Pick<Release, "renames" | "splits">) {
  return [...renames.map(({ from, to }) => ({ from, into: [to] })), ...splits];
}

function newPermission(name: string): CataloguePermission {
  const [domain = "", entity = "", action = ""] = name.split(":");
  return { domain, entity, action, label: `New: ${entity} ${action}`, divisionAware: "unknown" };
}

function textOf({ domain, entity, action }: CataloguePermission): string {
  return `${domain}:${entity}:${action}`;
}
