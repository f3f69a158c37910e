/** The trace of one request, from the first hook to the log. */
import { randomUUID } from "node:crypto";
import type { Caller } from "./access/tokens.ts";
import { findOperation, type Operation } from "./catalogue/operations.ts";
import type { RequestLogEntry } from "./http/requestLog.ts";

/** Facts about one request that the server's hooks gather and hand on. */
export interface Trace {
  /** Sent as ININ-Correlation-Id, and as contextId of an error. */
  readonly correlationId: string;
  readonly entry: RequestLogEntry;
  /** Decoded, without query. */
  readonly path: string;
  readonly operation: Operation | undefined;
  caller?: Caller;
  /** An injection that strikes when the work is done: `drop` closes the connection, `hang` never answers. */
  after?: "drop" | "hang";
}

declare module "fastify" {
  interface FastifyRequest {
    trace: Trace;
  }
}

/** A division's id may come as `*` or `%2A`, so paths are compared decoded. */
export function newTrace(method: string, url: string, at: string): Trace {
  const [rawPath = "", query = ""] = url.split("?");
  const operation = findOperation(method, rawPath);
  const path = decodePath(rawPath);
  const known = operation === undefined ? {} : { operation: `${operation.method} ${operation.path}` };
  return { correlationId: randomUUID(), entry: { method, path, query, status: 0, at, ...known }, path, operation };
}

function decodePath(raw: string): string {
  try {
    return decodeURIComponent(raw);
  } catch {
    return raw;
  }
}
