/** The child processes of this host. */
import { spawn } from "node:child_process";

/** The Node processes that this host has started and has to end with itself. */
export class Children {
  #running = new Set();

  /** Starts `node <args>` with this host's own Node. Type stripping announces itself before Node 24: not wanted here. */
  startNode(args, options) {
    return this.start(process.execPath, [...quietTypeStripping(), ...args], options);
  }

  start(command, args, options) {
    const child = spawn(command, args, { windowsHide: true, ...options });
    this.#running.add(child);
    child.once("close", () => this.#running.delete(child));
    child.once("error", () => this.#running.delete(child));
    return child;
  }

  endAll() {
    for (const child of this.#running) child.kill("SIGTERM");
  }
}

/** Resolves with `{ code }`, `{ signal }` or `{ error }` once the child has ended and its output is drained. */
export function ended(child) {
  return new Promise((resolve) => {
    child.once("error", (error) => resolve({ error }));
    child.once("close", (code, signal) => resolve(signal === null ? { code } : { signal }));
  });
}

function quietTypeStripping() {
  const major = Number(process.versions.node.split(".")[0]);
  return major >= 22 && major < 24 ? ["--disable-warning=ExperimentalWarning"] : [];
}
