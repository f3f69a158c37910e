/** Files of a repository that this package manages, wherever a platform looks for its pipelines. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { compareText } from "../../access/values/text.ts";
import { type Marker, markerOf } from "./managedFile.ts";

export interface ManagedHere extends Marker {
  /** Relative to the repository, with `/` between folders. */
  readonly path: string;
}

const FILES = [".gitlab-ci.yml"] as const;
const FOLDERS = [".github", ".gitlab"] as const;

/** In the order of their paths. Links are not followed. */
export function managedHere(root: string): ManagedHere[] {
  const found = [...FILES, ...FOLDERS.flatMap((folder) => filesBelow(root, folder))];
  return found.sort(compareText).flatMap((path) => {
    const text = read(join(root, path));
    const marker = text === undefined ? undefined : markerOf(text);
    return marker === undefined ? [] : [{ path, ...marker }];
  });
}

function filesBelow(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return filesBelow(root, path);
    return entry.isFile() ? [path] : [];
  });
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
