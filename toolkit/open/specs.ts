/** The specs behind a preview: places in the comment, and causes. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import type { GitRef } from "./base.ts";

export interface Specs {
  /** The spec of the working tree; absent where it does not load. */
  readonly head?: LoadedSpec;
  /** The spec that the deployed state came from, where somebody names it. */
  readonly base?: LoadedSpec;
}

export interface ReadSpecs extends Specs {
  /** The working tree's spec was read, and is not valid. */
  readonly invalid: boolean;
  /** Full name of the commit of the base; absent where nobody names a base. */
  readonly baseCommit?: string;
}

/** @param before git ref of the spec that the deployed state came from */
export function readSpecs(file: string, cwd: string, before: GitRef | undefined): ReadSpecs {
  const readText = (path: string) => readFileSync(join(cwd, path), "utf8");
  const head = existsSync(join(cwd, file)) ? load(file, readText) : undefined;
  const baseSpec = before?.has(file) ? load(file, before.readText) : undefined;
  return {
    ...(head !== undefined && head !== "invalid" && { head }),
    ...(baseSpec !== undefined && baseSpec !== "invalid" && { base: baseSpec }),
    invalid: head === "invalid",
    ...(before && { baseCommit: before.commit }),
  };
}

function load(file: string, readText: (file: string) => string): LoadedSpec | "invalid" {
  const result = loadJudgedSpec(file, readText);
  return result.ok ? result.spec : "invalid";
}
