/** True for a text that has the form of a permission (three parts), not of a scope (one or two). */
export function looksLikePermission(scope: string): boolean {
  return /^[^\s:]+:[^\s:]+:[^\s:]+$/.test(scope);
}
