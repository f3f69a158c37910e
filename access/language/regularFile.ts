/** The text of a regular file of a bounded size: a device or a pipe would never end, and a huge file would take the memory of the process. */
import { readFileSync, statSync } from "node:fs";

/** Bytes of one file of a spec: the largest ones known, with thousands of permissions, have a few hundred kilobytes. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** Looks at kind and size before the file is opened. Throws where it is something else, or larger. */
export function readRegularFile(path: string): string {
  const { size, isRegular } = kindOf(path);
  if (!isRegular) throw new Error("it is not a file");
  if (size > MAX_FILE_BYTES) throw new Error(tooLarge(size));
  return readFileSync(path, "utf8");
}

/** The reason why a file of that size is not read. */
export function tooLarge(size: number, most = MAX_FILE_BYTES): string {
  return most === MAX_FILE_BYTES
    ? `it has ${size} bytes, and a file of a spec at most ${most}`
    : `it has ${size} bytes, and at most ${most} are read`;
}

function kindOf(path: string): { readonly size: number; readonly isRegular: boolean } {
  const stat = statSync(path);
  return { size: stat.size, isRegular: stat.isFile() };
}
