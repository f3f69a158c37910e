/** `--stack` of the commands that take names of stacks as arguments: whoever knows it from another command may write it here. */
import { Option } from "commander";
import { collect } from "./collect.ts";

export interface StackOption {
  readonly stack: readonly string[];
}

export function stackOption(): Option {
  return new Option("--stack <name>", "the same as an argument (repeatable)").argParser(collect).default([], "none");
}
