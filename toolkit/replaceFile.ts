/** Replaces a file as a whole: an interruption leaves the old one, and a symbolic link is replaced instead of followed to wherever it leads. */
import { renameSync, rmSync, writeFileSync } from "node:fs";
import { Failure } from "./failure.ts";

/**
 * @param mode of the new file, for one that is not everybody's to read
 * @throws Failure where the file cannot be written
 */
export function replaceFile(file: string, text: string, mode?: number): void {
  const beside = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text, { flag: "wx", ...(mode !== undefined && { mode }) });
    renameSync(beside, file);
  } catch (error) {
    rmSync(beside, { force: true });
    throw new Failure(`${file} cannot be written: ${(error as Error).message}.`);
  }
}
