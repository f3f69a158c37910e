/** The folder of a user's project: where Pulumi.yaml, `stacks/` and `policies/` are. Installed code never looks for them around itself. */
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml"];

/** The nearest folder with a Pulumi.yaml, from `start` upwards; undefined where there is none. */
export function projectRoot(start: string): string | undefined {
  let folder = resolve(start);
  for (;;) {
    if (PROJECT_FILES.some((name) => existsSync(join(folder, name)))) return folder;
    const above = dirname(folder);
    if (above === folder) return undefined;
    folder = above;
  }
}

/** The same from the first of several folders that has one around it. */
export function firstProjectRoot(starts: readonly (string | undefined)[]): string | undefined {
  for (const start of starts) {
    const root = start === undefined ? undefined : projectRoot(start);
    if (root !== undefined) return root;
  }
  return undefined;
}
