/** What a file of any of these forms asks for: a vendor's list, a Postman collection, an OpenAPI or HAR file, a log. */
import { readFileSync, statSync } from "node:fs";
import { parse } from "yaml";
import { printable } from "../../../access/values/untrusted.ts";
import { Failure } from "../../failure.ts";
import type { Asked, Place } from "./asked.ts";
import { type DocumentKind, readDocument } from "./documents.ts";
import { readLines } from "./lines.ts";

/** Recordings of a browser hold the answers too, so they are large. */
const LARGEST_BYTES = 200_000_000;
/** An OpenAPI document as YAML: the vendor's own, as JSON, has some 10 MB. */
const LARGEST_YAML = 20_000_000;

export interface FileRead {
  readonly file: string;
  readonly kind: DocumentKind | "a list or log";
  readonly asked: readonly Asked[];
  readonly skipped: readonly Place[];
  /** Requests to other addresses. */
  readonly others: number;
}

/**
 * @param file a path, or `-` for standard input
 * @throws Failure for a file that cannot be read, is too large or asks for nothing
 */
export function readFile(file: string): FileRead {
  const text = contentOf(file).replace(/^\uFEFF/, "");
  const document = readDocument(file, text, parsed(file, text));
  const read =
    document === undefined
      ? { kind: "a list or log" as const, others: 0, ...readLines(file, text) }
      : { ...document, skipped: [] };
  if (read.asked.length === 0) throw new Failure(asksForNothing(file, read.kind, read.others));
  return { file, ...read };
}

function contentOf(file: string): string {
  try {
    if (file !== "-" && statSync(file).size > LARGEST_BYTES) throw new Error("it is larger than 200 MB");
    return readFileSync(file === "-" ? 0 : file, "utf8");
  } catch (error) {
    throw new Failure(
      `${name(file)} cannot be read: ${(error as Error).message}. Name a text file, or - for standard input.`,
    );
  }
}

/** The value of a JSON or YAML document; undefined for a list, and for a log that has an object on each line. */
function parsed(file: string, text: string): unknown {
  if (/^\s*[[{]/.test(text)) {
    try {
      return JSON.parse(text);
    } catch {
      return undefined;
    }
  }
  if (!/^(openapi|swagger):/m.test(text.slice(0, 100_000)) || text.length > LARGEST_YAML) return undefined;
  try {
    return parse(text, { logLevel: "error" });
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    throw new Failure(
      `${name(file)} looks like an OpenAPI document, but its YAML cannot be read: ${printable(reason ?? "")}`,
    );
  }
}

function asksForNothing(file: string, kind: FileRead["kind"], others: number): string {
  const found = others > 0 ? ` (${others} requests to other addresses)` : "";
  return `${name(file)} has no permission, no scope and no request to /api/v2${found}; it was read as ${kind}. It can be a list of permissions (\`routing:queue:view\` or \`Routing > Queue > View\`), a log with method and path, a Postman collection, an OpenAPI or a HAR file.`;
}

function name(file: string): string {
  return file === "-" ? "Standard input" : printable(file);
}
