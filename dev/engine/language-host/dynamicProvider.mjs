// Starts the dynamic provider of the project in the working directory, with the engine's arguments. The vendor's launcher asks one Node where the
// provider is and starts it with another; this is one process, and it keeps compiled modules as the program does.

import module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { endAfterParent } from "./lifetime.mjs";
import { resolveCommand } from "./sdk.mjs";

process.env.NODE_COMPILE_CACHE ||= join(import.meta.dirname, "..", "compile-cache");
module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);

const provider = resolveCommand("dynamic-provider", process.cwd());
const require = createRequire(provider);
// The SDK also loads TypeScript's compiler, with which programs serialise functions: a tenth of a second for what a provider never does.
const compiler = join(dirname(provider), "..", "..", "typescript-shim.js"); // an SDK without it is not hindered
require.cache[compiler] = Object.assign(new module.Module(compiler), { filename: compiler, loaded: true });
process.argv[1] = provider;
require(provider);

// The engine ends this process with a signal, and Node keeps what it has compiled only at a normal end: so it is kept here, once the
// first request has loaded the rest.
setTimeout(() => module.flushCompileCache?.(), 1_000).unref();

endAfterParent({ graceMs: 60_000, end: () => process.exit(1) });
