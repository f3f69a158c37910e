/** The git repository around a folder. */
import { existsSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";

/** The way from the root of the repository to the folder, with `/`; empty for the root itself, and where there is no repository yet. */
export function folderInRepository(folder: string): string {
  for (let place = folder; ; place = dirname(place)) {
    if (existsSync(join(place, ".git"))) return relative(place, folder).split(sep).join("/");
    if (place === dirname(place)) return "";
  }
}
