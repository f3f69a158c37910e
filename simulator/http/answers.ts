/** Answers that no route gives: errors in the vendor's form, refusals of unknown paths, unreadable bodies. */
import { randomUUID } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import { limit } from "../catalogue/limits.ts";
import { LoginError, loginErrorBody } from "../login.ts";
import type { Trace } from "../trace.ts";
import { ApiError, badRequest, errorBody } from "./errors.ts";

/** The vendor's `request.bytes.max`. */
export const BODY_LIMIT = limit("request-bytes-most");

/** Sends any error as the vendor would: the token endpoint and the API have a body each. */
export function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  if (error instanceof LoginError) return reply.code(error.status).send(loginErrorBody(error));
  const known = error instanceof ApiError ? error : fromFramework(error);
  if (known.retryAfter !== undefined) reply.header("Retry-After", String(known.retryAfter));
  // A request line that Fastify cannot read never reaches the hook that makes the trace.
  const correlationId = request.trace?.correlationId ?? randomUUID();
  return reply.code(known.status).header("ININ-Correlation-Id", correlationId).send(errorBody(known, correlationId));
}

/** Fastify's own refusals in the vendor's words; anything else is a bug of the simulator and says so. */
function fromFramework(error: unknown): ApiError {
  const { statusCode, message } = error as { readonly statusCode?: number; readonly message?: string };
  if (statusCode === 413)
    return new ApiError(413, "request.entity.too.large", `The request body is larger than ${BODY_LIMIT} bytes.`);
  if (statusCode === 415)
    return new ApiError(415, "unsupported.media.type", "The media type of the request is not supported.");
  if (statusCode !== undefined && statusCode < 500) return badRequest(message ?? "The request is malformed.");
  return new ApiError(500, "internal.server.error", `The simulator failed: ${message ?? String(error)}`);
}

/** The error for a request that no route answers: 404 for an unknown path, 501 for an operation that the vendor has and this simulator does not. */
export function refuseUnknown({ operation, path }: Trace): never {
  if (operation === undefined) throw new ApiError(404, "not.found", `No resource matches ${path}.`);
  const { method, path: template } = operation;
  const text = `The caller may use ${method} ${template}, but this simulator does not answer it.`;
  throw new ApiError(501, "not.implemented", text);
}

/** A JSON body; none at all is fine, as the vendor's SDKs name the content type on requests without a body, too. */
export function parseJson(text: string): unknown {
  if (text.trim() === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw badRequest("The request body is not valid JSON.");
  }
}
