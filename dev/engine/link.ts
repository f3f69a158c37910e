/** Pulumi homes that borrow the CLI of another home. */
import { lstat, mkdir, realpath, rm, symlink } from "node:fs/promises";
import { dirname } from "node:path";
import type { Engine } from "./index.ts";
import { engineLayout } from "./layout.ts";

/**
 * Makes `dir` a Pulumi home of its own that borrows the CLI of `engine`: logins, plugins, configuration and logs
 * of the user's own home stay out of reach.
 *
 * @throws {Error} if `dir` holds a CLI of its own, which would be used in place of `engine`
 */
export async function isolateHome(dir: string, engine: Engine): Promise<void> {
  const { root, versions } = engineLayout(dir);
  const source = await realpath(dirname(engine.bin));
  await mkdir(versions, { recursive: true });
  const present = await lstat(root).catch(() => undefined);
  if (present?.isSymbolicLink()) await rm(root);
  else if (present !== undefined) throw new Error(`${root} is a CLI of its own. Remove it, or choose another folder.`);
  await symlink(source, root, "junction"); // the kind that Windows allows without special rights; ignored elsewhere
}
