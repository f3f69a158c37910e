/** Both sides are judged with the catalogue of this tool. If base or head ships a different one, its effect on permissions is not visible here. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { EffectiveAccess } from "../../access/effective/model.ts";
import { isExisting, type SpecRole } from "../../access/language/spec.ts";
import { compareText } from "../../access/values/text.ts";
import type { SpecSource } from "../open/source.ts";

/** The files that permissions follow from. */
const FILES = ["actions.tsv", "operations.tsv", "permissions-seen.tsv", "permissions.tsv", "profiles.yaml"];
const OWN = join(import.meta.dirname, "..", "..", "catalogue");

export interface CatalogueDoubt {
  note(roles: readonly string[]): string;
}

/** Undefined where no side has a catalogue that differs from this tool's. A side without one says nothing. */
export function catalogueDoubt(sources: readonly SpecSource[]): CatalogueDoubt | undefined {
  const files = FILES.filter((file) => sources.some((source) => differs(source, file)));
  if (files.length === 0) return undefined;
  const names = files.map((file) => `catalogue/${file}`).join(", ");
  return {
    note: (roles) =>
      `Changes of ${names} between base and head: the permissions of ${roles.map((key) => JSON.stringify(key)).join(", ")} follow from it, and were read with the catalogue of this tool.`,
  };
}

function differs(source: SpecSource, file: string): boolean {
  const path = `catalogue/${file}`;
  if (source.onlyFile !== undefined || !source.has(path)) return false;
  try {
    return source.readText(path) !== readFileSync(join(OWN, file), "utf8");
  } catch {
    return true; // a folder, or a link out of the source: nobody can say that it is the same
  }
}

/** Keys of the roles that a profile, endpoints or wildcards give permissions. */
export function doubtfulRoles(sides: readonly EffectiveAccess[]): ReadonlySet<string> {
  const keys = sides.flatMap(({ source }) =>
    Object.entries(source?.value.roles ?? {}).flatMap(([key, role]) => (followsFromCatalogue(role) ? [key] : [])),
  );
  return new Set(keys.sort(compareText));
}

function followsFromCatalogue(role: SpecRole): boolean {
  if (isExisting(role)) return false;
  const lines = role.permissions.map((line) => (typeof line === "string" ? line : line.permission));
  return role.profile !== undefined || role.endpoints.length > 0 || lines.some((line) => line.includes("*"));
}
