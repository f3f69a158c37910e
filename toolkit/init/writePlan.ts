/** Carries a plan out. */
import { accessSync, chmodSync, constants, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { codeOf, type Folder, makeFolder, statOf } from "./insideFolder.ts";
import type { PlannedFile } from "./plannedFile.ts";

/** Throws a Failure where a file of the plan could not be written; nothing is written by then. */
export function requireWritable(folder: Folder, files: readonly PlannedFile[]): void {
  for (const { path, text } of files) {
    if (text === undefined) continue;
    const place = folder.nearestFolder(path);
    try {
      accessSync(place, constants.W_OK | constants.X_OK);
    } catch (error) {
      throw new Failure(
        `${path} cannot be written, and nothing was: ${place} answers ${codeOf(error)}. Make the folder writable, or choose another.`,
        EXIT.unreachable,
      );
    }
  }
}

/** Throws a Failure that lists what was written before the first file that could not be. */
export function writePlan(folder: Folder, files: readonly PlannedFile[]): void {
  const written: string[] = [];
  for (const { path, text, state } of files) {
    if (text === undefined) continue;
    try {
      const place = folder.place(path);
      makeFolder(dirname(place));
      // "wx" creates: a file or a link that appeared since the plan was made is refused, not followed.
      if (state === "created") writeFileSync(place, text, { flag: "wx" });
      else replace(place, text);
    } catch (error) {
      if (error instanceof Failure) throw error;
      const before =
        written.length === 0 ? "Nothing was written before it" : `Written before it: ${written.join(", ")}`;
      throw new Failure(
        `${path} cannot be written: ${codeOf(error)}. ${before}. Correct that and run the same command again; it goes on where it stopped.`,
        EXIT.unreachable,
      );
    }
    written.push(path);
  }
}

/** As a whole or not at all, with the rights that the file has. */
function replace(place: string, text: string): void {
  const beside = `${place}.${process.pid}.tmp`;
  try {
    writeFileSync(beside, text, { flag: "wx" });
    const before = statOf(place);
    if (before) chmodSync(beside, before.mode & 0o777);
    renameSync(beside, place);
  } catch (error) {
    rmSync(beside, { force: true });
    throw error;
  }
}
