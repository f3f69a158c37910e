import { chmod, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { StackOnSimulator } from "./stackOnSimulator.ts";

const STAND_IN = join(import.meta.dirname, "commandPlugin.mjs");

/** Puts the stand-in of Pulumi's command plugin where `pulumi plugin install resource command 1.2.1` puts the real one. */
export async function installCommandPlugin({ workspace }: StackOnSimulator): Promise<void> {
  await writeCommandPlugin(join(String(workspace.env["PULUMI_HOME"]), "plugins", "resource-command-v1.2.1"));
}

/** Puts the stand-in into a folder, which is made: one of plugins, or one of PATH. */
export async function writeCommandPlugin(folder: string): Promise<void> {
  const file = join(folder, "pulumi-resource-command");
  await mkdir(folder, { recursive: true });
  await writeFile(file, `#!/bin/sh\nexec '${process.execPath}' '${STAND_IN}' "$@"\n`);
  await chmod(file, 0o755);
}
