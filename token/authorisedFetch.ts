/** `fetch` with the token of a client: the 401 of a token that ended early and the 429 of a busy org do not reach the caller. */
import { pauseBefore } from "./pause.ts";
import type { TokenCache } from "./tokenCache.ts";

export interface AuthorisedFetchOptions {
  /** The only host that the token is sent to, for instance `https://api.mypurecloud.de`. Paths are relative to it; another host is refused. */
  readonly apiUrl: string;
  readonly fetch?: typeof fetch;
  readonly sleep?: (milliseconds: number) => Promise<unknown>;
  /** 0 <= x < 1 */
  readonly random?: () => number;
}

export type AuthorisedFetch = (path: string, init?: RequestInit) => Promise<Response>;

/**
 * A 401 gives one new login, with what the vault holds by then, and one more try. A 429 waits as long as the org asks, all calls together.
 * Every other answer is the caller's, 5xx too: whether a call may be repeated only the caller knows. A body that is a stream is sent once.
 */
export function authorisedFetch(
  tokens: Pick<TokenCache, "token" | "reject">,
  options: AuthorisedFetchOptions,
): AuthorisedFetch {
  const { apiUrl, fetch: send = fetch, random = Math.random } = options;
  const sleep = options.sleep ?? ((milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds)));
  let pause: Promise<unknown> = Promise.resolve();

  async function attempt(url: URL, init: RequestInit): Promise<{ response: Response; token: string }> {
    await pause;
    const token = await tokens.token();
    const headers = new Headers(init.headers);
    headers.set("authorization", `Bearer ${token}`);
    return { response: await send(url, { ...init, headers }), token };
  }

  return async (path, init = {}) => {
    const url = urlIn(apiUrl, path);
    const isRepeatable = !(init.body instanceof ReadableStream);
    let hasRenewed = false;
    for (let tries = 1; ; tries++) {
      const { response, token } = await attempt(url, init);
      if (response.status === 401) await tokens.reject(token);
      const renews = response.status === 401 && !hasRenewed;
      const wait =
        response.status === 429 ? pauseBefore(tries, response.headers.get("retry-after"), random) : undefined;
      if (!isRepeatable || (!renews && wait === undefined)) return response;
      await response.body?.cancel();
      if (renews) hasRenewed = true;
      else pause = sleep(wait ?? 0);
    }
  };
}

/** @throws TypeError for another host: it would be given the token */
function urlIn(apiUrl: string, path: string): URL {
  const base = new URL(apiUrl);
  const url = new URL(path, base);
  if (url.origin === base.origin) return url;
  throw new TypeError(`${url.origin} is not ${base.origin}: the access token does not go there.`);
}
