import type { FastifyReply, FastifyRequest } from "fastify";
import type { Tokens } from "./access/tokens.ts";
import { ApiError } from "./http/errors.ts";
import type { Fault, Switches } from "./switches.ts";

const FAULT_CODES: Readonly<Record<number, string>> = {
  400: "bad.request",
  401: "bad.credentials",
  403: "not.authorized",
  404: "not.found",
  409: "general.conflict",
  429: "too.many.requests.retry.after",
  503: "service.unavailable",
  504: "request.timeout",
};

/** Lets the first matching fault strike, and uses it up by one. Throws ApiError for an answer, hijacks the reply when there is to be none. */
export function strike(switches: Switches, tokens: Tokens, request: FastifyRequest, reply: FastifyReply): void {
  const fault = takeFault(switches, request.method, request.trace.path);
  if (fault === undefined) return;
  if (fault.kind === "status") throw faultAnswer(fault);
  if (fault.kind === "expire-token") {
    tokens.revoke(tokens.authenticate(request.headers.authorization).token);
    throw new ApiError(401, "bad.credentials", "Invalid login credentials.");
  }
  if (fault.kind !== "drop-before") {
    request.trace.after = fault.kind === "drop-after" ? "drop" : "hang";
    return;
  }
  reply.hijack();
  request.raw.socket.destroy();
}

function faultAnswer({ status = 500, retryAfter }: Fault): ApiError {
  return new ApiError(status, FAULT_CODES[status] ?? "internal.server.error", "Injected fault.", retryAfter);
}

function takeFault(switches: Switches, method: string, path: string): Fault | undefined {
  const fault = switches.faults.find((it) => matches(it, method, path));
  if (fault === undefined) return undefined;
  fault.times -= 1;
  switches.faults = switches.faults.filter(({ times }) => times > 0);
  return fault;
}

function matches(fault: Fault, method: string, path: string): boolean {
  return fault.times > 0 && (fault.method ?? method).toUpperCase() === method && new RegExp(fault.path).test(path);
}
