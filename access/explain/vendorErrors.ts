/**
 * Errors of the platform and of its login, by code. Codes and sentences: the generic responses of the vendor's OpenAPI definition, error tables
 * of its SDKs and of public clients. Unverified against a live org: `missing.division.permission` (seen in one client's table only), the
 * status of login errors, and what the API answers when somebody hands out a role that they do not hold.
 */
import type { DiagnosisLayer } from "./diagnosis.ts";

export interface VendorError {
  readonly layer: DiagnosisLayer;
  /** What it means, as a sentence. */
  readonly means: string;
  /** What to do, one imperative sentence each. */
  readonly advice: readonly string[];
}

const TOKEN_ADVICE = [
  "Send the token as `Authorization: Bearer …`, to the API host of the region that issued it.",
  "Get a new token: those of a client live as long as its tokenLifetime, and end with its secret.",
];
const LIMIT_ADVICE = ["Wait as long as the Retry-After header says, and use one token for many calls."];

/** By `code` of the API's error body. */
export const API_ERRORS: ReadonlyMap<string, VendorError> = named({
  "authentication.required": {
    layer: "token",
    means: "The call came without a token.",
    advice: TOKEN_ADVICE,
  },
  "bad.credentials": {
    layer: "token",
    means: "The token is not one of this org and region, was revoked, or has ended.",
    advice: TOKEN_ADVICE,
  },
  "credentials.expired": { layer: "token", means: "The token has ended.", advice: TOKEN_ADVICE },
  "missing.permissions": {
    layer: "permission",
    means: "The caller's roles lack permissions, all of which are needed.",
    advice: [],
  },
  "missing.any.permissions": {
    layer: "permission",
    means: "The caller's roles have none of the permissions, one of which is needed.",
    advice: [],
  },
  "missing.division.permission": {
    layer: "division",
    means: "The caller has the permission, and not in the division of this object.",
    advice: ["Grant the role in the division of the object that was asked for."],
  },
  "not.authorized": {
    layer: "permission",
    means: "The caller may not do this; the platform does not say what is missing.",
    advice: [
      "Ask `genesys-access explain CLIENT --can 'METHOD /api/v2/…'` for the operation that was called.",
      "If a role was handed out: whoever deploys must hold every role that it grants.",
    ],
  },
  "too.many.requests": { layer: "rate-limit", means: "Too many calls in a minute.", advice: LIMIT_ADVICE },
  "too.many.requests.retry.after": { layer: "rate-limit", means: "Too many calls in a minute.", advice: LIMIT_ADVICE },
});

/** By `error` of the login's answer (OAuth 2.0, RFC 6749 section 5.2). */
export const LOGIN_ERRORS: ReadonlyMap<string, VendorError> = named({
  invalid_client: {
    layer: "login",
    means: "The login does not know the client, or its secret is wrong.",
    advice: [
      "Compare id and secret with those of the org, and the region of the login host with that of the org: the right secret in the wrong region looks the same.",
    ],
  },
  invalid_grant: {
    layer: "login",
    means: "The code or assertion is used up, too old, or was issued for another client or redirect URI.",
    advice: ["Sign in again, with exactly the redirect URI that the client has registered."],
  },
  unauthorized_client: {
    layer: "login",
    means: "The client may not use this grant type.",
    advice: ["Compare its grantType in the spec with the one of the request."],
  },
  unsupported_grant_type: {
    layer: "login",
    means: "The login does not know this grant type.",
    advice: ["Correct the `grant_type` of the request."],
  },
  invalid_scope: {
    layer: "scope",
    means: "A scope of the request does not exist, or the client does not declare it.",
    advice: ["Compare the scopes of the request with those of the client in the spec."],
  },
  access_denied: {
    layer: "login",
    means: "The user or the org refused the client.",
    advice: ["Have an admin authorize the client where the org asks for that (oauth:client:authorize)."],
  },
});

/** The login's rate limit comes as `invalid_request` with status 400, not as 429. */
export const LOGIN_RATE_LIMIT: VendorError = {
  layer: "rate-limit",
  means: "Too many tokens in a short time: the login says so with invalid_request and status 400.",
  advice: ["Keep a token for its whole life instead of getting one for each call."],
};

/** Without a code, the status of the answer is all there is. */
export const BY_STATUS: ReadonlyMap<number, VendorError> = new Map([
  [
    401,
    {
      layer: "token",
      means: "The call came without a token, or with one that does not count.",
      advice: TOKEN_ADVICE,
    },
  ],
  [
    403,
    {
      layer: "permission",
      means: "The caller may not do this; the text does not say what is missing.",
      advice: ["Ask `genesys-access explain CLIENT --can 'METHOD /api/v2/…'` for the operation that was called."],
    },
  ],
  [429, { layer: "rate-limit", means: "Too many calls in a minute.", advice: LIMIT_ADVICE }],
]);

export const USER_CONTEXT: VendorError = {
  layer: "grant-type",
  means: "The operation is about the signed-in user, and a client-credentials client has none.",
  advice: ["Call an operation that names the user by id, or use a client with a user-context grant type."],
};

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

/** A map, because codes come from pasted text: `constructor` is none of them. */
function named(errors: Readonly<Record<string, VendorError>>): ReadonlyMap<string, VendorError> {
  return new Map(Object.entries(errors));
}
