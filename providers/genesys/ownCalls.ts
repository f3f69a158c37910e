/** The calls of one client with its own credentials, as they are answered: what somebody may do is told by single answers, so nothing is tried again but what the org could not take. */
import { matchOperation } from "../../access/catalogue/operations.ts";
import type { ProbeAnswer } from "../../access/verify/answer.ts";
import type { ProbeRequest } from "../../access/verify/probe.ts";
import { END_OF_TOKEN } from "../../access/verify/probe.ts";
import { MOST_ROWS_OF_A_PAGE } from "../../token/bounds.ts";
import { isLoginRateLimit, loginRequest, readToken } from "../../token/login.ts";
import { isSuccess, toApiError } from "./answer.ts";
import type { Connection } from "./connection.ts";
import { pauseBefore, REAL_WAITING, type Waiting } from "./retry.ts";
import { maskSecrets, Secret } from "./secret.ts";
import { type Answer, httpTransport, type Transport } from "./transport.ts";

export interface OwnCallsOptions extends Partial<Waiting> {
  /** In all, the login and the end of the token among them. */
  readonly maxRequests: number;
  readonly timeoutMs?: number;
}

/** Tries of one request that the org is too busy for, and of one without an answer. */
const MOST_TRIES = { busy: 4, lost: 2 };
/** Pages of one listing. */
const MOST_PAGES = 20;
const TIMEOUT_MS = 30_000;

export class OwnCalls {
  readonly #connection: Connection;
  readonly #transport: Transport;
  readonly #waiting: Waiting;
  readonly #most: number;
  readonly #secrets: Secret[];
  #token: Secret | undefined;
  #sent = 0;

  constructor(connection: Connection, { maxRequests, timeoutMs = TIMEOUT_MS, ...waiting }: OwnCallsOptions) {
    this.#connection = connection;
    this.#transport = httpTransport(timeoutMs);
    this.#waiting = { ...REAL_WAITING, ...waiting };
    this.#most = maxRequests;
    this.#secrets = [connection.clientSecret];
  }

  /** Requests so far, of whatever kind. */
  get sent(): number {
    return this.#sent;
  }

