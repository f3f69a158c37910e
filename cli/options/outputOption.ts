/** The option of every command that writes a report. */
import { Option } from "commander";

export function outputOption(what = "the report"): Option {
  return new Option("--output <file>", `write ${what} to a file`);
}
