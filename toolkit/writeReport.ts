/** A report to standard output, or into a file. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { Failure } from "./failure.ts";

export function writeReport(text: string, file: string | undefined): void {
  if (file === undefined) {
    process.stdout.write(text);
    return;
  }
  try {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  } catch (error) {
    throw new Failure(`The report cannot be written: ${(error as Error).message}.`);
  }
}
