/** POST /oauth/token. Its errors have a shape of their own, `{error, description, error_description}`, unlike the API's. */
import { secretMatches } from "./access/secrets.ts";
import type { Tokens } from "./access/tokens.ts";
import type { RateCounter } from "./http/rateLimit.ts";
import type { Org } from "./org/org.ts";
import type { Client } from "./org/orgData.ts";
import type { Switches } from "./switches.ts";

/** A refused login. */
export class LoginError extends Error {
  readonly status: number;
  readonly error: string;

  constructor(status: number, error: string, description: string) {
    super(description);
    this.name = "LoginError";
    this.status = status;
    this.error = error;
  }
}

export function loginErrorBody({ error, message }: LoginError): Record<string, string> {
  return { error, description: message, error_description: message };
}

export interface LoginDesk {
  readonly org: Org;
  readonly tokens: Tokens;
  readonly switches: Switches;
  readonly logins: RateCounter;
}

/**
 * A token for the client of the Basic header, or of `client_id` and `client_secret` in the body; throws LoginError.
 * The texts are those seen in the wild. Unverified against a live org: status 401 for a wrong secret and an unknown client, and the
 * answers for a client that is not active or has another grant type. `onClient` hears of the client as soon as it is known.
 */
export function logIn(
  desk: LoginDesk,
  header: string | undefined,
  body: unknown,
  onClient: (id: string) => void,
): Record<string, unknown> {
  const form = typeof body === "object" && body !== null ? (body as Readonly<Record<string, unknown>>) : {};
  const grantType = form["grant_type"];
  if (typeof grantType !== "string") throw new LoginError(400, "invalid_request", "grant_type is required");
  if (grantType !== "client_credentials")
    throw new LoginError(400, "unsupported_grant_type", `grant type ${grantType} is not supported`);
  const { id, secret } = credentials(header, form);
  requireLoginRate(desk, id);
  const client = requireClient(desk.org, id, secret);
  onClient(client.id);
  return {
    access_token: desk.tokens.issue(client),
    token_type: "bearer",
    expires_in: client.accessTokenValiditySeconds,
  };
}

function credentials(
  header: string | undefined,
  form: Readonly<Record<string, unknown>>,
): { id: string; secret: string } {
  const basic = /^basic\s+(\S+)\s*$/i.exec(header ?? "")?.[1];
  if (basic !== undefined) {
    const [id = "", ...rest] = Buffer.from(basic, "base64").toString("utf8").split(":");
    return { id, secret: rest.join(":") };
  }
  const [id, secret] = [form["client_id"], form["client_secret"]];
  if (typeof id === "string" && typeof secret === "string") return { id, secret };
  throw new LoginError(400, "invalid_request", "client credentials are required");
}

/** The token endpoint's own limit is a 400, not a 429 (the vendor's Terraform provider recognises exactly this beginning of the text). */
export function tooManyLogins(): LoginError {
  return new LoginError(400, "invalid_request", "rate limit exceeded; too many token requests, try again later");
}

function requireLoginRate({ switches, logins }: LoginDesk, id: string): void {
  const { count } = logins.count(id);
  if (switches.loginsPerMinute === 0 || count <= switches.loginsPerMinute) return;
  throw tooManyLogins();
}

function requireClient(org: Org, id: string, secret: string): Client {
  const client = org.client(id);
  if (client === undefined) throw new LoginError(401, "invalid_client", "client not found");
  if (!secretMatches(secret, client.secretSha256)) {
    throw new LoginError(401, "invalid_client", "authentication failed");
  }
  if (client.state !== "active") throw new LoginError(401, "invalid_client", `client is ${client.state}`);
  if (client.authorizedGrantType !== "CLIENT-CREDENTIALS") {
    throw new LoginError(400, "unauthorized_client", "client is not allowed to use the client_credentials grant");
  }
  return client;
}
