/** Option of every command that compares: a base that no file of the change can stand in for. */
import { Option } from "commander";

export function baseRefOption(): Option {
  return new Option("--base-ref <ref>", "instead of --base: a git ref, also where a file or a folder has its name");
}
