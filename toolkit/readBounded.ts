/** Files that somebody names on the command line: read whole, up to a bound, and never from a device or a pipe that does not end. */
import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/**
 * The kind and the size are looked at on the open file: what stands behind its name may change between two looks.
 *
 * @param most bytes
 * @throws Error whose message is the reason, with the code of the operating system where it has one
 */
export function readBoundedBytes(file: string, most: number): Buffer {
  const open = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
  try {
    const stat = fstatSync(open);
    if (!stat.isFile()) throw new Error("it is no file");
    if (stat.size > most) throw new Error(`it has ${stat.size} bytes, and at most ${most} are read`);
    return readFileSync(open);
  } finally {
    closeSync(open);
  }
}

/** The same as text in UTF-8. */
export function readBounded(file: string, most: number): string {
  return readBoundedBytes(file, most).toString("utf8");
}
