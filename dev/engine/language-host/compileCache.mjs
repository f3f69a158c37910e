/** Node's compile cache, divided by kind of process. */
import { join } from "node:path";

/**
 * A folder of its own for the compiled modules of a kind of process that sets flags of V8 while it runs. The SDK's runners of programs and packs do
 * (runtime/closure/v8Hooks), and V8 refuses code that was compiled under other flags: in one folder, program and provider would compile and write
 * everything anew in each run, a third of a second of CPU time each.
 */
export function compileCacheOf(kind) {
  const folder = process.env.NODE_COMPILE_CACHE;
  return folder ? { NODE_COMPILE_CACHE: join(folder, kind) } : {};
}
