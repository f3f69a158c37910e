/**
 * Patterns over division names: `*` stands for any text, `?` for any one character, all else for itself. Glob libraries match file paths and give
 * `/`, a leading `.`, braces and brackets a meaning that names do not have.
 */

/** True when a pattern is a plain name. */
export function isLiteral(pattern: string): boolean {
  return !/[*?]/.test(pattern);
}

/** A test whether a name matches any of the patterns; upper and lower case differ. */
export function nameMatcher(patterns: readonly string[]): (name: string) => boolean {
  const expressions = patterns.map(toRegExp);
  return (name) => expressions.some((expression) => expression.test(name));
}

function toRegExp(pattern: string): RegExp {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, "\\$&")
    .replace(/\*+/g, ".*")
    .replaceAll("?", ".");
  return new RegExp(`^${source}$`, "su");
}
