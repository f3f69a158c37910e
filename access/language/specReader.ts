/**
 * The reader of spec files from the disk, for the program, the pack and every command. What a first file includes must lie in the folder of its
 * project, links followed: an `include` may come from anybody who may propose a change, and reports quote what is read.
 */
import { dirname, relative, resolve } from "node:path";
import { type InsideFolder, insideFolder, isBelow } from "./insideFolder.ts";
import { projectRoot } from "./projectRoot.ts";

/** Gives the text of a file or throws. `first` is the file that the reading began with; without it the file itself is the first one. */
export type ReadText = (file: string, first?: string) => string;

/** @param cwd names of files are relative to it */
export function specReader(cwd: string): ReadText {
  const folders = new Map<string, InsideFolder>();
  return (file, first = file) => {
    const root = rootOf(cwd, resolve(cwd, first));
    const folder = folders.get(root) ?? insideFolder(root);
    folders.set(root, folder);
    return folder.readText(relative(root, resolve(cwd, file)) || ".");
  };
}

/** The project of the run, or that of a first file elsewhere, which only a person names. */
function rootOf(cwd: string, first: string): string {
  const own = projectRoot(cwd) ?? resolve(cwd);
  return isBelow(own, first) ? own : (projectRoot(dirname(first)) ?? dirname(first));
}

/** The same where the first file as well must lie in the folder of the run: its name may come from a file of the project. */
export function ownSpecReader(cwd: string): ReadText {
  const read = specReader(cwd);
  const own = projectRoot(cwd) ?? resolve(cwd);
  return (file, first = file) => {
    if (!isBelow(own, resolve(cwd, first))) throw new Error("it is outside of the folder");
    return read(file, first);
  };
}
