/** Getting a CLI that is not there yet, by one way after the other. */
import { chmodSync, mkdtempSync, readdirSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { problemWithCli } from "./cached.ts";
import { endRunningChildren } from "./child.ts";
import { otherThanKnown, recordDigest } from "./digest.ts";
import { download } from "./download.ts";
import { goBuild } from "./goBuild.ts";
import type { EngineLayout } from "./layout.ts";
import type { Preparation } from "./preparation.ts";
import { EngineUnavailable } from "./unavailable.ts";
import { undoOnExit } from "./undoOnExit.ts";
import { ENGINE_VERSION } from "./version.ts";

const WAYS = [
  { origin: "downloaded", name: "download from get.pulumi.com", prepare: download },
  { origin: "built", name: "build from Go modules", prepare: goBuild },
] as const;

/**
 * Gets a CLI that is not there yet: the vendor's download first, a build from Go modules where that fails.
 * The caller holds the lock. The target appears in one rename, or not at all.
 *
 * @throws {EngineUnavailable} with what each way said
 */
export async function obtainEngine(
  setting: Omit<Preparation, "stage">,
  found: string,
): Promise<"downloaded" | "built"> {
  const { layout, log } = setting;
  removeLeftovers(layout);
  const attempts = [{ name: layout.pulumi, said: found }];
  for (const way of WAYS) {
    const said = await inStage(layout, async (stage) => {
      const prepared = await way.prepare({ ...setting, stage });
      if (!prepared.ok) return prepared.said;
      const staged = join(prepared.folder, "bin", executableName(layout));
      const other = way.origin === "downloaded" ? otherThanKnown(staged, layout, setting.env, log) : undefined;
      if (other !== undefined) return other;
      const problem = await problemWithCli(staged, layout, setting.env);
      if (problem !== undefined) return `the result ${problem}`;
      moveIntoPlace(prepared.folder, layout, stage);
      recordDigest(layout);
      return undefined;
    });
    if (said === undefined) return way.origin;
    log(`The ${way.name} did not work: ${said}`);
    attempts.push({ name: way.name, said });
  }
  throw new EngineUnavailable(layout, attempts);
}

async function inStage<T>(layout: EngineLayout, work: (stage: string) => Promise<T>): Promise<T> {
  const stage = mkdtempSync(stagePrefix(layout));
  const remove = () => rmSync(stage, { recursive: true, force: true, maxRetries: 3 });
  const forget = undoOnExit(() => {
    endRunningChildren();
    remove();
  });
  try {
    return await work(stage);
  } finally {
    forget();
    remove();
  }
}

/** A CLI that does not run, or a link to nothing, gives way; a CLI that runs never gets here. */
function moveIntoPlace(folder: string, layout: EngineLayout, stage: string): void {
  try {
    renameSync(layout.root, join(stage, "replaced"));
  } catch {
    // Usually there is nothing to replace.
  }
  chmodSync(folder, 0o755); // a temporary folder is for its owner alone
  renameSync(folder, layout.root);
}

/** Folders of builds that were killed outright. We hold the lock, so nobody works in them. */
function removeLeftovers(layout: EngineLayout): void {
  for (const name of readdirSync(layout.versions)) {
    const path = join(layout.versions, name);
    if (path.startsWith(stagePrefix(layout))) rmSync(path, { recursive: true, force: true });
  }
}

function stagePrefix(layout: EngineLayout): string {
  return join(dirname(layout.root), `.${ENGINE_VERSION}.building-`);
}

function executableName(layout: EngineLayout): string {
  return layout.pulumi.slice(layout.bin.length + 1);
}
