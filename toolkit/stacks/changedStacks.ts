/** The stacks whose deployment may change between two versions of a project. */
import { lockFileOf } from "../../access/language/divisionLock.ts";
import { readFiles } from "../../access/language/readFiles.ts";
import type { SpecSource } from "../open/source.ts";
import { settingsOf, specOf, stackNames } from "./stackNames.ts";

/** Files and folders that every stack depends on: what is installed, what runs, and what judges. */
const SHARED = [
  "package.json",
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "pnpm-workspace.yaml",
  "yarn.lock",
  ".npmrc",
  ".yarnrc",
  ".yarnrc.yml",
  ".pnpmfile.cjs",
  "Pulumi.yaml",
  "index.ts",
  "index.js",
  "policies",
];

export interface ChangedStacks {
  /** Stacks of the head, sorted. */
  readonly stacks: readonly string[];
  /** The first shared file that differs: then every stack is in the list. */
  readonly shared?: string;
}

export function changedStacks(base: SpecSource, head: SpecSource): ChangedStacks {
  const all = stackNames(head);
  const shared = SHARED.flatMap((name) => [...filesIn(name, base), ...filesIn(name, head)]).find((file) =>
    differs(file, base, head),
  );
  if (shared !== undefined) return { stacks: all, shared };
  return { stacks: all.filter((stack) => stackDiffers(stack, base, head)) };
}

function stackDiffers(stack: string, base: SpecSource, head: SpecSource): boolean {
  const files = [base, head].flatMap((source) => [settingsOf(stack), ...specFilesOf(stack, source)]);
  return files.some((file) => differs(file, base, head));
}

/** The spec with everything that it includes, and the lock of its selectors. */
function specFilesOf(stack: string, source: SpecSource): readonly string[] {
  const spec = specOf(stack, source);
  return [...readFiles(spec, (file) => source.readText(file)).files, lockFileOf(spec)];
}

/** True if the two sides have different texts. A file that can be read on one side only is a difference. */
function differs(file: string, base: SpecSource, head: SpecSource): boolean {
  return textOf(file, base) !== textOf(file, head);
}

function textOf(file: string, source: SpecSource): string | undefined {
  try {
    return source.has(file) ? source.readText(file) : undefined;
  } catch {
    return undefined;
  }
}

/** The file itself, or every file below the folder; nothing that is installed there. */
function filesIn(path: string, source: SpecSource): string[] {
  const names = source.list(path).filter((name) => name !== "node_modules");
  return names.length === 0 ? [path] : names.flatMap((name) => filesIn(`${path}/${name}`, source));
}
