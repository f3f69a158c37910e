/** A report to standard output, or into a file. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "./failure.ts";
import { highlighted } from "./highlight.ts";
import { colorsReport } from "./terminal.ts";

/** @param format of the report: a text has colours where a person wants them */
export function writeReport(text: string, file: string | undefined, format = ""): void {
  const shown = format === "text" && colorsReport(file) ? highlighted(text) : text;
  if (file === undefined) {
    process.stdout.write(shown);
    return;
  }
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, shown);
  } catch (error) {
    throw new Failure(`The report cannot be written: ${(error as Error).message}.`);
  }
}
