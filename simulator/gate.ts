/** The checks of every API request before its handler runs: token, rate limit, scopes, permissions. */
import { requireOperation } from "./access/authoriser.ts";
import type { Caller, Tokens } from "./access/tokens.ts";
import { limit } from "./catalogue/limits.ts";
import type { Operation } from "./catalogue/operations.ts";
import { ApiError } from "./http/errors.ts";
import type { RateCounter, Usage } from "./http/rateLimit.ts";
import type { Org } from "./org/org.ts";
import type { Switches } from "./switches.ts";

export interface Gate {
  readonly org: Org;
  readonly tokens: Tokens;
  readonly switches: Switches;
  readonly requests: RateCounter;
}

/** The vendor's headers about the token's bucket; those of a real org when the switch is off. */
export function rateHeaders(switches: Switches, { count, reset }: Usage): Record<string, string> {
  const allowed = switches.requestsPerMinute || limit("requests-per-minute");
  return {
    "inin-ratelimit-count": String(count),
    "inin-ratelimit-allowed": String(allowed),
    "inin-ratelimit-reset": String(reset),
  };
}

/**
 * Counts the request and throws 429 when the minute of its token is used up, or that of its client and user: several tokens of one client
 * share it. The headers tell the token's alone.
 *
 * @param ofToken the use of the token, as the headers tell it
 */
export function requireRate({ switches, requests }: Gate, { client, userId }: Caller, ofToken: Usage): void {
  const { requestsPerMinute, requestsPerMinuteOfClient } = switches;
  const ofClient = requests.count(`${client.id} ${userId ?? ""}`);
  const key = userId === undefined ? "client.credentials.token.rate.per.minute" : "token.rate.per.minute";
  requireWithin(key, requestsPerMinute, ofToken);
  requireWithin("org.app.user.rate.per.minute", requestsPerMinuteOfClient, ofClient);
}

function requireWithin(key: string, most: number, { count, reset }: Usage): void {
  if (most === 0 || count <= most) return;
  const text = `Rate limit exceeded the maximum [${most}] requests within [60] seconds`;
  throw new ApiError(429, "too.many.requests", text, reset, { key, namespace: "platform.api", value: most });
}

/**
 * Throws 403 unless the caller may use the operation. Scopes bind user-context callers only, and only where the org enforces them: a
 * client-credentials client is limited by its roles and divisions alone.
 */
export function requireAccess({ org, switches }: Gate, caller: Caller, operation: Operation): void {
  const { scopes } = operation;
  const bound = switches.enforceScopes && caller.userId !== undefined && scopes.length > 0;
  if (bound && !scopes.some((it) => caller.client.scope.includes(it))) {
    const text = `App not authorized to use scope ${scopes.join(" or ")}.`;
    throw new ApiError(403, "app.not.authorized.for.scope", text);
  }
  requireOperation(org, caller.subjectId, operation);
}
