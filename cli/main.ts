/** `genesys-access`, as a process. */
import { run } from "./program.ts";

// `genesys-access check | head` closes the pipe early: nothing is left to say then.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

await run(process.argv.slice(2));
