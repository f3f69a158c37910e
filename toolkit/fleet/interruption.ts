/** Ctrl-C in the middle of a fleet: nothing new begins, what runs ends in order, and the report says what is done. */

export interface Interruption {
  /** True after the first signal. */
  readonly stopped: boolean;
  /** Aborted when the engines have to be told; a terminal tells them itself. */
  readonly signal: AbortSignal;
  /** Signals mean what they did before. */
  release(): void;
}

/** @param say takes one line for the person who waits */
export function interruption(say: (line: string) => void, terminal = process.stdin.isTTY): Interruption {
  const abort = new AbortController();
  let stopped = false;
  const stop = (signal: NodeJS.Signals) => {
    if (!stopped) say("Stopping: no further org is begun; waiting for those that run, so that none is left half done.");
    stopped = true;
    // A second SIGINT makes the engine give up at once: a terminal's Ctrl-C has reached it already.
    if (signal === "SIGTERM" || !terminal) abort.abort();
  };
  process.on("SIGINT", stop).on("SIGTERM", stop);
  return {
    get stopped() {
      return stopped;
    },
    signal: abort.signal,
    release: () => void process.off("SIGINT", stop).off("SIGTERM", stop),
  };
}
