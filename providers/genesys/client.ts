/** Calls to the Genesys Cloud API: token, retries, rate limits and errors in one place. */
import type { z } from "zod";
import { printable } from "../../access/values/untrusted.ts";
import { codeOf, isSuccess, toApiError } from "./answer.ts";
import { GenesysApiError, isBeyondRoles } from "./apiError.ts";
import type { Connection } from "./connection.ts";
import { firstContact } from "./firstContact.ts";
import { Limiter, LONG_WAIT_MS } from "./limiter.ts";
import { failureKind, MAX_TRIES, pauseBefore, REAL_WAITING, type Waiting } from "./retry.ts";
import { maskSecrets, type Secret } from "./secret.ts";
import { SharedReads } from "./sharedReads.ts";
import { TokenSource } from "./tokenSource.ts";
import { type Answer, httpTransport, type Transport } from "./transport.ts";

export type Query = Readonly<Record<string, string | number | boolean>>;

export interface ReadOptions {
  readonly query?: Query;
}

export interface WriteOptions<T> extends ReadOptions {
  /**
   * For a create, which must not be repeated blindly: looks whether the lost one happened, and gives its result.
   * Undefined = it did not happen (or was undone): the create is sent again.
   */
  readonly recover?: () => Promise<T | undefined>;
  /** The POST may be repeated: doing it twice is doing it once. PUT and DELETE always may. */
  readonly idempotent?: boolean;
  /** Statuses that mean "not yet" in this call: new roles and divisions reach the vendor's caches with a delay. */
  readonly notYet?: readonly number[];
}

export interface ClientOptions extends Partial<Waiting> {
  readonly timeoutMs?: number;
  /** Milliseconds since 1970; the local clock. */
  readonly now?: () => number;
  /** Called when a call waits for ten seconds or longer. */
  readonly onLongWait?: (text: string) => void;
  /** Called before a write is sent; what it throws stops the write. */
  readonly beforeWrite?: () => Promise<void>;
  /** Requests on their way at the same time. */
  readonly concurrency?: number;
  /** Hears of every answer, for whoever studies the org itself. */
  readonly onAnswer?: (met: Met) => void;
}

/** What one request met: no body of an answer, no header but the counters of the rate limit, and no secret of the connection. */
export interface Met {
  readonly method: string;
  /** Without host and query. */
  readonly path: string;
  /** As it was sent. */
  readonly body?: unknown;
  /** 0 when the org did not answer. */
  readonly status: number;
  /** The vendor's error code and sentence; empty for a success. */
  readonly code: string;
  readonly detail: string;
  /** The headers `inin-ratelimit-*`, in lower case. */
  readonly counters: Readonly<Record<string, string>>;
}

/** "Not yet" is given fewer tries than an overloaded org: 0.5 + 1 + 2 + 4 + 8 seconds. */
const MAX_TRIES_NOT_YET = 6;
/** As many as calls on their way could plausibly end tokens under each other; credentials that no longer count are told by the login itself. */
const MOST_LOGINS_OF_A_CALL = 3;
const DEFAULT_TIMEOUT_MS = 60_000;
/** At a distance of 100 ms that is a hundred requests a second: a minute's 300 are sent in three, more at once would gain nothing. */
const DEFAULT_CONCURRENCY = 10;

/** Of an answer that is not understood: the first ones tell what it is. */
const FIELDS_NAMED = 5;

interface Call<T> extends WriteOptions<T> {
  readonly method: "GET" | "POST" | "PUT" | "DELETE";
  /** Starts with `/api/v2`. */
  readonly path: string;
  readonly body?: unknown;
  readonly parse: (body: unknown) => T;
}

/** One attempt's outcome: done, or why not. */
type Outcome<T> = { readonly value: T } | { readonly answer: Answer };

export class GenesysClient {
  readonly #connection: Connection;
  readonly #transport: Transport;
  readonly #tokens: TokenSource;
  readonly #waiting: Waiting;
  readonly #now: () => number;
  readonly #onLongWait: (text: string) => void;
  readonly #beforeWrite: () => Promise<void>;
  readonly #onAnswer: ((met: Met) => void) | undefined;
  readonly #limiter: Limiter;
  readonly #sharedReads = new SharedReads();
  /** Server clock minus local clock, milliseconds. */
  #clockOffset = 0;
  readonly #seenTokens = new Set<Secret>();

