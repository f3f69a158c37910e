/** Operations of the Platform API as texts: `GET /api/v2/users/{userId}`. */

export const METHODS: readonly string[] = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"];

/** An operation has a method before its path; a permission has neither blanks nor slashes. */
export function isEndpointText(text: string): boolean {
  return /[\s/]/.test(text.trim());
}

/** `GET /api/v2/users/{userId}`. */
export function printEndpoint({ method, path }: { readonly method: string; readonly path: string }): string {
  return `${method} ${path}`;
}
