import type { Readable } from "node:stream";

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Waits for a signal that asks the process to end, or for the end of the input. A launcher hands on the Ctrl-C that the terminal sends to both:
 * the second one must not cut short what the first one started, so that signals go on being caught.
 *
 * @param input where it ends, the wait ends; undefined to wait for signals alone
 */
export async function untilStopped(input: Readable | undefined): Promise<void> {
  await new Promise<void>((resolve) => {
    for (const signal of SIGNALS) process.on(signal, () => resolve());
    for (const event of ["end", "close", "error"]) input?.once(event, () => resolve());
    input?.resume();
  });
  // An input that is still open would keep the process alive.
  input?.destroy();
}
