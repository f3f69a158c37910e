/** The stacks of a fleet. */

import { nameMatcher } from "../../access/values/nameMatcher.ts";
import { nearest } from "../../access/values/nearest.ts";
import { Failure } from "../failure.ts";
import { type SpecFile, specFiles } from "../open/specFiles.ts";

/** One org: its spec, and the variables that its commands have besides everybody's. */
export interface Member extends SpecFile {
  readonly env: NodeJS.ProcessEnv;
}

/** The specs of `stacks/` whose names match any of the patterns, all of them without one. Throws a Failure for a pattern that matches none. */
export function fleetStacks(patterns: readonly string[], cwd: string): SpecFile[] {
  const all = specFiles([], cwd);
  if (patterns.length === 0) return all;
  for (const pattern of patterns)
    if (!all.some(({ name }) => nameMatcher([pattern])(name))) throw noMatch(pattern, all);
  const matches = nameMatcher(patterns);
  return all.filter(({ name }) => matches(name));
}

function noMatch(pattern: string, all: readonly SpecFile[]): Failure {
  const names = all.map(({ name }) => name);
  const [near] = nearest(pattern.replace(/[*?]/g, ""), names);
  const hint = near === undefined ? "" : ` Nearest: ${near}.`;
  return new Failure(
    `--stack ${JSON.stringify(pattern)}: no file of stacks/ matches.${hint} Write one of ${names.join(", ")}, or a pattern with * and ?.`,
  );
}
