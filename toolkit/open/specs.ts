/** The specs behind a preview: places in the comment, and causes. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { type ReadText, specReader } from "../../access/language/specReader.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import { openBase } from "./base.ts";

export interface Specs {
  /** The spec of the working tree; absent where it does not load. */
  readonly head?: LoadedSpec;
  /** The spec that the deployed state came from, where somebody names it. */
  readonly base?: LoadedSpec;
}

export interface ReadSpecs extends Specs {
  /** The working tree's spec was read, and is not valid. */
  readonly invalid: boolean;
}

/** @param base git ref of the spec that the deployed state came from */
export function readSpecs(file: string, cwd: string, base: string | undefined): ReadSpecs {
  const before = base === undefined ? undefined : openBase(base, cwd);
  const readText = specReader(cwd);
  const head = existsSync(join(cwd, file)) ? load(file, readText) : undefined;
  const baseSpec = before?.has(file) ? load(file, before.readText) : undefined;
  return {
    ...(head !== undefined && head !== "invalid" && { head }),
    ...(baseSpec !== undefined && baseSpec !== "invalid" && { base: baseSpec }),
    invalid: head === "invalid",
  };
}

function load(file: string, readText: ReadText): LoadedSpec | "invalid" {
  const result = loadJudgedSpec(file, readText);
  return result.ok ? result.spec : "invalid";
}
