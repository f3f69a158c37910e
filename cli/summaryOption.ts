/** The option of a report on the page of its job: the same in `check`, `diff` and `preview`. */
import { Option } from "commander";

export function summaryOption(): Option {
  return new Option("--summary [file]", "append the Markdown report to a file; without one to $GITHUB_STEP_SUMMARY");
}
