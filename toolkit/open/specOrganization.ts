/** The org that a spec is for, also of a spec that is not valid yet. */
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { parse } from "yaml";
import { isUuid } from "../../access/language/values.ts";

/** A lower-case UUID; undefined where there is no such file, or it does not say. */
export function specOrganization(file: string, cwd: string): string | undefined {
  try {
    const value: unknown = parse(readFileSync(resolve(cwd, file), "utf8"));
    const { organization } = (value ?? {}) as { readonly organization?: { readonly id?: unknown } | null };
    const id = organization?.id;
    return typeof id === "string" && isUuid(id) ? id.toLowerCase() : undefined;
  } catch {
    return undefined;
  }
}
