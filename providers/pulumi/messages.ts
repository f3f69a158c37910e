/**
 * What the program tells through Pulumi, which prints it as it is: names of the org and texts of the spec are in it, and must not move the
 * cursor of a terminal or turn text around. Line feeds stay, since our own lists have them.
 */
import { RunError as PulumiRunError } from "@pulumi/pulumi/errors.js";
import * as pulumiLog from "@pulumi/pulumi/log/index.js";
import { printableLines } from "../../access/values/untrusted.ts";

/** The end of a run, shown without a stack trace. */
export class RunError extends PulumiRunError {
  constructor(message: string) {
    super(printableLines(message));
  }
}

export const log = {
  info: (message: string): Promise<void> => pulumiLog.info(printableLines(message)),
  warn: (message: string): Promise<void> => pulumiLog.warn(printableLines(message)),
  error: (message: string): Promise<void> => pulumiLog.error(printableLines(message)),
};
