/** Access tokens of the deployer: cached until shortly before they expire, one login at a time. */
import { Expiring, type Fetched } from "../../token/expiring.ts";
import { isLoginRateLimit, LOGIN_PATH, loginRequest, readToken } from "../../token/login.ts";
import { isSuccess, toApiError } from "./answer.ts";
import type { Connection } from "./connection.ts";
import { failureKind, pauseBefore, type Waiting } from "./retry.ts";
import { maskSecrets, Secret } from "./secret.ts";
import type { Answer, Transport } from "./transport.ts";

export class TokenSource {
  readonly #connection: Connection;
  readonly #transport: Transport;
  readonly #waiting: Waiting;
  readonly #tokens: Expiring<Secret>;

  constructor(connection: Connection, transport: Transport, waiting: Waiting, now: () => number) {
    this.#connection = connection;
    this.#transport = transport;
    this.#waiting = waiting;
    this.#tokens = new Expiring(() => this.#login(), now);
  }

  /** @throws GenesysApiError when the org refuses the credentials */
  token(): Promise<Secret> {
    return this.#tokens.get();
  }

  /** Forgets `rejected` after a 401; a newer token, fetched by another call meanwhile, stays. */
  reject(rejected: Secret): Promise<void> {
    return this.#tokens.reject(rejected);
  }

  async #login(): Promise<Fetched<Secret>> {
    const { loginUrl, clientId, clientSecret } = this.#connection;
    for (let tries = 1; ; tries++) {
      const answer = await this.#transport(loginRequest(loginUrl, { clientId, clientSecret: clientSecret.reveal() }));
      if (isSuccess(answer)) return toToken(answer);
      const again = isLoginRateLimit(answer.status, answer.body) || failureKind(answer) !== "final";
      const pause = again ? pauseBefore(tries, answer, this.#waiting.random) : undefined;
      if (pause === undefined) throw this.#refusal(answer);
      await this.#waiting.sleep(pause);
    }
  }

  #refusal(answer: Answer): Error {
    const { clientSecret, sources } = this.#connection;
    const note = answer.status >= 400 && answer.status < 500 ? sources : undefined;
    return toApiError("POST", LOGIN_PATH, answer, (text) => maskSecrets(text, [clientSecret]), note);
  }
}

function toToken(answer: Answer): Fetched<Secret> {
  const token = readToken(answer.body);
  if (token === undefined) {
    throw toApiError("POST", LOGIN_PATH, { ...answer, networkCode: "no usable access token in the answer" }, () => "");
  }
  return { value: new Secret(token.text), expiresInSeconds: token.expiresInSeconds };
}
