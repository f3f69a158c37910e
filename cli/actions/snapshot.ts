/** Takes the snapshot and says what is in it: what `genesys-access snapshot` does with its options. */
import type { ExitCode } from "../../toolkit/exitCodes.ts";
import type { SnapshotOptions } from "../../toolkit/snapshot/options.ts";
import { renderSnapshot } from "../../toolkit/snapshot/render.ts";
import { takeSnapshot } from "../../toolkit/snapshot/takeSnapshot.ts";
import { isQuiet, reportWidth } from "../../toolkit/terminal.ts";

export async function run(options: SnapshotOptions): Promise<ExitCode> {
  const { snapshot, exitCode } = await takeSnapshot(options);
  const isComplete = exitCode === 0;
  if (!isQuiet() || !isComplete) process.stdout.write(renderSnapshot(snapshot, options.output, reportWidth(undefined)));
  return exitCode;
}
