/** Scripts that `"type": "module"` would break. */
import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** A tree with more entries is read up to here. */
const MOST_ENTRIES = 5000;
const SYNTAX = /\brequire\s*\(|\bmodule\.exports\b|\bexports\.\w+\s*=/;

/** The first `.js` file that is written as CommonJS; packages of their own below the folder do not count. */
export function firstCommonJs(root: string): string | undefined {
  const folders = [""];
  let seen = 0;
  for (let folder = folders.shift(); folder !== undefined && seen < MOST_ENTRIES; folder = folders.shift()) {
    const entries = entriesOf(join(root, folder));
    seen += entries.length;
    if (folder !== "" && entries.some(({ name }) => name === "package.json")) continue;
    for (const entry of entries) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isFile() && entry.name.endsWith(".js") && isCommonJs(join(root, path))) return path;
      if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules") folders.push(path);
    }
  }
  return undefined;
}

function entriesOf(folder: string): Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

function isCommonJs(file: string): boolean {
  try {
    return SYNTAX.test(readFileSync(file, "utf8"));
  } catch {
    return false;
  }
}
