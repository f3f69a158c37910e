/** Plain text as a Markdown code block that no line of the text can end. */
export function inCodeBlock(text: string): string {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map((run) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}text\n${text.trimEnd()}\n${fence}`;
}

const FORK_NOTICE =
  "> **From a fork.** The code of the pull request itself wrote this report. Look at its changes outside of `stacks/` before relying on it.";

/** A report that a fork's run wrote: says so, and mentions nobody, since an invisible word joiner follows every `@`. */
export function fromFork(body: string): string {
  return `${FORK_NOTICE}\n\n${body.replaceAll("@", "@\u2060")}`;
}
