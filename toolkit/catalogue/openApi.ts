/** Operations, permissions and scopes of the vendor's OpenAPI document (Swagger 2.0, the org's `/api/v2/docs/swagger`). */
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import { METHODS } from "../../access/values/endpoint.ts";
import { isPlainPermission } from "../../access/values/permission.ts";
import { printable } from "../../access/values/untrusted.ts";
import { Failure } from "../failure.ts";
import type { VendorFacts, VendorOperation } from "./model.ts";

/** The vendor's document has some 15 MB. */
const LARGEST_BYTES = 200_000_000;

type Json = Readonly<Record<string, unknown>>;

/**
 * @param file JSON, also compressed (`.gz`)
 * @throws Failure for a file that is no such document
 */
export function readOpenApi(file: string): VendorFacts {
  return openApiFacts(file, contentOf(file));
}

/**
 * @param source for people
 * @param text JSON
 * @throws Failure for a text that is no such document
 */
export function openApiFacts(source: string, text: string): VendorFacts {
  return openApiFactsOf(source, parsed(source, text));
}

/**
 * The same for a document that is JSON already.
 *
 * @throws Failure for a value that is no such document
 */
export function openApiFactsOf(source: string, document: unknown): VendorFacts {
  const paths = pathsOf(source, document);
  const remarks: string[] = [];
  const operations = new Map<string, VendorOperation>();
  for (const [path, methods] of Object.entries(paths)) {
    for (const [method, operation] of Object.entries(isObject(methods) ? methods : {})) {
      if (!METHODS.includes(method.toUpperCase()) || !isObject(operation)) continue;
      const key = `${method.toUpperCase()} ${path}`;
      if (!/^\/api\/v2\/[\x21-\x7e]+$/.test(path))
        throw new Failure(`${name(source)}: ${name(key)} is no path of the Platform API.`);
      operations.set(key, operationOf(method.toUpperCase(), path, operation, remarks));
    }
  }
  if (operations.size === 0) throw new Failure(`${name(source)} has no operation of the Platform API.`);
  return { source, operations, permissions: undefined, scopes: undefined, remarks };
}

function contentOf(file: string): string {
  try {
    const bytes = readFileSync(file);
    const isCompressed = bytes[0] === 0x1f && bytes[1] === 0x8b;
    return (isCompressed ? gunzipSync(bytes, { maxOutputLength: LARGEST_BYTES }) : bytes).toString("utf8");
  } catch (error) {
    throw new Failure(`${name(file)} cannot be read: ${(error as Error).message}.`);
  }
}

function parsed(source: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new Failure(`${name(source)} is not JSON. Name the vendor's OpenAPI document as JSON.`);
  }
}

function pathsOf(source: string, document: unknown): Json {
  if (isObject(document) && isObject(document["paths"])) return document["paths"];
  throw new Failure(`${name(source)} has no \`paths\`. Name the vendor's OpenAPI document as JSON.`);
}

function operationOf(method: string, path: string, operation: Json, remarks: string[]): VendorOperation {
  const needs = operation["x-inin-requires-permissions"];
  const named = isObject(needs) ? texts(needs["permissions"]) : [];
  // Two flags from before domains, such as `admin`, are permissions too; a sentence is not.
  const permissions = named.filter((one) => isPlainPermission(one) || /^[a-z_]+$/.test(one));
  for (const words of named.filter((one) => !permissions.includes(one))) {
    // To leave out one of several that are needed together would open the operation.
    if (words.includes(":"))
      throw new Failure(`${method} ${path}: ${printable(JSON.stringify(words))} is no permission of Genesys Cloud.`);
    remarks.push(`${method} ${path} has words in place of a permission: "${words}".`);
  }
  const type = isObject(needs) && needs["type"] === "ALL" ? "ALL" : "ANY";
  return {
    method,
    path,
    // Words in place of a permission say that there is a check, and not which.
    match: permissions.length > 0 ? type : named.length > 0 ? "UNKNOWN" : "NONE",
    permissions,
    scopes: scopesOf(`${method} ${path}`, operation["security"]),
    status:
      operation["x-inin-preview"] === true ? "preview" : operation["deprecated"] === true ? "deprecated" : "current",
  };
}

/** What every OAuth scope looks like. */
export const SCOPE = /^[a-z][a-z0-9-]{0,100}(:[a-z0-9-]{1,100})*$/;

/** Entries of `security` are alternatives, each with its scopes. */
function scopesOf(operation: string, security: unknown): readonly string[] | undefined {
  if (!Array.isArray(security)) return undefined;
  const scopes = new Set(security.flatMap((one) => (isObject(one) ? Object.values(one).flatMap(texts) : [])));
  const odd = [...scopes].find((scope) => !SCOPE.test(scope));
  if (odd !== undefined) throw new Failure(`${operation}: ${printable(JSON.stringify(odd))} is no OAuth scope.`);
  return [...scopes];
}

function texts(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === "string") : [];
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function name(text: string): string {
  return printable(text);
}
