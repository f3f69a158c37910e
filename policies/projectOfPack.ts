/** The project that a policy pack judges, found from where the pack runs. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { firstProjectRoot } from "../access/language/projectRoot.ts";

/**
 * The engine starts a pack in the pack's own folder: `policies/` of the project, or that of the installed package below the project's node_modules.
 * Where a workspace keeps its packages above the project, only the shell's folder tells which project is meant.
 *
 * A pack is judge, not project: a Pulumi.yaml inside its own folder would let a change bring a spec of its own, with other waivers, to the judge.
 *
 * @param cwd the folder in which the pack runs
 * @param own the folder of this code
 * @param shell the folder of the shell that started the engine, PWD
 */
export function projectOfPack(cwd: string, own: string, shell: string | undefined): string {
  return firstProjectRoot([aroundPack(cwd), aroundPack(own), shell]) ?? cwd;
}

function aroundPack(folder: string): string {
  return existsSync(join(folder, "PulumiPolicy.yaml")) ? dirname(folder) : folder;
}
