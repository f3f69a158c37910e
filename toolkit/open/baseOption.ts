/** The base of a comparison as people name it: `--base`, which may be many things, or `--base-ref`, which is only ever a git ref. */
import { Failure } from "../failure.ts";
import { type DeployedBase, isDeployedBase } from "./deployedBase.ts";
import { openRef, openSource, type SpecSource } from "./source.ts";

export interface BaseOptions {
  /** A git ref, a folder, a file, or a word for what is deployed. */
  readonly base?: string;
  /** A git ref, whatever it looks like and whatever files there are. */
  readonly baseRef?: string;
}

/** The word for what is deployed; undefined where the base is made of specs. Throws a Failure where both are given, or none. */
export function deployedBaseOf(options: BaseOptions): DeployedBase | undefined {
  const { base, baseRef } = oneBase(options);
  return baseRef === undefined && base !== undefined && isDeployedBase(base) ? base : undefined;
}

/** The specs of the base. Throws a Failure where both are given, or none, or where it cannot be opened. */
export function openBaseOption(options: BaseOptions, cwd: string): SpecSource {
  const { base, baseRef } = oneBase(options);
  return baseRef === undefined ? openSource(base ?? "", cwd, "--base") : openRef(baseRef, cwd);
}

/** Throws a Failure where both are given: nobody can say which is meant. */
export function assertOneBase({ base, baseRef }: BaseOptions): void {
  if (base === undefined || baseRef === undefined) return;
  throw new Failure("--base-ref and --base both say what to compare with. Give one of them.");
}

function oneBase(options: BaseOptions): BaseOptions {
  assertOneBase(options);
  if (options.base !== undefined || options.baseRef !== undefined) return options;
  throw new Failure("There is nothing to compare with. Give --base <ref|folder|file>, or --base-ref <ref>.");
}
