/** Work that the SDK cannot see, in a component that plans before it declares its children. */
import { rpcKeepAlive } from "./sdk.ts";

/**
 * Runs work in which resources are still to be registered. Without this the SDK would tell the engine that the program has ended as soon as the
 * requests so far are answered, and what is registered later would fail.
 */
export async function keptAlive<T>(work: () => Promise<T>): Promise<T> {
  const done = rpcKeepAlive();
  try {
    return await work();
  } finally {
    done();
  }
}
