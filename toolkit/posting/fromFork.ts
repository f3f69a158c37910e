/** Reports that a fork's own code wrote about the fork's own change. */
import { harmless } from "./harmless.ts";

const FORK_NOTICE =
  "> **From a fork.** The code of the pull request itself wrote this report. Look at its changes outside of `stacks/` before relying on it.";

/** A report that a fork's run wrote: says so, and refers to nobody and nothing. */
export function fromFork(body: string): string {
  return `${FORK_NOTICE}\n\n${harmless(body)}`;
}
