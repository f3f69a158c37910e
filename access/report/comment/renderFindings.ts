/** The findings of a check in one stack, as Markdown for the summary of a job. */
import { type ReportStack, summarise } from "../model.ts";
import { code } from "./code.ts";
import { heading } from "./nodes.ts";
import { findingBlocks } from "./sections.ts";
import { serialise } from "./serialise.ts";

/** Most findings of each kind; the others are counted. */
const ROWS = 200;

export function renderFindings(stack: ReportStack): string {
  const { refused, advised, waived } = summarise({ stacks: [stack] });
  const title = heading(
    3,
    "Check of stack ",
    code(stack.name),
    `: ${refused} refused, ${advised} advised, ${waived} waived`,
  );
  return serialise([title, ...findingBlocks(stack.results, ROWS)]);
}
