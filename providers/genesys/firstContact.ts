/** An org that was never reached is given up soon: a refused connection or an unknown host at the start is a wrong setting, not a hiccup. */
import { toApiError } from "./answer.ts";
import type { Answer, Exchange, Transport } from "./transport.ts";

/** With the pauses between them about three seconds. */
const TRIES = 4;
/** A try that took this long was patience enough: a firewall that swallows packets answers nothing for a minute. */
const LONG_TRY_MS = 10_000;

/**
 * The same transport, except that it fails for good while nothing has ever answered. After the first answer, whatever it says, a lost
 * connection keeps the patience of `retry.ts`.
 *
 * @throws GenesysApiError after the last try
 */
export function firstContact(transport: Transport, now: () => number): Transport {
  let reached = false;
  let failures = 0;
  return async (exchange) => {
    const begin = now();
    const answer = await transport(exchange);
    if (answer.status !== 0) reached = true;
    if (reached) return answer;
    failures += 1;
    if (failures >= TRIES || now() - begin >= LONG_TRY_MS) throw neverReached(exchange, answer);
    return answer;
  };
}

function neverReached({ method, url }: Exchange, answer: Answer): Error {
  return toApiError(method, new URL(url).pathname, answer, (text) => text);
}
