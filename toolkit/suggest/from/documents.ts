/** Requests of a document: a Postman collection, an OpenAPI file, a HAR recording of a browser, a log as JSON. */
import { METHODS } from "../../../access/values/endpoint.ts";
import type { Asked } from "./asked.ts";
import { lineFinder } from "./lineFinder.ts";
import { apiPath, requestOfObject } from "./requests.ts";

type Json = Readonly<Record<string, unknown>>;

export type DocumentKind = "a HAR recording" | "a Postman collection" | "an OpenAPI document" | "a list of requests";

export interface DocumentRead {
  readonly kind: DocumentKind;
  readonly asked: readonly Asked[];
  /** Requests to other addresses than the Platform API. */
  readonly others: number;
}

/**
 * @param file for the places
 * @param text the file, for the lines
 * @param value the file, parsed
 * @returns undefined where the value is none of these documents
 */
export function readDocument(file: string, text: string, value: unknown): DocumentRead | undefined {
  const found = documentOf(value);
  if (found === undefined) return undefined;
  const lineOf = lineFinder(text);
  const asked = found.requests.flatMap(({ address, request }): Asked[] => {
    const line = lineOf(address);
    return request === undefined ? [] : [{ kind: "request", text: request, file, line }];
  });
  return { kind: found.kind, asked, others: found.requests.length - asked.length };
}

interface FoundRequest {
  /** As the file has it, to find its line. */
  readonly address: string;
  /** `METHOD path`; undefined for another address than one of the Platform API. */
  readonly request: string | undefined;
}

function documentOf(value: unknown): { kind: DocumentKind; requests: readonly FoundRequest[] } | undefined {
  if (Array.isArray(value) && value.every((one) => isObject(one) && requestOfObject(one) !== undefined)) {
    return { kind: "a list of requests", requests: value.map((one) => requestIn(one)) };
  }
  if (!isObject(value)) return undefined;
  const log = value["log"];
  if (isObject(log) && Array.isArray(log["entries"]))
    return { kind: "a HAR recording", requests: recorded(log["entries"]) };
  if (isObject(value["paths"])) return { kind: "an OpenAPI document", requests: documented(value, value["paths"]) };
  if (Array.isArray(value["item"])) return { kind: "a Postman collection", requests: collected(value["item"]) };
  return undefined;
}

function recorded(entries: readonly unknown[]): FoundRequest[] {
  return entries.flatMap((entry) => {
    const request = isObject(entry) ? entry["request"] : undefined;
    // A browser asks first whether it may: that is no call.
    return isObject(request) && request["method"] !== "OPTIONS" ? [requestIn(request)] : [];
  });
}

function requestIn(request: Json): FoundRequest {
  const address = ["url", "uri", "path"].map((key) => request[key]).find((one) => typeof one === "string");
  return { address: typeof address === "string" ? address : "", request: requestOfObject(request) };
}

/** Folders hold folders; a request is an object, or only its address, which is a GET. */
function collected(items: readonly unknown[]): FoundRequest[] {
  return items.filter(isObject).flatMap((item) => {
    const request = item["request"];
    const inside = Array.isArray(item["item"]) ? collected(item["item"]) : [];
    if (typeof request === "string") return [postmanRequest("GET", request), ...inside];
    if (!isObject(request)) return inside;
    const url = request["url"];
    const method = typeof request["method"] === "string" ? request["method"] : "GET";
    const raw = isObject(url) ? url["raw"] : url;
    return [postmanRequest(method, typeof raw === "string" ? raw : ""), ...inside];
  });
}

/** A collection often has the host and `/api/v2` in one variable: `{{baseUrl}}/routing/queues`. */
function postmanRequest(method: string, address: string): FoundRequest {
  const path = apiPath(address) ?? apiPath(address.replace(/^\{\{[^}]*\}\}\//, "/api/v2/"));
  return { address, request: path === undefined ? undefined : `${method.toUpperCase()} ${path}` };
}

function documented(document: Json, paths: Json): FoundRequest[] {
  const base = [document["basePath"], ...servers(document)].find(
    (one) => typeof one === "string" && apiPath(`${one}/x`),
  );
  return Object.entries(paths).flatMap(([path, operations]) =>
    Object.keys(isObject(operations) ? operations : {})
      .filter((method) => METHODS.includes(method.toUpperCase()))
      .map((method) => {
        const full = apiPath(path) ?? (base === undefined ? undefined : apiPath(`/api/v2${path}`));
        return { address: path, request: full === undefined ? undefined : `${method.toUpperCase()} ${full}` };
      }),
  );
}

function servers({ servers: list }: Json): unknown[] {
  return Array.isArray(list) ? list.map((one) => (isObject(one) ? one["url"] : undefined)) : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
