/** The package as npm installs it: built into a folder of modules, beside its dependencies. */
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildCode, ROOT } from "../package/build.ts";

/**
 * @param modules a `node_modules` that is made or added to; dependencies are links to those of this checkout
 * @returns the folder of the package
 */
export async function installPackage(modules: string): Promise<string> {
  const installed = join(modules, "genesys-cloud-access");
  await buildCode(installed);
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  for (const name of Object.keys({ ...dependencies, ...peerDependencies })) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name), "dir");
  }
  return installed;
}
