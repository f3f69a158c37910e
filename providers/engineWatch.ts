/**
 * A provider process outlives an engine that is killed, and goes on with the call that it was in. Nobody hears what comes of it, and the next run
 * may have begun: what the old process writes then (a repeated create, a clean-up) would undo the new one's work. So it writes nothing more.
 */
import { connect } from "node:net";

/** The plugin process is told its engine's address as its first argument: `127.0.0.1:40123`. */
const ADDRESS = /^(.+):(\d+)$/;

/** @returns a check for before every write; it throws when the engine that was there at first is gone */
export function watchEngine(address: string | undefined): () => Promise<void> {
  // Without an engine in the beginning (a process started by hand) there is nothing to outlive.
  const began = listens(address);
  return async () => {
    if ((await began) && !(await listens(address))) {
      throw new Error("The Pulumi engine that asked for this is gone: nothing more is written.");
    }
  };
}

function listens(address = ""): Promise<boolean> {
  const [, host = "", port] = ADDRESS.exec(address) ?? [];
  if (port === undefined) return Promise.resolve(false);
  const socket = connect({ host, port: Number(port) });
  return new Promise((resolve) => {
    const answer = (isThere: boolean) => {
      socket.destroy();
      resolve(isThere);
    };
    socket.once("connect", () => answer(true));
    socket.once("error", () => answer(false));
  });
}
