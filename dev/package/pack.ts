/** `npm run pack [FOLDER]`: the tarball that `npm publish ./dist` would send, built anew. Prints its path. */
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { build, ROOT } from "./build.ts";

if (import.meta.main) console.log(await pack(resolve(process.argv[2] ?? "."), join(ROOT, "dist")));

/**
 * @param folder where the tarball goes
 * @param staging a folder that is emptied first
 * @returns the tarball's path
 */
export async function pack(folder: string, staging: string): Promise<string> {
  await build(staging);
  mkdirSync(folder, { recursive: true });
  const args = ["pack", staging, "--pack-destination", folder, "--json", "--ignore-scripts"];
  const [packed] = JSON.parse(execFileSync("npm", args, { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }));
  return join(folder, packed.filename);
}
