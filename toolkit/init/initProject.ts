/** One run of `genesys-access init`: a plan, and its execution. */
import { createFolder, openFolder } from "./openFolder.ts";
import type { InitOptions } from "./options.ts";
import { packageManagerOf } from "./packageManager.ts";
import { pipelineFiles } from "./pipelines.ts";
import { planInit } from "./planInit.ts";
import { nextCommands, renderPlan } from "./render.ts";
import { defaultBranch } from "./repository.ts";
import { ownVersions } from "./versions.ts";
import { requireWritable, writePlan } from "./writePlan.ts";

export interface InitRun {
  readonly dir: string;
  readonly cwd: string;
  readonly options: InitOptions;
  readonly dryRun: boolean;
}

/** Returns what to print. Throws a Failure before anything is written where something stands in the way. */
export function initProject({ dir, cwd, options, dryRun }: InitRun): string {
  const folder = openFolder(dir, cwd);
  const pipelines = { branch: defaultBranch(folder.root) };
  const plan = planInit({
    folder,
    options,
    versions: ownVersions(),
    platformFiles: (platform) => pipelineFiles(platform, pipelines),
  });
  requireWritable(folder, plan.files);
  const report = renderPlan(plan, { dryRun });
  if (dryRun) return report;
  createFolder(folder);
  writePlan(folder, plan.files);
  return report + (options.update ? "" : nextCommands(folder.root, cwd, packageManagerOf(folder.root), options.stack));
}
