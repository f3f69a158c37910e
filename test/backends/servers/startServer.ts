import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { type SlowServer, slowly } from "../slowly.ts";
import { LATENCY_MS } from "../store.ts";

export interface StartedServer {
  readonly port: number;
  /** The same server with the latency of a store far away. */
  readonly far: SlowServer;
  /** Where it keeps its data. */
  readonly dir: string;
  /** All files that it keeps. */
  contents(): Promise<string>;
  close(): Promise<void>;
}

/** Starts a program that listens on `port`, and waits until it does. `farPort` is the port that clients know. Its data is in a folder of its own, which goes with it. */
export async function startServer(
  port: number,
  command: (dir: string, farPort: number) => readonly [program: string, ...args: string[]],
): Promise<StartedServer> {
  const dir = await mkdtemp(join(tmpdir(), "genesys-access-store-"));
  const far = await slowly(port, LATENCY_MS);
  const [program, ...args] = command(dir, far.port);
  const server = execa(program, args, { cwd: dir, all: true, reject: false, buffer: { all: true } });
  const ended = server.then(({ all }) => Promise.reject(new Error(`${program} did not start: ${all}`)));
  await Promise.race([answers(port), ended]);
  ended.catch(() => {}); // from now on its end is wanted
  return {
    port,
    far,
    dir,
    contents: async () => {
      const files = await readdir(dir, { recursive: true, withFileTypes: true });
      const texts = files.flatMap((one) => (one.isFile() ? [readFile(join(one.parentPath, one.name), "latin1")] : []));
      return (await Promise.all(texts)).join("\n");
    },
    close: async () => {
      await far.close();
      server.kill("SIGTERM");
      await server;
      await rm(dir, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.on("error", () => resolve(false));
      socket.on("connect", () => socket.destroy());
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Nobody listens on port ${port} after a minute.`);
}
