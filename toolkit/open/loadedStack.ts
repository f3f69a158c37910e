/** One spec of a check: loaded and planned, or what is wrong with it. */

import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import type { Problem } from "../../access/language/problem.ts";
import type { ReadText } from "../../access/language/specReader.ts";
import type { DesiredAccess } from "../../access/plan/desired.ts";
import { planOffline } from "../../access/plan/planOffline.ts";
import { loadJudgedSpec } from "../../policies/loadJudgedSpec.ts";
import type { SpecFile } from "./specFiles.ts";

export type LoadedStack = ValidStack | InvalidStack;

export interface ValidStack extends SpecFile {
  readonly spec: LoadedSpec;
  readonly desired: DesiredAccess;
}

export interface InvalidStack extends SpecFile {
  readonly problems: readonly Problem[];
}

export function isValid(stack: LoadedStack): stack is ValidStack {
  return "desired" in stack;
}

/** Reads a stack without asking its org: selectors and existing roles stay what they are written as. */
export function openSpec({ name, file }: SpecFile, readText: ReadText): LoadedStack {
  const loaded = loadJudgedSpec(file, readText);
  if (!loaded.ok) return { name, file, problems: loaded.problems };
  const { spec } = loaded;
  const planned = planOffline(spec);
  return planned.ok ? { name, file, spec, desired: planned.desired } : { name, file, problems: planned.problems };
}
