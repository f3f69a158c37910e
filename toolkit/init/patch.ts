/** The difference between a file and what this package would write, short enough to be read. */
import { lineDiff } from "../lineDiff.ts";
import { withLineFeeds } from "./managedFile.ts";

const MOST_LINES = 20;

/** Empty where only line ends differ. */
export function shortPatch(path: string, there: string, ours: string): string[] {
  const lines = lineDiff(path, withLineFeeds(there), withLineFeeds(ours));
  if (lines.length <= MOST_LINES) return lines;
  return [...lines.slice(0, MOST_LINES), `… and ${lines.length - MOST_LINES} more lines`];
}