  constructor(connection: Connection, options: ClientOptions = {}) {
    this.#connection = connection;
    this.#waiting = { sleep: options.sleep ?? REAL_WAITING.sleep, random: options.random ?? REAL_WAITING.random };
    this.#now = options.now ?? Date.now;
    this.#onLongWait = options.onLongWait ?? (() => undefined);
    this.#beforeWrite = options.beforeWrite ?? (async () => undefined);
    this.#onAnswer = options.onAnswer;
    this.#transport = httpTransport(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    this.#tokens = new TokenSource(connection, firstContact(this.#transport, this.#now), this.#waiting, this.#now);
    const { concurrency = DEFAULT_CONCURRENCY } = options;
    const { sleep } = this.#waiting;
    this.#limiter = new Limiter({ now: this.#now, sleep, concurrency, onLongWait: this.#onLongWait });
  }

  /** Identical reads at the same time share one request. */
  async get<T>(path: string, schema: z.ZodType<T>, options: ReadOptions = {}): Promise<T> {
    const key = JSON.stringify([path, options.query]);
    const parse = (body: unknown) => body;
    const body = await this.#sharedReads.read(key, () => this.#call({ ...options, method: "GET", path, parse }));
    return parser("GET", path, schema)(body);
  }

  post<T>(path: string, body: unknown, schema: z.ZodType<T>, options: WriteOptions<T> = {}): Promise<T> {
    return this.#call({ ...options, method: "POST", path, body, parse: parser("POST", path, schema) });
  }

  put<T>(path: string, body: unknown, schema: z.ZodType<T>, options: WriteOptions<T> = {}): Promise<T> {
    return this.#call({ ...options, method: "PUT", path, body, parse: parser("PUT", path, schema) });
  }

  /** Sends a DELETE. The body of a success is dropped: the vendor documents none. */
  delete(path: string, options: WriteOptions<void> = {}): Promise<void> {
    return this.#call({ ...options, method: "DELETE", path, parse: () => undefined });
  }

  /** The org's clock (its `Date` header), milliseconds since 1970: the org's own timestamps are compared with it. */
  serverNow(): number {
    return this.#now() + this.#clockOffset;
  }

  sleep(milliseconds: number): Promise<unknown> {
    return this.#waiting.sleep(milliseconds);
  }

