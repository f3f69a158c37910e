/** Files and folders that every stack of a project depends on: what is installed, what runs, and what judges. */
import type { SpecSource } from "./source.ts";

export const SHARED_FILES = [
  "package.json",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "yarn.lock",
  ".npmrc",
  ".yarnrc",
  ".yarnrc.yml",
  ".pnpmfile.cjs",
  "Pulumi.yaml",
  "index.ts",
  "index.js",
  "policies",
] as const;

/** The file itself, or every file below the folder; nothing that is installed there. */
export function filesBelow(path: string, source: SpecSource): string[] {
  const names = source.list(path).filter((name) => name !== "node_modules");
  return names.length === 0 ? [path] : names.flatMap((name) => filesBelow(`${path}/${name}`, source));
}
