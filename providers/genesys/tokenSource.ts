/** Access tokens by client credentials: cached until shortly before they expire, one login at a time. */
import { z } from "zod";
import { isLoginRateLimit, isSuccess, toApiError } from "./answer.ts";
import type { Connection } from "./connection.ts";
import { failureKind, MAX_TRIES, pauseBefore, type Waiting } from "./retry.ts";
import { maskSecrets, Secret } from "./secret.ts";
import type { Answer, Transport } from "./transport.ts";

/** As the vendor's Go SDK: a new token 60 s before the old one ends. */
const MARGIN_MS = 60_000;
const PATH = "/oauth/token";

const tokenBody = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() });

interface Token {
  readonly secret: Secret;
  /** Local clock, milliseconds. */
  readonly renewAt: number;
}

export class TokenSource {
  readonly #connection: Connection;
  readonly #transport: Transport;
  readonly #waiting: Waiting;
  readonly #now: () => number;
  #token: Promise<Token> | undefined;

  constructor(connection: Connection, transport: Transport, waiting: Waiting, now: () => number) {
    this.#connection = connection;
    this.#transport = transport;
    this.#waiting = waiting;
    this.#now = now;
  }

  /** @throws GenesysApiError when the org refuses the credentials */
  async token(): Promise<Secret> {
    const held = this.#token;
    if (held === undefined) return (await this.#renew()).secret;
    const token = await held;
    if (this.#now() < token.renewAt) return token.secret;
    // Only the first of those who saw the old token end renews it.
    return this.#token === held ? (await this.#renew()).secret : this.token();
  }

  /** Forgets `rejected` after a 401; a newer token, fetched by another call meanwhile, stays. */
  async reject(rejected: Secret): Promise<void> {
    const held = this.#token;
    const token = await held?.catch(() => undefined);
    if (token?.secret === rejected && this.#token === held) this.#token = undefined;
  }

  #renew(): Promise<Token> {
    const login = this.#login();
    this.#token = login;
    // A failed login is not remembered: the next call tries again.
    login.catch(() => {
      if (this.#token === login) this.#token = undefined;
    });
    return login;
  }

  async #login(): Promise<Token> {
    for (let tries = 1; ; tries++) {
      const answer = await this.#post();
      if (isSuccess(answer)) return this.#parse(answer);
      const again = isLoginRateLimit(answer) || failureKind(answer) !== "final";
      const pause = again && tries < MAX_TRIES ? pauseBefore(tries, answer, this.#waiting.random) : undefined;
      if (pause === undefined) throw toApiError("POST", PATH, answer, (text) => this.#mask(text));
      await this.#waiting.sleep(pause);
    }
  }

  #post(): Promise<Answer> {
    const { loginUrl, clientId, clientSecret } = this.#connection;
    const basic = Buffer.from(`${clientId}:${clientSecret.reveal()}`).toString("base64");
    return this.#transport({
      method: "POST",
      url: `${loginUrl}${PATH}`,
      headers: { authorization: `Basic ${basic}`, "content-type": "application/x-www-form-urlencoded" },
      body: "grant_type=client_credentials",
    });
  }

  #parse(answer: Answer): Token {
    const parsed = tokenBody.safeParse(answer.body);
    if (!parsed.success) {
      throw toApiError("POST", PATH, { ...answer, networkCode: "no usable access token in the answer" }, () => "");
    }
    const { access_token, expires_in } = parsed.data;
    // A very short-lived token must still be usable once.
    const life = Math.max(expires_in * 1000 - MARGIN_MS, (expires_in * 1000) / 2);
    return { secret: new Secret(access_token), renewAt: this.#now() + life };
  }

  #mask(text: string): string {
    return maskSecrets(text, [this.#connection.clientSecret]);
  }
}
