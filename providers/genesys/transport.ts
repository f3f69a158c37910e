/** One HTTP exchange, without retries. The only file that knows axios, and the fence that none of its errors passes. */
import { createRequire } from "node:module";
import type { AxiosInstance, AxiosStatic } from "axios";
import { LARGEST_ANSWER, PATIENCE_FOR_WHOLE_ANSWER } from "../../token/bounds.ts";
import { GenesysApiError } from "./apiError.ts";
import { isLoopback } from "./connection.ts";
import { BeyondBound, readJson } from "./json.ts";
import { ACCEPTED_ENCODINGS, TOO_LARGE, unpack } from "./unpack.ts";

export interface Exchange {
  readonly method: string;
  readonly url: string;
  readonly query?: Readonly<Record<string, string | number | boolean>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The answer to a request; status 0 means that there was none, and the network's error code says why. */
export interface Answer {
  readonly status: number;
  readonly body: unknown;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** The network's error code when there is no answer, else empty. */
  readonly networkCode: string;
}

let loaded: AxiosStatic | undefined;

/**
 * Loaded for the first call: a preview asks the provider for none, and waited for it. By `require`, which gets axios as one file of CommonJS: as ES modules it
 * is more than sixty.
 */
function axios(): AxiosStatic {
  loaded ??= createRequire(import.meta.url)("axios") as AxiosStatic;
  return loaded;
}

/** Of an answer that is not taken: it came, and no part of this program acts on it. */
const REFUSED_STATUS = 200;

export type Transport = (exchange: Exchange) => Promise<Answer>;

/**
 * What it makes throws a GenesysApiError for an answer beyond a bound (token/bounds.ts): another try would meet the same.
 *
 * @param timeoutMs a call without a sign of life for this time counts as a lost connection
 */
export function httpTransport(timeoutMs: number): Transport {
  // Redirects are not followed: the API answers none, and a followed one would carry the token to another host.
  const http = axios().create({
    timeout: timeoutMs,
    maxRedirects: 0,
    maxContentLength: LARGEST_ANSWER,
    validateStatus: () => true,
    // The bytes as they came: axios would unpack them piece by piece, and parse whatever depth they have.
    responseType: "arraybuffer",
    decompress: false,
  });
  return (exchange) => send(http, exchange, timeoutMs * PATIENCE_FOR_WHOLE_ANSWER);
}

async function send(http: AxiosInstance, exchange: Exchange, patienceMs: number): Promise<Answer> {
  const { method, url, query, headers, body } = exchange;
  try {
    const response = await http.request<Buffer>({
      method,
      url,
      params: query,
      headers: { ...headers, "Accept-Encoding": ACCEPTED_ENCODINGS },
      data: body,
      signal: AbortSignal.timeout(patienceMs),
      // A proxy of the environment cannot reach this machine's own loopback.
      ...(isLoopback(new URL(url).hostname) && { proxy: false }),
    });
    const { status, data } = response;
    const answered = plain(response.headers);
    const read = readJson(await unpack(data, answered["content-encoding"]));
    return { status, body: read, headers: answered, networkCode: "" };
  } catch (error) {
    const beyond = beyondBound(error, patienceMs);
    if (beyond !== undefined) throw refusedAnswer(exchange, beyond);
    // An axios error carries the request with its headers: only its code leaves here.
    return { status: 0, body: undefined, headers: {}, networkCode: codeOf(error) };
  }
}

/** The bound that the answer broke, in words; undefined for any other failure. */
function beyondBound(error: unknown, patienceMs: number): string | undefined {
  if (error instanceof BeyondBound) return error.message;
  if (axios().isCancel(error)) return `an answer that had not ended after ${Math.round(patienceMs / 1000)} s`;
  if (!axios().isAxiosError(error)) return undefined;
  if (error.code === "HPE_HEADER_OVERFLOW") return "an answer with too large headers";
  const isTooLarge = error.code === axios().AxiosError.ERR_BAD_RESPONSE && error.message.startsWith("maxContentLength");
  return isTooLarge ? TOO_LARGE : undefined;
}

function refusedAnswer({ method, url }: Exchange, code: string): GenesysApiError {
  const path = new URL(url).pathname;
  return new GenesysApiError({ method, path, status: REFUSED_STATUS, code, detail: "", correlationId: "" });
}

function plain(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function codeOf(error: unknown): string {
  return axios().isAxiosError(error) && error.code !== undefined ? error.code : "no connection";
}
