/** The processes that a piece of work starts, whoever in it starts them: Node tells of each child as it begins. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { ChildProcess } from "node:child_process";
import { subscribe } from "node:diagnostics_channel";

const begun = new AsyncLocalStorage<(child: ChildProcess) => void>();
let listening = false;

/** Runs the work; `started` gets each process of it, before it has begun. */
export function withProcesses<T>(started: (child: ChildProcess) => void, work: () => Promise<T>): Promise<T> {
  if (!listening)
    subscribe("child_process", (message) => begun.getStore()?.((message as { process: ChildProcess }).process));
  listening = true;
  return begun.run(started, work);
}
