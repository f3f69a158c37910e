/** The stacks whose deployment may change between two versions of a project. */
import { lockFileOf } from "../../access/language/divisionLock.ts";
import { catalogueFileOf } from "../../access/language/loadCatalogue.ts";
import { readFiles } from "../../access/language/readFiles.ts";
import { filesBelow, SHARED_FILES } from "../open/sharedFiles.ts";
import type { SpecSource } from "../open/source.ts";
import { settingsOf, specOf, stackNames } from "../open/stackNames.ts";

export interface ChangedStacks {
  /** Stacks of the head, sorted. */
  readonly stacks: readonly string[];
  /** The first shared file that differs: then every stack is in the list. */
  readonly shared?: string;
}

export function changedStacks(base: SpecSource, head: SpecSource): ChangedStacks {
  const all = stackNames(head);
  const shared = SHARED_FILES.flatMap((name) => [...filesBelow(name, base), ...filesBelow(name, head)]).find((file) =>
    differs(file, base, head),
  );
  if (shared !== undefined) return { stacks: all, shared };
  return { stacks: all.filter((stack) => stackDiffers(stack, base, head)) };
}

function stackDiffers(stack: string, base: SpecSource, head: SpecSource): boolean {
  const files = [base, head].flatMap((source) => [settingsOf(stack, source), ...specFilesOf(stack, source)]);
  return files.some((file) => differs(file, base, head));
}

/** The spec with everything that it includes, the org's own list of permissions, and the lock of its selectors. */
function specFilesOf(stack: string, source: SpecSource): readonly string[] {
  const spec = specOf(stack, source);
  const { files, tree } = readFiles(spec, (file, first) => source.readText(file, first));
  const list = catalogueFileOf(tree);
  return [...files, ...(list === undefined ? [] : [list]), lockFileOf(spec)];
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
