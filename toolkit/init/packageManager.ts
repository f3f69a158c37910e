/** The package manager of a folder, and the commands that a person types with it. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

export type PackageManager = "npm" | "pnpm" | "yarn";

const LOCK_FILES: readonly (readonly [string, PackageManager])[] = [
  ["pnpm-lock.yaml", "pnpm"],
  ["yarn.lock", "yarn"],
  ["package-lock.json", "npm"],
];

/** By the lock file of the folder, or of the nearest one above it in the same repository. */
export function packageManagerOf(folder: string): PackageManager {
  for (let place = folder; ; place = dirname(place)) {
    const found = LOCK_FILES.find(([file]) => existsSync(join(place, file)));
    if (found) return found[1];
    if (existsSync(join(place, ".git")) || place === dirname(place)) return "npm";
  }
}

export function installCommand(manager: PackageManager): string {
  return `${manager} install`;
}

/** A command of an installed package, as it is typed. */
export function runCommand(manager: PackageManager, command: string): string {
  return manager === "npm" ? `npx ${command}` : manager === "pnpm" ? `pnpm exec ${command}` : `yarn run ${command}`;
}
