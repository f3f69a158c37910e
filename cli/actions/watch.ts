/** Looks at the stacks, prints, writes patches, keeps the issues, and sets the exit code: what `genesys-access watch` does with its options. */
import { EXIT } from "../../toolkit/exitCodes.ts";
import { Failure } from "../../toolkit/failure.ts";
import { PostingError } from "../../toolkit/posting/index.ts";
import { remark } from "../../toolkit/terminal.ts";
import { keepWatchIssues } from "../../toolkit/watch/issues.ts";
import type { PostingPlatform, WatchFailOn, WatchFormat, WatchOptions } from "../../toolkit/watch/options.ts";
import { writePatches } from "../../toolkit/watch/patches.ts";
import { watcherSpec } from "../../toolkit/watch/readerSpec.ts";
import { renderWatch } from "../../toolkit/watch/render/index.ts";
import { exitCodeOf, watchStacks } from "../../toolkit/watch/watchStacks.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export interface WatchCommandOptions extends WatchOptions {
  readonly stack: readonly string[];
  readonly format: WatchFormat;
  readonly output?: string;
  readonly failOn: WatchFailOn;
  readonly patches?: string;
  readonly post?: PostingPlatform;
  readonly printRole: boolean;
}

export async function run({
  stack,
  format,
  output,
  failOn,
  patches,
  post,
  printRole,
  ...options
}: WatchCommandOptions): Promise<void> {
  if (printRole) {
    writeReport(watcherSpec(), output);
    return;
  }
  const watched = await watchStacks(stack, options, process.cwd());
  const reports = watched.map(({ report }) => report);
  for (const { report, ground } of patches === undefined ? [] : watched)
    for (const file of writePatches(report, ground, patches ?? ".", process.cwd())) remark(`Written: ${file}`);
  writeReport(renderWatch(reports, format), output, format);
  process.exitCode = exitCodeOf(reports, failOn);
  if (post === undefined) return;
  try {
    for (const line of await keepWatchIssues(reports, post, process.env)) remark(line);
  } catch (error) {
    if (!(error instanceof PostingError)) throw error;
    throw new Failure(error.message, error.problem === "context" ? EXIT.usage : EXIT.unreachable);
  }
}
