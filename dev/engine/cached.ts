/** The test of a CLI: does it run, and is it the right version. */
import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runChild } from "./child.ts";
import type { EngineLayout } from "./layout.ts";
import { ENGINE_VERSION } from "./version.ts";

/** A first start from a cold disk takes seconds; a minute means that it hangs. */
const START_LIMIT_MS = 60_000;

/**
 * Starts the CLI at `pulumi` to see that it works: the file alone proves nothing after a broken copy or for another
 * processor.
 *
 * @returns undefined if it runs and is the version that belongs there, else what is wrong with it
 */
export async function problemWithCli(
  pulumi: string,
  layout: EngineLayout,
  env: NodeJS.ProcessEnv,
): Promise<string | undefined> {
  if (!existsSync(pulumi)) return "not there";
  const outcome = await runChild(pulumi, ["version"], {
    env: { ...env, PULUMI_HOME: layout.home, PULUMI_SKIP_UPDATE_CHECK: "1" },
    limit: START_LIMIT_MS,
  });
  if (!outcome.ok) return `does not run \`pulumi version\`: ${outcome.said}`;
  const printed = outcome.lines.map((line) => line.trim());
  return printed.includes(`v${ENGINE_VERSION}`) ? undefined : `says it is ${printed.join(" ")}, not v${ENGINE_VERSION}`;
}

/**
 * True if the CLI of `layout` runs: asked once for each file, because the answer takes a third of a second. A note beside it keeps the processor, the
 * size and the time of the file that ran.
 */
export async function cliRuns(layout: EngineLayout, env: NodeJS.ProcessEnv): Promise<boolean> {
  const file = statSync(layout.pulumi, { throwIfNoEntry: false });
  if (file === undefined) return false;
  const proof = `${process.platform} ${process.arch} ${file.size} ${file.mtimeMs}\n`;
  const kept = join(layout.root, ".runs");
  if (read(kept) === proof) return true;
  if ((await problemWithCli(layout.pulumi, layout, env)) !== undefined) return false;
  try {
    writeFileSync(kept, proof);
  } catch {
    // A folder that others own: then it is asked each time.
  }
  return true;
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
