// The Node language host: lets the Pulumi engine run Node programs and Node policy packs.
//
// The vendor ships its own host only inside the CLI download (it is an untagged Go module), so a CLI
// built from Go modules has none. The engine takes any executable named `pulumi-language-nodejs` that
// prints a port and serves pulumirpc.LanguageRuntime there. Plain JavaScript without dependencies of
// its own: it runs from the Pulumi home, under whatever `node` is on PATH, and borrows gRPC and the
// message classes from the project's @pulumi/pulumi.

import module from "node:module";
import { join } from "node:path";
import { Children } from "./children.mjs";
import { endWithEngine } from "./lifetime.mjs";
import { findSdk } from "./sdk.mjs";
import { serveLanguageRuntime } from "./service.mjs";

// Inherited by the program and the packs: about a fifth off the fixed cost of a preview.
process.env.NODE_COMPILE_CACHE ||= join(import.meta.dirname, "..", "compile-cache");
module.enableCompileCache?.(process.env.NODE_COMPILE_CACHE);

/** The engine's own gRPC address is always the last argument, after any logging or tracing flags. */
const engineAddress = process.argv.slice(2).at(-1);

try {
  const children = new Children();
  const { port, close } = await serveLanguageRuntime({ sdk: findSdk(process.cwd()), children, engineAddress });
  endWithEngine({ engineAddress, end: () => close().finally(() => process.exit(0)) });
  process.stdout.write(`${port}\n`);
} catch (error) {
  process.stderr.write(`pulumi-language-nodejs: ${error instanceof Error ? error.message : error}\n`);
  process.exit(1);
}
