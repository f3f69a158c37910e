/** The reports of a pull request: what it does to the access of each stack of either side. */
import type { AccessDiff } from "../../access/diff/model.ts";
import { printable } from "../../access/values/untrusted.ts";
import { compareAll } from "../diff/compareAll.ts";
import { diffMarkdown, invalidMarkdown } from "../diff/markdown.ts";
import type { DiffOptions } from "../diff/options.ts";
import { judge } from "../judge/gate.ts";
import { deployedBaseOf, openBaseOption } from "../open/baseOption.ts";
import { openSource, workingTree } from "../open/source.ts";
import { NAME } from "../open/stackNames.ts";
import { stackPairs } from "../open/stackPairs.ts";
import { writeReports } from "./writeReports.ts";

export interface ReportOptions extends Pick<DiffOptions, "base" | "baseRef" | "baseSpec" | "head" | "stack"> {
  /** Folder of the reports: `<stack>.md` each. */
  readonly output: string;
}

/** Returns the reports, as they stand in the files. Throws a Failure where a side cannot be opened or a stack is named that neither has. */
export function reportStacks(options: ReportOptions, cwd: string): Promise<string[]> {
  return writeReports({
    folder: options.output,
    stacks: stacksOf(options, cwd),
    render: (stack) => renderStack(stack, options, cwd),
  });
}

function stacksOf({ head, stack, ...base }: ReportOptions, cwd: string): readonly string[] {
  if (deployedBaseOf(base) !== undefined) return [...new Set(stack)];
  const [before, after] = [
    openBaseOption(base, cwd),
    head === undefined ? workingTree(cwd) : openSource(head, cwd, "--head"),
  ];
  const names = stackPairs(stack, before, after, cwd).map((pair) => pair.stack);
  for (const name of names.filter((one) => !NAME.test(one)))
    console.error(printable(`${JSON.stringify(name)} has no report: that cannot be the name of a stack.`));
  return names.filter((name) => NAME.test(name));
}

async function renderStack(stack: string, options: ReportOptions, cwd: string): Promise<string> {
  const gates = { failOn: [], approved: [], approvalFile: [] };
  const wanted: DiffOptions = { ...options, ...gates, stack: [stack], format: "markdown" };
  const { stacks, ...sides } = await compareAll([], wanted, cwd);
  const [compared] = stacks;
  if (compared === undefined) throw new Error("nothing was compared");
  if ("problems" in compared) return invalidMarkdown(compared, sides);
  const result = { ...compared, ...judge(compared.diff satisfies AccessDiff, [], {}) };
  return diffMarkdown(result, sides, sides.findings(compared), deployedBaseOf(options) === undefined);
}
