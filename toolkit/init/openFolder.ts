/** The folder of a project, which may not exist yet. */
import { realpathSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { codeOf, Folder, makeFolder, statOf } from "./insideFolder.ts";

/** Creates nothing. Throws a Failure where something else stands in the place of the folder. */
export function openFolder(dir: string, cwd: string): Folder {
  const wanted = resolve(cwd, dir);
  const missing: string[] = [];
  let place = wanted;
  while (statOf(place) === undefined && place !== dirname(place)) {
    missing.unshift(basename(place));
    place = dirname(place);
  }
  const real = realPath(place);
  if (statOf(real)?.isDirectory() !== true)
    throw new Failure(
      `${place} is there and is no folder; nothing was written. Write the name of a folder, or of one that is to be created.`,
    );
  return new Folder(join(real, ...missing));
}

function realPath(place: string): string {
  try {
    return realpathSync(place);
  } catch (error) {
    throw new Failure(`${place} cannot be opened: ${codeOf(error)}.`, EXIT.unreachable);
  }
}

export function createFolder({ root }: Folder): void {
  try {
    makeFolder(root);
  } catch (error) {
    throw new Failure(`${root} cannot be created: ${codeOf(error)}. Write another folder.`, EXIT.unreachable);
  }
}
