/** The end of a process whose parent is gone. */
import { connect } from "node:net";

const PARENT_CHECK_MS = 2_000;

/**
 * Calls `end` once when the engine wants this host to end or is gone.
 *
 * The engine ends a plugin with SIGINT to its process group and waits five seconds. A killed engine
 * sends nothing, but its end of our stdin closes and our parent changes (on Windows the parent id
 * stays, so there the engine's address is asked too).
 */
export function endWithEngine({ engineAddress, end }) {
  let ending = false;
  const endOnce = () => {
    if (ending) return;
    ending = true;
    clearInterval(parentCheck);
    end();
  };

  const parent = process.ppid;
  const parentCheck = setInterval(() => process.ppid !== parent && endOnce(), PARENT_CHECK_MS);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, endOnce);

  process.stdin.on("end", async () => {
    if (process.ppid !== parent || !(await listens(engineAddress))) endOnce();
  });
  process.stdin.on("error", () => {});
  process.stdin.resume();
}

/**
 * Calls `end` some time after the process that started this one is gone: what it was doing for it may come to its end first.
 * A killed engine tells its dynamic provider nothing, and the vendor's launcher leaves that waiting for ever. (On Windows the parent id stays.)
 */
export function endAfterParent({ graceMs, end }) {
  const parent = process.ppid;
  const check = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(check);
    setTimeout(end, graceMs).unref();
  }, PARENT_CHECK_MS);
  check.unref();
}

/** Started by hand without an engine address there is nothing to outlive: a closed stdin does not end the host then. */
function listens(address) {
  if (address === undefined || !address.includes(":")) return Promise.resolve(true);
  const separator = address.lastIndexOf(":");
  const socket = connect({ host: address.slice(0, separator), port: Number(address.slice(separator + 1)) });
  return new Promise((resolve) => {
    const answer = (alive) => {
      socket.destroy();
      resolve(alive);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
  });
}
