import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Tokens } from "./access/tokens.ts";
import { ApiError } from "./http/errors.ts";
import { LoginError, tooManyLogins } from "./login.ts";
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

export interface Struck {
  readonly switches: Switches;
  readonly tokens: Tokens;
  /** Connections that a fault left without an answer. */
  readonly hanging: Set<Socket>;
}

/** Lets the first matching fault that skips no more strike, and uses it up by one. Throws ApiError for an answer, hijacks the reply when there is to be none. */
export function strike({ switches, tokens, hanging }: Struck, request: FastifyRequest, reply: FastifyReply): void {
  const fault = takeFault(switches, request.method, request.trace.path);
  if (fault === undefined) return;
  request.trace.entry.fault = fault.kind;
  if (fault.kind === "status") throw faultAnswer(fault, request.trace.path);
  if (fault.kind === "expire-token") {
    tokens.revoke(tokens.authenticate(request.headers.authorization).token);
    throw new ApiError(401, "bad.credentials", "Invalid login credentials.");
  }
  if (fault.kind === "drop-after" || fault.kind === "hang-after") {
    request.trace.after = fault.kind === "drop-after" ? "drop" : "hang";
    return;
  }
  reply.hijack();
  if (fault.kind === "drop-before") request.raw.socket.destroy();
  else hanging.add(request.raw.socket);
}

/** The token endpoint has its own words for "too many" and for wrong credentials. */
function faultAnswer({ status = 500, retryAfter }: Fault, path: string): Error {
  if (path === "/oauth/token" && status === 400) return tooManyLogins();
  if (path === "/oauth/token" && status === 401) return new LoginError(401, "invalid_client", "authentication failed");
  return new ApiError(status, FAULT_CODES[status] ?? "internal.server.error", "Injected fault.", retryAfter);
}

function takeFault(switches: Switches, method: string, path: string): Fault | undefined {
  const matching = switches.faults.filter((it) => matches(it, method, path));
  const fault = matching.find(({ skip }) => !skip);
  for (const it of matching) if (it.skip) it.skip -= 1;
  if (fault === undefined) return undefined;
  fault.times -= 1;
  switches.faults = switches.faults.filter(({ times }) => times > 0);
  return fault;
}

function matches(fault: Fault, method: string, path: string): boolean {
  return fault.times > 0 && (fault.method ?? method).toUpperCase() === method && new RegExp(fault.path).test(path);
}
