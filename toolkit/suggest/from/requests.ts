/** Requests to the Platform API in addresses, logs, collections of requests and recordings of a browser. */
import { METHODS } from "../../../access/values/endpoint.ts";

/** `/api/v2/…` in an address of any host, or behind a variable such as `{{host}}`; query and fragment left off. */
const PATH = /\/api\/v2\/[^\s"'`?#<>|\\,;)]*/;

/** The path of a request to the API; undefined for any other address. A variable of a collection (`:id`, `{{id}}`) becomes a part like `{id}`. */
export function apiPath(address: string): string | undefined {
  const found = PATH.exec(
    address.replace(/\{\{\s*([^}\s]+)\s*\}\}/g, (text, name) => (/\/api\/v2\/?$/.test(name) ? text : `{${name}}`)),
  );
  const path = found?.[0].replace(/\/:([A-Za-z]\w*)(?=\/|$)/g, "/{$1}").replace(/[./]+$/, "");
  return path === undefined || path === "/api/v2" ? undefined : path;
}

/** `METHOD path` of a line of a log or a list: `"GET /api/v2/users?x=1 HTTP/1.1" 200`, `GET,/api/v2/users`, `curl -X POST https://…`. */
export function requestOfLine(line: string): string | undefined {
  const path = apiPath(line);
  if (path === undefined) return undefined;
  const method = methodOf(line, line.indexOf("/api/v2/"));
  return method === undefined ? undefined : `${method.toUpperCase()} ${path}`;
}

const BEFORE = new RegExp(`\\b(${METHODS.join("|")})\\b`, "gi");
/** In capitals only: a path has words such as `get`. */
const BEHIND = new RegExp(`\\b(${METHODS.join("|")})\\b`);

/** The last method in front of the address, else the first word behind it that is one (columns in another order). */
function methodOf(line: string, at: number): string | undefined {
  return (line.slice(0, at).match(BEFORE) ?? []).at(-1) ?? BEHIND.exec(line.slice(at))?.[0];
}

/** Names that logs and recordings give to the method and the address of a request. */
const METHOD_KEYS = ["method", "httpMethod", "http_method", "verb", "requestMethod", "request_method"];
const ADDRESS_KEYS = ["url", "uri", "path", "templateUri", "template_uri", "requestUri", "request_uri", "request"];

/** `METHOD path` of an object with a method and an address: a line of a JSON log, a request of a recording. */
export function requestOfObject(object: Readonly<Record<string, unknown>>): string | undefined {
  const method = METHOD_KEYS.map((key) => object[key]).find((value) => typeof value === "string");
  const path = ADDRESS_KEYS.flatMap((key) => {
    const value = object[key];
    return typeof value === "string" ? (apiPath(value) ?? []) : [];
  })[0];
  return typeof method === "string" && METHODS.includes(method.toUpperCase()) && path !== undefined
    ? `${method.toUpperCase()} ${path}`
    : undefined;
}
