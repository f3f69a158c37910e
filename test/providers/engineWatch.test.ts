import { once } from "node:events";
import { type AddressInfo, createServer } from "node:net";
import { describe, expect, it } from "vitest";
import { watchEngine } from "../../providers/engineWatch.ts";

describe("before a write a provider", () => {
  it("asks whether its engine is still there, and stops when it is gone", async () => {
    const engine = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
    await once(engine, "listening");
    const beforeWrite = watchEngine(`127.0.0.1:${(engine.address() as AddressInfo).port}`);
    await expect(beforeWrite()).resolves.toBeUndefined();
    engine.close();
    await once(engine, "close");
    await expect(beforeWrite()).rejects.toThrow("The Pulumi engine that asked for this is gone");
  });

  it.each([undefined, "run", "127.0.0.1:1"])(
    "goes on when there was no engine in the beginning (%s)",
    async (address) => {
      await expect(watchEngine(address)()).resolves.toBeUndefined();
    },
  );
});
