/** The stacks whose deployment may change between two versions of a project. */
import { filesBelow, SHARED_FILES } from "../open/sharedFiles.ts";
import type { SpecSource } from "../open/source.ts";
import { filesOfStack } from "../open/stackFiles.ts";
import { stackNames } from "../open/stackNames.ts";

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
  const files = [base, head].flatMap((source) => filesOfStack(stack, source));
  return files.some((file) => differs(file, base, head));
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
