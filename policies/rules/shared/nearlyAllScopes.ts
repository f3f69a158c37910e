import { allScopes, scopeExists } from "../../../access/catalogue/scopes.ts";
import { lazy } from "../../../access/values/lazy.ts";

/** Families of scopes: `routing` and `routing:readonly` are one. */
const families = lazy(() => familiesOf(allScopes()));

/**
 * How many families a client names, where that is more than half of all; undefined for any other. The console selects all scopes with one click,
 * and no integration calls half of the platform: whoever names so many has not chosen.
 */
export function nearlyAllScopes(
  scopes: readonly string[],
): { readonly named: number; readonly of: number } | undefined {
  const named = familiesOf(scopes.filter(scopeExists)).size;
  const of = families().size;
  return named * 2 > of ? { named, of } : undefined;
}

function familiesOf(scopes: Iterable<string>): Set<string> {
  return new Set([...scopes].map((scope) => scope.split(":")[0] ?? "").filter((family) => family !== "all"));
}
