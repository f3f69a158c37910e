/** OAuth scopes as texts: a family (`routing`), which reads and writes, or its readonly form (`routing:readonly`). */

const READONLY = ":readonly";

export function isReadonlyScope(scope: string): boolean {
  return scope.endsWith(READONLY);
}

/** True when a client that declares `held` may call whatever `wanted` opens: a family opens what its readonly form opens. */
export function scopeCovers(held: string, wanted: string): boolean {
  return held === wanted || `${held}${READONLY}` === wanted;
}
