/**
 * Errors of the platform and of its login: what the catalogue knows of them, and what to do. The codes are those of the vendor's OpenAPI
 * definition. Unverified against a live org: the status of login errors, and whether the guard (`bad.client.role`) binds a caller that is a
 * client-credentials client itself.
 */
import { type CatalogueError, catalogueError } from "../catalogue/errors.ts";
import type { DiagnosisLayer } from "./diagnosis.ts";

export interface VendorError {
  readonly layer: DiagnosisLayer;
  /** The meaning of the error, as a sentence. */
  readonly means: string;
  /** Steps to take, one imperative sentence each. */
  readonly advice: readonly string[];
}

const ASK_FOR_THE_OPERATION =
  "Ask `genesys-access explain CLIENT --can 'METHOD /api/v2/…'` for the operation that was called.";

/** For every error of a layer that has no advice of its own below. */
const BY_LAYER: Partial<Record<DiagnosisLayer, readonly string[]>> = {
  token: [
    "Send the token as `Authorization: Bearer …`, to the API host of the region that issued it.",
    "Get a new token: those of a client live as long as its tokenLifetime, and end with its secret.",
  ],
  "rate-limit": ["Wait as long as the Retry-After header says, and use one token for many calls."],
  address: ["Have an administrator add the address to the list of the org, or call from one that is on it."],
  product: [
    "Look whether the org has the product and the licence, and whether the feature is switched on: no role opens it.",
  ],
  "access-policy": [
    "Have an administrator read the policy that the text names (Admin > Access policies): no role goes past it.",
  ],
  permission: ["Add the permission that the text names to a role that the caller holds."],
  division: ["Grant the role in the division that the text, or the object that was asked for, names."],
  guard: [
    "Have an administrator grant the roles of the client to whoever deploys (user or client), then deploy again: `genesys-access preflight` names them.",
    "The same holds for a new secret and for every edit of a client, also one that touches no role.",
  ],
  request: ["Correct the request: the text of the answer names the field."],
  "not-found": [
    "Compare id, org and region: an object of another org, a deleted one and one in a division without access look the same.",
  ],
  conflict: ["Read the object again; choose another name where one is taken."],
  limit: [
    "Read the limits of the org (`GET /api/v2/organizations/limits/namespaces/{namespaceName}`, which asks for no permission), or ask for less at once.",
  ],
  service: ["Try again after a pause; with the correlation id the vendor's support can find the call."],
  "grant-type": ["Call an operation that names the user by id, or use a client with a user-context grant type."],
};

/** By `code` of the API, `error` of the login (OAuth 2.0, RFC 6749 section 5.2), or status. */
const BY_CODE: ReadonlyMap<string, readonly string[]> = new Map([
  ["missing.division.permission", ["Grant the role in the division of the object that was asked for."]],
  ["app.not.authorized.for.scope", ["Add the scope to the client in the spec, and ask for it when signing in."]],
  ["auth.invalid.scope", ["Compare the scopes of the client with `genesys-access schema` or the vendor's list."]],
  ["missing.client.scope", ["Give the client at least one scope."]],
  [
    "missing.client.roles",
    ["Give the client at least one grant; a client-credentials client without roles cannot be saved."],
  ],
  [
    "cannot.delete.client",
    [
      "Set the client inactive first. One older than 30 days is removed after seven days only, and can be restored until then.",
    ],
  ],
  [
    "not.authorized",
    [ASK_FOR_THE_OPERATION, "If a role was handed out: whoever deploys must hold every role that it grants."],
  ],
  [
    "invalid_client",
    [
      "Compare id and secret with those of the org, and the region of the login host with that of the org: the right secret in the wrong region looks the same.",
    ],
  ],
  ["invalid_grant", ["Sign in again, with exactly the redirect URI that the client has registered."]],
  ["unauthorized_client", ["Compare its grantType in the spec with the one of the request."]],
  ["unsupported_grant_type", ["Correct the `grant_type` of the request."]],
  ["invalid_scope", ["Compare the scopes of the request with those of the client in the spec."]],
  ["access_denied", ["Have an admin authorize the client where the org asks for that (oauth:client:authorize)."]],
  ["invalid_request", ["Keep a token for its whole life instead of getting one for each call."]],
  ["403", [ASK_FOR_THE_OPERATION]],
]);

/** By `code` of the API's error body. */
export function apiError(code: string): VendorError | undefined {
  return withAdvice(code === "" ? undefined : catalogueError("api", code, ""));
}

/** An error of the API that has no code of its own, by the words of the answer. */
export function errorByText(text: string): VendorError | undefined {
  return withAdvice(catalogueError("api", undefined, text));
}

/** By `error` of the login's answer; its rate limit comes as `invalid_request` with status 400, not as 429, and only the text tells. */
export function loginError(error: string, text: string): VendorError | undefined {
  return withAdvice(catalogueError("login", error, text));
}

/** Without a code, the status of the answer is all there is. */
export function errorByStatus(status: number): VendorError | undefined {
  return withAdvice(catalogueError("status", String(status), ""));
}

/** An answer and no error, so that no code leads to it. */
export const EMPTY_RESULT: VendorError = {
  layer: "division",
  means:
    "The call was allowed, and nothing that it may show matched: objects in divisions where the caller holds no role are left out without a word.",
  advice: [
    "Compare the divisions of the client's grants with those of the objects: `genesys-access explain CLIENT --can … --division …`.",
    "Look whether names were asked for that the client cannot resolve: `genesys-access check` tells it as hidden-dependency.",
    "Check the interval and the filters of the query.",
  ],
};

function withAdvice(error: CatalogueError | undefined): VendorError | undefined {
  if (error === undefined) return undefined;
  const { layer, means, code = "" } = error;
  return { layer, means, advice: BY_CODE.get(code) ?? BY_LAYER[layer] ?? [] };
}
