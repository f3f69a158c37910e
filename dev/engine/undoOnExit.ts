/** Undoing unfinished work when the process ends early. */

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Runs `undo` if the process is asked to end (Ctrl-C included) or exits before the returned function is called.
 * The signal then takes its usual course.
 *
 * @returns call it when there is nothing to undo any more
 */
export function undoOnExit(undo: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    forget();
    undo();
    process.kill(process.pid, signal);
  };
  const forget = () => {
    process.off("exit", undo);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  process.on("exit", undo);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return forget;
}
