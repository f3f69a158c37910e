import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import type { ManagedFile } from "../../../toolkit/init/managedFile.ts";
import { createFolder, openFolder } from "../../../toolkit/init/openFolder.ts";
import type { InitOptions } from "../../../toolkit/init/options.ts";
import type { Platform } from "../../../toolkit/init/pipelines.ts";
import { type InitPlan, planInit } from "../../../toolkit/init/planInit.ts";
import { ownVersions } from "../../../toolkit/init/versions.ts";
import { requireWritable, writePlan } from "../../../toolkit/init/writePlan.ts";

export const PLAIN: InitOptions = { stack: "dev", platforms: [], update: false, force: [], oldState: false };

/** An empty folder, removed after the test, with these files in it. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const dir = realpathSync(mkdtempSync(join(tmpdir(), "genesys-access-init-")));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) put(dir, path, text);
  return dir;
}

export function put(dir: string, path: string, text: string): void {
  mkdirSync(dirname(join(dir, path)), { recursive: true });
  writeFileSync(join(dir, path), text);
}

export function text(dir: string, path: string): string {
  return readFileSync(join(dir, path), "utf8");
}

/** Text of each file below a folder, by path. */
export function everything(dir: string): Record<string, string> {
  const files = readdirSync(dir, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    files.map(({ parentPath, name }) => {
      const file = join(parentPath, name);
      return [file.slice(dir.length + 1), readFileSync(file, "utf8")];
    }),
  );
}

/** Plans and writes, as the command does; `managed` are the pipelines of a platform. */
export function init(
  dir: string,
  options: Partial<InitOptions> = {},
  managed: readonly ManagedFile[] = [],
  platform: Platform = "github",
): InitPlan {
  const folder = openFolder(dir, "/");
  const platformFiles = (asked: Platform) => (asked === platform ? managed : []);
  const plan = planInit({ folder, options: { ...PLAIN, ...options }, versions: ownVersions(), platformFiles });
  requireWritable(folder, plan.files);
  createFolder(folder);
  writePlan(folder, plan.files);
  return plan;
}

/** State of each file of a plan, by path. */
export function states({ files }: InitPlan): Record<string, string> {
  return Object.fromEntries(files.map(({ path, state }) => [path, state]));
}

export function one({ files }: InitPlan, path: string) {
  const found = files.find((file) => file.path === path);
  if (!found) throw new Error(`The plan has no ${path}.`);
  return found;
}

export { existsSync };
