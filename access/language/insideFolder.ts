/**
 * Files of a folder that somebody else wrote, such as a pull request, as data: a name, an `include` or a symbolic link that leads out of the folder
 * would show files of the machine in a report, or let a change be judged by other files than those that are merged.
 */
import { lstatSync, realpathSync } from "node:fs";
import { isAbsolute, relative, resolve, sep } from "node:path";
import { readRegularFile } from "./regularFile.ts";

export interface InsideFolder {
  has(path: string): boolean;
  /** Throws where there is no such file, and where the file lies outside. */
  readText(path: string): string;
}

/** @param folder exists */
export function insideFolder(folder: string): InsideFolder {
  const root = realpathSync(folder);
  return {
    has: (path) => {
      try {
        // A link counts as there, wherever it leads: reading it says what is wrong with it.
        return isBelow(resolve(folder), resolve(folder, path)) && lstatSync(resolve(folder, path)) !== undefined;
      } catch {
        return false;
      }
    },
    readText: (path) => readRegularFile(realFile(root, folder, path)),
  };
}

function realFile(root: string, folder: string, path: string): string {
  if (isAbsolute(path) || !isBelow(resolve(folder), resolve(folder, path)))
    throw new Error("it is outside of the folder");
  const file = realpathSync(resolve(folder, path));
  if (!isBelow(root, file)) throw new Error("it is a link that leads out of the folder");
  return file;
}

/** True for the folder itself and what is in it, by name alone. */
export function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
