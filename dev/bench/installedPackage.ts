/** The package as npm installs it, without the declarations: built into a folder of modules, beside its dependencies. */
import { mkdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildCode, ROOT } from "../package/build.ts";

/**
 * With the command `pulumi` in `.bin`, for `npx pulumi`.
 *
 * @param modules a `node_modules` that is made or added to; dependencies are links to those of this checkout
 * @returns the folder of the package
 */
export async function installPackage(modules: string): Promise<string> {
  const installed = join(modules, "genesys-cloud-access");
  await buildCode(installed);
  const { dependencies, peerDependencies } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8"));
  for (const name of ["pulumi", ...Object.keys({ ...dependencies, ...peerDependencies })]) {
    mkdirSync(dirname(join(modules, name)), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", name), join(modules, name), "dir");
  }
  mkdirSync(join(modules, ".bin"), { recursive: true });
  symlinkSync(join("..", "pulumi", "run.js"), join(modules, ".bin", "pulumi"));
  return installed;
}
