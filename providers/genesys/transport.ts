/** One HTTP exchange, without retries. The only file that knows axios, and the fence that none of its errors passes. */
import axios, { type AxiosInstance } from "axios";
import { isLoopback } from "./connection.ts";

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

export type Transport = (exchange: Exchange) => Promise<Answer>;

/** @param timeoutMs a call without an answer after this time counts as a lost connection */
export function httpTransport(timeoutMs: number): Transport {
  // Redirects are not followed: the API answers none, and a followed one would carry the token to another host.
  const http = axios.create({ timeout: timeoutMs, maxRedirects: 0, validateStatus: () => true });
  return (exchange) => send(http, exchange);
}

async function send(http: AxiosInstance, { method, url, query, headers, body }: Exchange): Promise<Answer> {
  try {
    const response = await http.request<unknown>({
      method,
      url,
      params: query,
      headers,
      data: body,
      // A proxy of the environment cannot reach this machine's own loopback.
      ...(isLoopback(new URL(url).hostname) && { proxy: false }),
    });
    return { status: response.status, body: response.data, headers: plain(response.headers), networkCode: "" };
  } catch (error) {
    // An axios error carries the request with its headers: only its code leaves here.
    return { status: 0, body: undefined, headers: {}, networkCode: codeOf(error) };
  }
}

function plain(headers: object): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function codeOf(error: unknown): string {
  return axios.isAxiosError(error) && error.code !== undefined ? error.code : "no connection";
}