  /** With the credentials of the connection; with a token that somebody has, where one is given. */
  async logIn(token?: Secret): Promise<ProbeAnswer> {
    if (token) {
      this.#secrets.push(token);
      this.#token = token;
      return { status: 200, code: "", detail: "", correlationId: "", bodies: [], cut: false };
    }
    const { loginUrl, clientId, clientSecret } = this.#connection;
    const request = loginRequest(loginUrl, { clientId, clientSecret: clientSecret.reveal() });
    const answer = await this.#patiently(
      () => this.#transport(request),
      0,
      ({ status, body }) => isLoginRateLimit(status, body),
    );
    const read = answer && isSuccess(answer) ? readToken(answer.body) : undefined;
    if (read) {
      this.#token = new Secret(read.text);
      this.#secrets.push(this.#token);
    }
    if (!answer) return stopped("budget");
    const told = this.#told("POST", "/oauth/token", answer);
    return isSuccess(answer) && !read ? { ...told, status: 0, code: "no usable access token in the answer" } : told;
  }

  /**
   * One read, with its further pages.
   *
   * @param kept requests that must be left for what comes behind
   */
  async ask(request: ProbeRequest, kept: number): Promise<ProbeAnswer> {
    requireRead(request);
    const first = await this.#send(request, kept);
    if (!first) return stopped("budget");
    if (first.status === 429) return stopped("throttled");
    const told = this.#told(request.method, request.path, first);
    if (!request.pages || !isSuccess(first)) return told;
    const bodies = [first.body];
    const count = pagesOf(first.body);
    let page = 2;
    for (; page <= Math.min(count, MOST_PAGES); page++) {
      const next = await this.#send(pageOf(request, page), kept);
      if (!next || !isSuccess(next)) break;
      bodies.push(next.body);
    }
    return { ...told, bodies, cut: page <= count };
  }

  /** The only call that ends something: the client's own token. True where the org says that it is done. */
  async end(): Promise<boolean> {
    if (!this.#token) return false;
    const token = this.#token;
    const answer = await this.#patiently(() => this.#exchange("DELETE", END_OF_TOKEN, token), 0);
    return answer !== undefined && (isSuccess(answer) || answer.status === 401);
  }

  /** A text or value that an org may have written, without the secrets of this client. */
  masked<T>(value: T): T {
    const json = JSON.stringify(value);
    const clear = maskSecrets(json, this.#secrets);
    return clear === json ? value : (JSON.parse(clear) as T);
  }

  #send(request: ProbeRequest, kept: number): Promise<Answer | undefined> {
    const token = this.#token;
    if (!token) throw new Error("Nobody has logged in.");
    return this.#patiently(() => this.#exchange(request.method, request.path, token, request.body), kept);
  }

  #exchange(method: string, path: string, token: Secret, body?: unknown): Promise<Answer> {
    return this.#transport({
      method,
      url: `${this.#connection.apiUrl}${path}`,
      headers: { authorization: `Bearer ${token.reveal()}`, accept: "application/json" },
      ...(body !== undefined && { body }),
    });
  }

  /** Undefined where the budget ends before an answer. Whoever is told to wait waits as long as the org says, or not at all. */
  async #patiently(
    send: () => Promise<Answer>,
    kept: number,
    isBusy: (answer: Answer) => boolean = () => false,
  ): Promise<Answer | undefined> {
    for (let tries = 1; ; tries++) {
      if (this.#sent >= this.#most - kept) return undefined;
      this.#sent++;
      const answer = await send();
      const busy = answer.status === 429 || isBusy(answer);
      const lost = answer.status === 0 || (answer.status >= 500 && answer.status !== 501);
      if (!busy && !lost) return answer;
      if (tries >= (busy ? MOST_TRIES.busy : MOST_TRIES.lost)) return answer;
      const pause = pauseBefore(tries, answer, this.#waiting.random);
      if (pause === undefined) return answer;
      await this.#waiting.sleep(pause);
    }
  }

  #told(method: string, path: string, answer: Answer): ProbeAnswer {
    const mask = (text: string) => maskSecrets(text, this.#secrets);
    const { code, detail, correlationId } = toApiError(method, path, answer, mask);
    const isGood = isSuccess(answer);
    return {
      status: answer.status,
      code: isGood ? "" : code,
      detail: isGood ? "" : detail,
      correlationId,
      bodies: isGood ? [answer.body] : [],
      cut: false,
    };
  }
}

function stopped(why: "throttled" | "budget"): ProbeAnswer {
  return { status: 0, code: "", detail: "", correlationId: "", bodies: [], cut: false, stopped: why };
}

/** Whatever was planned: a request that changes something is never sent. */
function requireRead({ method, path }: ProbeRequest): void {
  const operation = matchOperation(method, path);
  if (operation?.effect !== "read") throw new Error(`${method} ${path} is no read of the catalogue.`);
}

function pagesOf(body: unknown): number {
  const { pageCount, totalHits } = (body ?? {}) as { readonly pageCount?: unknown; readonly totalHits?: unknown };
  const count =
    typeof pageCount === "number" ? pageCount : typeof totalHits === "number" ? Math.ceil(totalHits / 100) : 1;
  return Number.isFinite(count) ? Math.min(Math.max(count, 1), MOST_ROWS_OF_A_PAGE) : 1;
}

function pageOf(request: ProbeRequest, page: number): ProbeRequest {
  if (request.pages === "query") return { ...request, path: `${request.path}&pageNumber=${page}` };
  const { paging, ...body } = request.body as { readonly paging: object };
  return { ...request, body: { ...body, paging: { ...paging, pageNumber: page } } };
}
