/** Reads the usage of an org, prints it, and sets the exit code: what `genesys-access usage` does with its options. */
import type { SessionSource } from "../../toolkit/open/openSession.ts";
import { reportWidth } from "../../toolkit/terminal.ts";
import type { UsageOptions } from "../../toolkit/usage/options.ts";
import { readUsage } from "../../toolkit/usage/readUsage.ts";
import { renderUsage } from "../../toolkit/usage/render/index.ts";
import { exitCodeOf } from "../../toolkit/usage/usage.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export type UsageCommandOptions = UsageOptions & SessionSource;

export async function run(options: UsageCommandOptions): Promise<void> {
  const { format, output, failOn } = options;
  const report = await readUsage(options);
  writeReport(renderUsage(report, format, reportWidth(output)), output, format);
  process.exitCode = exitCodeOf(report, failOn);
}
