/** Access tokens for a consumer of the API: one login for all calls, and the rotated secret without a restart. */
import { LARGEST_LOGIN_ANSWER, LONGEST_LOGIN_MS } from "./bounds.ts";
import { Expiring } from "./expiring.ts";
import { type Credentials, isLoginRateLimit, loginRequest, readToken, refusalOf, type Token } from "./login.ts";
import { masked } from "./masked.ts";
import { pauseBefore } from "./pause.ts";

export interface TokenCacheOptions {
  /** For instance `https://login.mypurecloud.de`. */
  readonly loginUrl: string;
  /** Asked before every login: reads the vault, so that a secret that was rotated is found. Keep nothing in between. */
  readonly credentials: () => Credentials | Promise<Credentials>;
  readonly fetch?: typeof fetch;
  /** Local clock, milliseconds. */
  readonly now?: () => number;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** 0 <= x < 1 */
  readonly random?: () => number;
}

/** The org gives no token. Holds no secret. */
export class TokenError extends Error {
  override readonly name = "TokenError";
  /** HTTP status; 0 when the org did not answer. */
  readonly status: number;

  constructor(message: string, status: number) {
    super(message);
    this.status = status;
  }
}

interface LoginAnswer {
  /** 0 when there is no answer. */
  readonly status: number;
  readonly body: unknown;
  readonly retryAfter: string | null;
}

/**
 * A token is kept until 60 s before its end; calls that ask at the same time share one login.
 *
 * @example
 * const tokens = new TokenCache({ loginUrl: "https://login.mypurecloud.de", credentials: readVault });
 * const call = authorisedFetch(tokens, { apiUrl: "https://api.mypurecloud.de" });
 * const queues = await (await call("/api/v2/routing/queues")).json();
 */
export class TokenCache {
  readonly #options: Required<TokenCacheOptions>;
  readonly #tokens: Expiring<string>;

  constructor(options: TokenCacheOptions) {
    const sleep = (milliseconds: number) => new Promise((resolve) => setTimeout(resolve, milliseconds));
    this.#options = { fetch: (...args) => fetch(...args), now: Date.now, sleep, random: Math.random, ...options };
    this.#tokens = new Expiring(async () => {
      const { text, expiresInSeconds } = await this.#login(await this.#options.credentials());
      return { value: text, expiresInSeconds };
    }, this.#options.now);
  }

  /** @throws TokenError when the org refuses the credentials, also those that a second look into the vault finds */
  token(): Promise<string> {
    return this.#tokens.get();
  }

  /** Call it with the token that got a 401: the next `token()` reads the vault and logs in. */
  reject(token: string): Promise<void> {
    return this.#tokens.reject(token);
  }

  async #login(credentials: Credentials, isSecondLook = false): Promise<Token> {
    const { sleep, random } = this.#options;
    for (let tries = 1; ; tries++) {
      const { status, body, retryAfter } = await this.#post(credentials);
      const token = status === 200 ? readToken(body) : undefined;
      if (token) return token;
      if (refusalOf(body) === "invalid_client" && !isSecondLook) return this.#lookAgain(credentials);
      const again = status === 0 || status === 408 || status === 429 || status >= 500 || isLoginRateLimit(status, body);
      const pause = again ? pauseBefore(tries, retryAfter, random) : undefined;
      if (pause === undefined) throw new TokenError(refused(status, body, credentials), status);
      await sleep(pause);
    }
  }

  /** The secret may have been rotated between the look into the vault and the login. */
  async #lookAgain(before: Credentials): Promise<Token> {
    const now = await this.#options.credentials();
    const isSame = now.clientId === before.clientId && now.clientSecret === before.clientSecret;
    if (isSame) throw new TokenError(refused(401, { error: "invalid_client" }, before), 401);
    return this.#login(now, true);
  }

  async #post(credentials: Credentials): Promise<LoginAnswer> {
    const { url, ...request } = loginRequest(this.#options.loginUrl, credentials);
    try {
      const signal = AbortSignal.timeout(LONGEST_LOGIN_MS);
      const response = await this.#options.fetch(url, { ...request, signal, redirect: "manual" });
      const body = await readBody(response);
      return { status: response.status, body, retryAfter: response.headers.get("retry-after") };
    } catch {
      // The error of a fetch may carry the request with its header.
      return { status: 0, body: undefined, retryAfter: null };
    }
  }
}

/** Undefined for a body that is no JSON, too large or never at its end: it holds no token. */
async function readBody({ body }: Response): Promise<unknown> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const part of body ?? []) {
      bytes += part.length;
      if (bytes > LARGEST_LOGIN_ANSWER) return undefined;
      parts.push(part);
    }
    return JSON.parse(Buffer.concat(parts).toString("utf8"));
  } catch {
    return undefined;
  }
}

function refused(status: number, body: unknown, { clientId, clientSecret }: Credentials): string {
  if (status === 0) return "Genesys Cloud did not answer the login. Check the network and the login address.";
  const word = masked(refusalOf(body), [clientSecret, `${clientId}:${clientSecret}`]);
  const what = `Genesys Cloud refused the login (${word === "" ? `status ${status}` : word}).`;
  return word === "invalid_client"
    ? `${what} Check the client id, its secret and the region: a wrong region looks the same.`
    : `${what} Try again later.`;
}
