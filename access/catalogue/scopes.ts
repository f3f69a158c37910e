/**
 * Questions about OAuth scopes, answered from `catalogue/scopes.tsv`. A scope is a family (`routing`), which reads and writes,
 * or `family:readonly`. Families with one form only: `all`, `data-extensions`, `notifications`, `upload` and `user-basic-info` have no
 * readonly form; `audits`, `search` and `streaming-events` have nothing else.
 */
import { lazy } from "../values/lazy.ts";
import { plainLetters } from "../values/letters.ts";
import { readTable } from "./table.ts";

export interface CatalogueScope {
  readonly scope: string;
  /** True for the `:readonly` form. */
  readonly readonly: boolean;
  readonly description: string;
}

const COLUMNS = ["scope", "readonly", "confidence", "operations", "writeOperations", "description"];

/**
 * Has a single form and opens nothing but the caller's own profile and token (the vendor's tools add it to every app).
 * `data-extensions`, `notifications` and `upload` have a single form too, and count as write: two of them open POST and DELETE, and of the
 * third only part is documented.
 */
const HARMLESS = "user-basic-info";

const rows = lazy(
  () =>
    new Map(
      readTable("scopes", COLUMNS).map(([scope = "", readonly, , , , description = ""]) => [
        scope,
        { scope, readonly: readonly === "yes", description } satisfies CatalogueScope,
      ]),
    ),
);

export function scopeExists(scope: string): boolean {
  return rows().has(scope);
}

/** The scope of the catalogue that a text is but for look-alike letters and capitals; itself where it is one. */
export function meantScope(text: string): string | undefined {
  if (scopeExists(text)) return text;
  const plain = plainLetters(text).toLowerCase();
  return scopeExists(plain) ? plain : undefined;
}

/** The catalogue's entry of a scope; undefined when it does not list it. */
export function scope(text: string): CatalogueScope | undefined {
  return rows().get(text);
}

/** Every scope of the catalogue. */
export function allScopes(): Iterable<string> {
  return rows().keys();
}

/** True for each scope that is not a readonly one, `user-basic-info` aside. An unknown scope counts as write. */
export function isWriteScope(text: string): boolean {
  // A misspelled one is told as such (unknown-scope), and judged as the one that is meant.
  const meant = meantScope(text) ?? text;
  return meant !== HARMLESS && !(scope(meant)?.readonly ?? false);
}
