import { createHash } from "node:crypto";
import { existsSync, readdirSync, renameSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { withLock } from "../engine/lock.ts";

const ROOT = join(import.meta.dirname, "..", "..");
/** In node_modules, where the code finds the packages that it imports. */
const KEPT = join(ROOT, "node_modules", ".cache", "built");
/** What the build reads, besides the packages that the lock file names. */
const READ = [
  ...["access", "catalogue", "cli", "dev/package", "policies", "program", "providers", "schemas", "simulator"],
  ...["templates", "token", "toolkit", "library.ts", "package.json", "package-lock.json"],
];
const DAY_MS = 86_400_000;

/**
 * The folder of the published code of these sources, built when somebody first asks for it and once for all processes: what a user's project runs, and a
 * process of it starts in two thirds of the CPU time that the sources take. An edit of any source is another folder.
 */
export async function builtCode(): Promise<string> {
  const folder = join(KEPT, keyOf(READ));
  if (existsSync(folder)) return folder;
  return withLock(
    `${folder}.lock`,
    () => {},
    async () => {
      if (!existsSync(folder)) {
        removeOld();
        // Loaded only here: the bundler takes longer to load than most tests to run.
        const { buildCode } = await import("./build.ts");
        await buildCode(`${folder}.part`);
        renameSync(`${folder}.part`, folder);
      }
      return folder;
    },
  );
}

/** Of name, size and time of each file: reading them all would take as long as the build. */
function keyOf(paths: readonly string[]): string {
  const hash = createHash("sha256");
  for (const path of paths) {
    const file = join(ROOT, path);
    const inside = statSync(file).isDirectory()
      ? readdirSync(file, { recursive: true, encoding: "utf8" }).sort()
      : [""];
    for (const name of inside) {
      const found = statSync(join(file, name), { throwIfNoEntry: false });
      hash.update(`${path}/${name} ${found?.size} ${found?.mtimeMs}\n`);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

/** Builds of other sources; a run of tests may still use one of today. */
function removeOld(): void {
  for (const name of existsSync(KEPT) ? readdirSync(KEPT) : []) {
    const path = join(KEPT, name);
    if (Date.now() - statSync(path).mtimeMs > DAY_MS) rmSync(path, { recursive: true, force: true });
  }
}
