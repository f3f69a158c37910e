/** `--org`, `--stack` and `--snapshot` of the commands that look at what an org holds. */
import { type Command, Option } from "commander";

/** What `openSnapshot` (toolkit/open) takes. */
export function addSnapshotSource(command: Command): Command {
  return addOrgSource(command).addOption(
    new Option("--snapshot <file>", "a file of `genesys-access snapshot`, instead of asking the org").conflicts("org"),
  );
}

/** The same for a command that reads the org itself. */
export function addOrgSource(command: Command): Command {
  return command
    .addOption(new Option("--org", "the org of the credentials in the environment (GENESYSCLOUD_*)").default(false))
    .option("--stack <name>", "the org of a stack, with its connection; or a file with its spec");
}
