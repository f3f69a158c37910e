/** Files of one folder, and of nothing outside of it: a symbolic link in a repository may lead anywhere. */
import { lstatSync, mkdirSync, readFileSync, realpathSync, type Stats } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";

/** @param root the folder, without links in its own path */
export class Folder {
  readonly root: string;

  constructor(root: string) {
    this.root = root;
  }

  /** The text of a file; undefined where there is none. Throws a Failure for anything that is no file of this folder. */
  read(path: string): string | undefined {
    const file = this.place(path);
    const found = statOf(file);
    if (found === undefined) return undefined;
    if (!found.isFile())
      throw new Failure(`${path} is there and is no file. Rename it, then run the same command again.`);
    try {
      return readFileSync(file, "utf8");
    } catch (error) {
      throw new Failure(`${path} cannot be read: ${codeOf(error)}.`, EXIT.unreachable);
    }
  }

  /**
   * The real place of a file, with links followed. Throws a Failure where a folder on the way to it is a file, or a link leads out of this folder or to nothing.
   */
  place(path: string): string {
    const parts = path.split("/");
    let place = this.root;
    for (const [index, part] of parts.entries()) {
      const walked = parts.slice(0, index + 1).join("/");
      place = join(place, part);
      const found = statOf(place);
      if (found === undefined) return join(place, ...parts.slice(index + 1));
      if (found.isSymbolicLink()) place = this.#target(place, walked);
      const isFolder = statOf(place)?.isDirectory() === true;
      if (index < parts.length - 1 && !isFolder)
        throw new Failure(
          `${walked} is no folder, and ${path} belongs into it. Rename it, then run the same command again.`,
        );
    }
    return place;
  }

  /** The nearest folder that exists, at the place of a file or above it. */
  nearestFolder(path: string): string {
    let folder = dirname(this.place(path));
    while (statOf(folder) === undefined && folder !== dirname(folder)) folder = dirname(folder);
    return folder;
  }

  #target(link: string, path: string): string {
    const target = realPath(link);
    const inside = target === undefined ? ".." : relative(this.root, target);
    if (inside === ".." || inside.startsWith(`..${sep}`) || inside === "" || inside === target)
      throw new Failure(
        `${path} is a symbolic link that leads out of the folder or to nothing: nothing is written through it. Remove the link, then run the same command again.`,
      );
    return target as string;
  }
}

function realPath(link: string): string | undefined {
  try {
    return realpathSync(link);
  } catch {
    return undefined;
  }
}

/** Of a link itself. */
export function statOf(path: string): Stats | undefined {
  try {
    return lstatSync(path);
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR") return undefined;
    throw new Failure(`${path} cannot be read: ${code}.`, EXIT.unreachable);
  }
}

/** One level after the other: Node's own `recursive` never ends where a system refuses a new folder with ENOENT, as /proc does. */
export function makeFolder(folder: string): void {
  if (statOf(folder) !== undefined) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

export function codeOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? (error as Error).message;
}
