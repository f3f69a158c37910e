/** A sign of life for people who wait for a long step. */

const BEAT_MS = 10_000;

/** Says every ten seconds how long something has taken and what `state` has to add, until the returned function is called. */
export function heartbeat(log: (line: string) => void, state: () => string, everyMs = BEAT_MS): () => void {
  const start = performance.now();
  const timer = setInterval(() => {
    const seconds = Math.round((performance.now() - start) / 1000);
    log(`  ${seconds} s: ${state()}`);
  }, everyMs);
  return () => clearInterval(timer);
}
