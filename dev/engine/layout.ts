/** The layout of a Pulumi home. */
import { homedir } from "node:os";
import { join } from "node:path";
import { ENGINE_VERSION } from "./version.ts";

/** The places of one version of the Pulumi CLI inside a Pulumi home. */
export interface EngineLayout {
  /** The Pulumi home: PULUMI_HOME or ~/.pulumi. */
  readonly home: string;
  /** Holds one folder per installed version, and our lock and staging folders while we work. */
  readonly versions: string;
  /** This version's folder. It appears and disappears as a whole. */
  readonly root: string;
  readonly bin: string;
  readonly pulumi: string;
  readonly lock: string;
}

/**
 * The same places that the `pulumi` npm package looks at (its lib/cache.js and lib/resolve.js) and that the
 * Automation API installs to, so that plain `npx pulumi` finds what we put there.
 */
export function engineLayout(home: string): EngineLayout {
  const versions = join(home, "versions");
  const root = join(versions, ENGINE_VERSION);
  const bin = join(root, "bin");
  const pulumi = join(bin, process.platform === "win32" ? "pulumi.exe" : "pulumi");
  return { home, versions, root, bin, pulumi, lock: join(versions, `.${ENGINE_VERSION}.lock`) };
}

/** PULUMI_HOME, or ~/.pulumi as every Pulumi tool assumes without it. */
export function pulumiHome(env: NodeJS.ProcessEnv): string {
  return env["PULUMI_HOME"] || join(homedir(), ".pulumi");
}
