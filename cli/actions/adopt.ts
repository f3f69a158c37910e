/** Adopts, and says what came of it: what `genesys-access adopt` does with its options. */
import { printable } from "../../access/values/untrusted.ts";
import { adoptStack } from "../../toolkit/adopt/adoptStack.ts";
import type { AdoptOptions } from "../../toolkit/adopt/options.ts";
import type { ExitCode } from "../../toolkit/exitCodes.ts";

export async function run(options: AdoptOptions): Promise<ExitCode> {
  const { lines, exitCode } = await adoptStack(options);
  process.stdout.write(lines.map((line) => `${printable(line)}\n`).join(""));
  return exitCode;
}
