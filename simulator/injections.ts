/** Injections: answers that go wrong because a test asked for it. */
import type { Socket } from "node:net";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Tokens } from "./access/tokens.ts";
import { ApiError } from "./http/errors.ts";
import { LoginError, tooManyLogins } from "./login.ts";
import type { Injection, Switches } from "./switches.ts";

const INJECTED_CODES: Readonly<Record<number, string>> = {
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
  /** Connections that an injection left without an answer. */
  readonly hanging: Set<Socket>;
}

/** Lets the first matching injection that skips no more strike, and uses it up by one. Throws ApiError for an answer, hijacks the reply when there is to be none. */
export function strike({ switches, tokens, hanging }: Struck, request: FastifyRequest, reply: FastifyReply): void {
  const injection = takeInjection(switches, request.method, request.trace.path);
  if (injection === undefined) return;
  request.trace.entry.fault = injection.kind;
  if (injection.kind === "status") throw injectedAnswer(injection, request.trace.path);
  if (injection.kind === "expire-token") {
    tokens.revoke(tokens.authenticate(request.headers.authorization).token);
    throw new ApiError(401, "bad.credentials", "Invalid login credentials.");
  }
  if (injection.kind === "drop-after" || injection.kind === "hang-after") {
    request.trace.after = injection.kind === "drop-after" ? "drop" : "hang";
    return;
  }
  reply.hijack();
  if (injection.kind === "drop-before") request.raw.socket.destroy();
  else hanging.add(request.raw.socket);
}

/** The token endpoint has its own words for "too many" and for wrong credentials. */
function injectedAnswer({ status = 500, retryAfter, code, text }: Injection, path: string): Error {
  if (path === "/oauth/token" && status === 400) return tooManyLogins();
  if (path === "/oauth/token" && status === 401) return new LoginError(401, "invalid_client", "authentication failed");
  const usual = INJECTED_CODES[status] ?? "internal.server.error";
  return new ApiError(status, code ?? usual, text ?? "Injected fault.", retryAfter);
}

function takeInjection(switches: Switches, method: string, path: string): Injection | undefined {
  const matching = switches.faults.filter((it) => matches(it, method, path));
  const injection = matching.find(({ skip }) => !skip);
  for (const it of matching) if (it.skip) it.skip -= 1;
  if (injection === undefined) return undefined;
  injection.times -= 1;
  switches.faults = switches.faults.filter(({ times }) => times > 0);
  return injection;
}

function matches(injection: Injection, method: string, path: string): boolean {
  return (
    injection.times > 0 &&
    (injection.method ?? method).toUpperCase() === method &&
    new RegExp(injection.path).test(path)
  );
}
