import { connect, createServer, type Socket } from "node:net";

/** A TCP proxy before a server, through which every answer comes later. */
export interface SlowServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Each piece of an answer waits `milliseconds`, so that one request and its answer take at least as long; order and content stay. */
export async function slowly(port: number, milliseconds: number): Promise<SlowServer> {
  const open = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    for (const socket of [near, far]) {
      open.add(socket);
      socket.setNoDelay(true);
      socket.on("error", () => {});
      socket.on("close", () => {
        open.delete(socket);
        setTimeout(() => (socket === near ? far : near).destroy(), milliseconds * 2);
      });
    }
    near.pipe(far);
    // Pieces that came in order wait equally long: they leave in order.
    far.on("data", (piece) => setTimeout(() => near.writable && near.write(piece), milliseconds));
    far.on("end", () => setTimeout(() => near.end(), milliseconds));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (address === null || typeof address === "string") throw new Error("No port.");
  return {
    port: address.port,
    close: async () => {
      for (const socket of open) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
