/** The error of one call to the org, as one line that a person can act on. */
import { parsePermission } from "../../access/values/permission.ts";

export interface ApiFailure {
  readonly method: string;
  /** Without host and query. */
  readonly path: string;
  /** HTTP status; 0 when the org did not answer. */
  readonly status: number;
  /** The vendor's error code (`missing.permissions`), or the network's (`ECONNREFUSED`). */
  readonly code: string;
  /** The vendor's sentence, in one line, without secrets. */
  readonly detail: string;
  readonly correlationId: string;
  /** A sentence of our own behind the others. */
  readonly note?: string;
}

/**
 * A call failed for good. Holds no request, no header and no body: an HTTP library's own errors carry the access token, and none of
 * them leaves this folder.
 */
export class GenesysApiError extends Error {
  override readonly name = "GenesysApiError";
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly code: string;
  /** The vendor's sentence, without secrets. */
  readonly detail: string;
  readonly correlationId: string;
  /** The permissions that the org says are missing. */
  readonly permissions: readonly string[];

  constructor(failure: ApiFailure) {
    const permissions = permissionsIn(failure.detail);
    super(sentence(failure, permissions));
    this.method = failure.method;
    this.path = failure.path;
    this.status = failure.status;
    this.code = failure.code;
    this.detail = failure.detail;
    this.correlationId = failure.correlationId;
    this.permissions = permissions;
  }
}

export function isStatus(error: unknown, ...statuses: readonly number[]): error is GenesysApiError {
  return error instanceof GenesysApiError && statuses.includes(error.status);
}

/** The vendor ends its 403 sentences with the permissions in square brackets: `… permissions assigned: [a:b:c, d:e:f]`. */
function permissionsIn(detail: string): string[] {
  const list = /\[([^\]]*)\]\s*$/.exec(detail)?.[1] ?? "";
  return list.split(/[\s,]+/).filter((text) => parsePermission(text) !== undefined);
}

function sentence(
  { method, path, status, code, detail, correlationId, note }: ApiFailure,
  missing: readonly string[],
): string {
  const call = `${method} ${path}`;
  if (status === 0) return `${call}: no answer (${code}). ${fixOf(status, code, missing)}`;
  const answer = [code, detail].filter((text) => text !== "").join(": ");
  const trace = correlationId === "" ? "" : ` (correlation id ${correlationId})`;
  const words = [fixOf(status, code, missing), ...(note === undefined ? [] : [note])].join(" ");
  return `${call}: the org answered ${status}${answer === "" ? "" : ` ${answer}`}${trace} ${words}`;
}

/** Refusals that no role mends, by the codes of the vendor's contract. */
const BEYOND_ROLES: ReadonlyMap<string, string> = new Map([
  [
    "authz.policy.denied",
    "An access policy of the org refuses the call, whatever roles the deploying client holds: have an administrator read the policy that the org names.",
  ],
  [
    "ip.not.authorized",
    "The org takes calls from other addresses only: run from one of them, or have an administrator add this one.",
  ],
  ["feature.forbidden", "The org has not bought or switched on what the call belongs to: no role opens it."],
  [
    "app.not.authorized.for.scope",
    "The deploying client lacks the scope that the org names: deploy with a client of the grant type Client Credentials, which scopes do not bind.",
  ],
]);

/** True for a refusal that has nothing to do with the caller's roles. */
export function isBeyondRoles({ code }: Pick<GenesysApiError, "code">): boolean {
  return BEYOND_ROLES.has(code);
}

function fixOf(status: number, code: string, missing: readonly string[]): string {
  if (missing.length > 0) {
    return `Give the deploying OAuth client a role with ${missing.join(" or ")}, in all divisions that the stack works on.`;
  }
  if (code === "missing.division.permissions")
    return "Grant the deploying OAuth client its role in the division too, or in all divisions: it needs authorization:grant:add and delete there.";
  const beyond = BEYOND_ROLES.get(code);
  if (beyond !== undefined) return beyond;
  if (code === "bad.client.role") return "Nobody hands out a role that they do not hold.";
  if (code === "invalid_client")
    return "Check the client id, its secret and the region: a wrong region looks the same.";
  if (status < 300 && status > 0)
    return "Check who answers at this address: the region, the gateway and proxies between.";
  if (status === 0) return "Check the network, the region and the gateway; then run the same command again.";
  if (status === 401) return "Check that the deploying OAuth client is active and its secret is current.";
  if (status === 403) return "Check the roles, divisions and attribute policies of the deploying OAuth client.";
  if (status === 429) return "Wait a few minutes, then run the same command again.";
  if (status >= 500) return "Run the same command again; give the correlation id to Genesys Cloud Care if it stays.";
  return "Correct what the org names, then run the same command again.";
}
