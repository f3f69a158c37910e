/** The token endpoint of Genesys Cloud, `POST <login>/oauth/token`, for the client-credentials grant. */
import { LONGEST_TOKEN, LONGEST_TOKEN_LIFE, SHORTEST_TOKEN_LIFE } from "./bounds.ts";

export const LOGIN_PATH = "/oauth/token";

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface LoginRequest {
  readonly method: "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface Token {
  readonly text: string;
  readonly expiresInSeconds: number;
}

/** @param loginUrl for instance `https://login.mypurecloud.de` */
export function loginRequest(loginUrl: string, { clientId, clientSecret }: Credentials): LoginRequest {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  return {
    method: "POST",
    url: `${loginUrl.replace(/\/+$/, "")}${LOGIN_PATH}`,
    headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
    body: "grant_type=client_credentials",
  };
}

/** Undefined for an answer without a usable token: a text that fits into a header, and a life that lets it be used. */
export function readToken(body: unknown): Token | undefined {
  const { access_token: text, expires_in: expiresInSeconds } = fieldsOf(body);
  if (typeof text !== "string" || text.length > LONGEST_TOKEN || !/^[\x21-\x7e]+$/.test(text)) return undefined;
  if (typeof expiresInSeconds !== "number" || !(expiresInSeconds >= SHORTEST_TOKEN_LIFE)) return undefined;
  return { text, expiresInSeconds: Math.min(expiresInSeconds, LONGEST_TOKEN_LIFE) };
}

/** The token endpoint says "too many" with a 400 and a text (Terraform provider, `InitClientConfig`), never with a 429. */
export function isLoginRateLimit(status: number, body: unknown): boolean {
  const { description } = fieldsOf(body);
  return status === 400 && typeof description === "string" && description.startsWith("rate limit exceeded");
}

/** The vendor's word for the refusal, `invalid_client` and the like; empty where there is none, or it is a text and no word. */
export function refusalOf(body: unknown): string {
  const { error } = fieldsOf(body);
  return typeof error === "string" && /^[\w.-]{1,60}$/.test(error) ? error : "";
}

function fieldsOf(body: unknown): Readonly<Record<string, unknown>> {
  return typeof body === "object" && body !== null ? (body as Record<string, unknown>) : {};
}