  async #call<T>(call: Call<T>): Promise<T> {
    let uncertain = false;
    for (let tries = 1; ; tries++) {
      const outcome = await this.#attempt(call, uncertain);
      if ("value" in outcome) return outcome.value;
      const { answer } = outcome;
      const kind = failureKind(answer);
      if (kind === "uncertain") uncertain = true;
      if (!mayRepeat(call, answer, tries, uncertain)) throw this.#error(call, answer);
      await this.#waitFor(call, answer, tries);
    }
  }

  /** After an uncertain try of a create, first looks whether it happened. */
  async #attempt<T>(call: Call<T>, uncertain: boolean): Promise<Outcome<T>> {
    if (uncertain && call.recover !== undefined) {
      const recovered = await call.recover();
      if (recovered !== undefined) return { value: recovered };
    }
    const answer = await this.#authorised(call);
    return isSuccess(answer) ? { value: call.parse(answer.body) } : { answer };
  }

  /**
   * A 401 gives a fresh login and another try: a token can end early (revoked, clock, idle timeout of the org). Calls run side by side, so the
   * fresh token of one can be the one that ended under another: the same call may meet that more than once.
   */
  async #authorised(call: Call<unknown>): Promise<Answer> {
    for (let logins = 0; ; logins++) {
      const answer = await this.#paced(call);
      if (!isEndedToken(answer) || logins === MOST_LOGINS_OF_A_CALL) return answer;
    }
  }

  /** The token is taken at the last moment: a call may have waited for its turn longer than a token lives. */
  async #paced(call: Call<unknown>): Promise<Answer> {
    const answer = await this.#limiter.send(call.method === "GET" ? "read" : "write", async () => {
      const token = await this.#tokens.token();
      if (call.method !== "GET") await this.#beforeWrite();
      const sent = await this.#send(call, token);
      if (isEndedToken(sent)) await this.#tokens.reject(token);
      return sent;
    });
    if (call.method !== "GET") this.#sharedReads.wrote();
    return answer;
  }

  async #send({ method, path, query, body }: Call<unknown>, token: Secret): Promise<Answer> {
    if (!this.#seenTokens.has(token)) this.#limiter.renewed();
    this.#seenTokens.add(token);
    const answer = await this.#transport({
      method,
      url: `${this.#connection.apiUrl}${path}`,
      headers: { authorization: `Bearer ${token.reveal()}`, accept: "application/json" },
      ...(query !== undefined && { query }),
      ...(body !== undefined && { body }),
    });
    const date = Date.parse(answer.headers["date"] ?? "");
    if (!Number.isNaN(date)) this.#clockOffset = date - this.#now();
    this.#onAnswer?.(this.#met({ method, path, body }, answer));
    return answer;
  }

  async #waitFor(call: Call<unknown>, answer: Answer, tries: number): Promise<void> {
    const pause = pauseBefore(tries, answer, this.#waiting.random);
    if (pause === undefined) throw this.#error(call, answer);
    const why = answer.status === 0 ? answer.networkCode : `status ${answer.status}`;
    const text = `Genesys Cloud: ${call.method} ${call.path} waits ${Math.round(pause / 1000)} s (${why}).`;
    // One limit holds for the whole token: where one call is told to wait, all wait, this one in its turn too.
    if (answer.status === 429) return this.#limiter.hold(pause, text);
    if (pause >= LONG_WAIT_MS) this.#onLongWait(text);
    await this.#waiting.sleep(pause);
  }

  #met({ method, path, body }: Pick<Call<unknown>, "method" | "path" | "body">, answer: Answer): Met {
    const { code, detail } = isSuccess(answer) ? { code: "", detail: "" } : this.#error({ method, path }, answer);
    const counters = Object.entries(answer.headers).filter(([name]) => name.startsWith("inin-ratelimit-"));
    return {
      method,
      path,
      ...(body !== undefined && { body }),
      status: answer.status,
      code,
      detail,
      counters: Object.fromEntries(counters),
    };
  }

  #error({ method, path }: Pick<Call<unknown>, "method" | "path">, answer: Answer): GenesysApiError {
    const secrets = [this.#connection.clientSecret, ...this.#seenTokens];
    return toApiError(method, path, answer, (text) => maskSecrets(text, secrets));
  }
}

function mayRepeat(call: Call<unknown>, answer: Answer, tries: number, uncertain: boolean): boolean {
  if (call.notYet?.includes(answer.status)) return tries < MAX_TRIES_NOT_YET;
  if (tries >= MAX_TRIES) return false;
  const kind = failureKind(answer);
  if (kind === "busy") return true;
  // The repeated create meets its lost twin, which listings do not show yet: look again.
  if (answer.status === 409 && uncertain) return call.recover !== undefined;
  return kind === "uncertain" && (call.method !== "POST" || call.idempotent === true || call.recover !== undefined);
}

/** An address that the org does not take is a 401, too, and no token helps there. */
function isEndedToken(answer: Answer): boolean {
  return answer.status === 401 && !isBeyondRoles({ code: codeOf(answer) });
}

function parser<T>(method: string, path: string, schema: z.ZodType<T>): (body: unknown) => T {
  return (body) => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    // Names of fields only: a body may hold a secret.
    const paths = parsed.error.issues.map((issue) => printable(issue.path.join(".")).slice(0, 80) || "body");
    // One field may break several rules.
    const fields = [...new Set(paths)];
    const more = fields.length > FIELDS_NAMED ? ", …" : "";
    const code = `an answer that is not understood (field ${fields.slice(0, FIELDS_NAMED).join(", ")}${more})`;
    throw new GenesysApiError({ method, path, status: 200, code, detail: "", correlationId: "" });
  };
}
