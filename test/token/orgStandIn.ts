/** An org that answers as a test says, and counts: enough of Genesys Cloud for the consumer's side of a token. */
import { type AuthorisedFetch, authorisedFetch, type Credentials, TokenCache } from "../../token/index.ts";

export const LOGIN = "https://login.mypurecloud.de";
export const API = "https://api.mypurecloud.de";

export interface OrgStandIn {
  /** Secrets that get a token, by client id. */
  readonly secrets: Map<string, string>;
  /** Answers to the next logins, before those that follow from `secrets`; "lost" for no answer. */
  readonly logins: (Response | "lost")[];
  /** Answers to the next calls, before those that follow from the token. */
  readonly calls: Response[];
  /** Tokens that work. */
  readonly valid: Set<string>;
  /** Every request: `POST login`, `GET /api/v2/users/me` with its token. */
  readonly seen: string[];
  readonly bodies: unknown[];
  /** The credentials in the consumer's vault. */
  vault: Credentials;
  /** The number of times that the vault was read. */
  reads: number;
  readonly waits: number[];
  now: number;
  readonly tokens: TokenCache;
  readonly call: AuthorisedFetch;
}

export function json(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { "content-type": "application/json", ...headers } });
}

/** @param expiresIn seconds that each token lives */
export function orgStandIn(expiresIn = 3600): OrgStandIn {
  const fetch = async (input: string | URL | Request, init: RequestInit = {}) =>
    answer(org, String(input), init, expiresIn);
  const sleep = async (milliseconds: number) => {
    org.waits.push(milliseconds);
    org.now += milliseconds;
  };
  const waiting = { fetch: fetch as typeof globalThis.fetch, sleep, random: () => 1 };
  const credentials = async () => {
    org.reads += 1;
    return org.vault;
  };
  const tokens = new TokenCache({ loginUrl: LOGIN, credentials, now: () => org.now, ...waiting });
  const org: OrgStandIn = {
    secrets: new Map([["one", "first-secret"]]),
    logins: [],
    calls: [],
    valid: new Set(),
    seen: [],
    bodies: [],
    vault: { clientId: "one", clientSecret: "first-secret" },
    reads: 0,
    waits: [],
    now: 0,
    tokens,
    call: authorisedFetch(tokens, { apiUrl: API, ...waiting }),
  };
  return org;
}

function answer(org: OrgStandIn, url: string, init: RequestInit, expiresIn: number): Response {
  const authorization = new Headers(init.headers).get("authorization") ?? "";
  if (url === `${LOGIN}/oauth/token`) return login(org, authorization, expiresIn);
  const token = authorization.replace("Bearer ", "");
  org.seen.push(`${init.method ?? "GET"} ${new URL(url).pathname} ${token}`);
  org.bodies.push(init.body);
  const next = org.calls.shift();
  if (next) return next;
  return org.valid.has(token) ? json(200, { id: "me" }) : json(401, { message: "Invalid login credentials." });
}

function login(org: OrgStandIn, authorization: string, expiresIn: number): Response {
  org.seen.push("POST login");
  const next = org.logins.shift();
  if (next === "lost") throw new TypeError(`fetch failed with ${authorization}`);
  if (next) return next;
  const [id = "", secret] = Buffer.from(authorization.replace("Basic ", ""), "base64").toString().split(":");
  if (org.secrets.get(id) !== secret) return json(401, { error: "invalid_client", description: `no client ${secret}` });
  const token = `token-${org.seen.length}`;
  org.valid.add(token);
  return json(200, { access_token: token, token_type: "bearer", expires_in: expiresIn });
}
