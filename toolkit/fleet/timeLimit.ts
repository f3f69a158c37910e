/** Work on one org that may take so long and no longer: it is stopped in order, and by force where that does not help. */
import type { ChildProcess } from "node:child_process";
import { withProcesses } from "./startedProcesses.ts";

/** Milliseconds. The engine gets the first signal as Ctrl-C: it ends the call that it is in, writes its state and gives the lock back. */
export interface Patience {
  /** Until the second signal, at which the engine gives up at once. */
  readonly inOrder: number;
  /** From then until it is killed. */
  readonly atOnce: number;
  /** From then until nobody waits any more. */
  readonly killed: number;
}

export const PATIENCE: Patience = { inOrder: 120_000, atOnce: 20_000, killed: 5_000 };

/** How work ended that was out of time. */
export type Stopped = "in order" | "killed";

export interface Timed<T> {
  /** Undefined where the work did not even end when its processes were killed. */
  readonly value: T | undefined;
  /** Undefined where it ended in time. */
  readonly stopped: Stopped | undefined;
}

/** @param limit in milliseconds; undefined waits for as long as it takes */
export async function withinTime<T>(
  limit: number | undefined,
  work: () => Promise<T>,
  patience = PATIENCE,
): Promise<Timed<T>> {
  if (limit === undefined) return { value: await work(), stopped: undefined };
  const children = new Set<ChildProcess>();
  let signal: NodeJS.Signals | undefined;
  const started = (child: ChildProcess) => {
    children.add(child);
    child.once("close", () => children.delete(child));
    // What the work starts when its time is over is not let run: it does not exist yet when it is told of.
    if (signal) child.once("spawn", () => child.kill(signal));
  };
  const timers: NodeJS.Timeout[] = [];
  const after = (delay: number, step: () => void) => void timers.push(setTimeout(step, delay));
  const send = (next: NodeJS.Signals) => {
    signal = next;
    for (const child of children) child.kill(next);
  };
  const givenUp = new Promise<undefined>((resolve) => {
    after(limit, () => send("SIGINT"));
    after(limit + patience.inOrder, () => send("SIGINT"));
    after(limit + patience.inOrder + patience.atOnce, () => send("SIGKILL"));
    after(limit + patience.inOrder + patience.atOnce + patience.killed, () => {
      // Whatever holds the pipes open must not keep this process.
      for (const child of children) letGo(child);
      resolve(undefined);
    });
  });
  try {
    const value = await Promise.race([withProcesses(started, work), givenUp]);
    return { value, stopped: signal && (signal === "SIGKILL" ? "killed" : "in order") };
  } finally {
    for (const timer of timers) clearTimeout(timer);
  }
}

function letGo(child: ChildProcess): void {
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream?.destroy();
  child.unref();
}
