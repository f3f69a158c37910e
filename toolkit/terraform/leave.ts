/** The commands by which Terraform forgets objects and leaves them in the org. */
import { sortedOnce } from "../../access/values/text.ts";

/** Addresses of one command: a command line has its limits, and a reviewer too. */
const OF_ONE_COMMAND = 50;

/**
 * `terraform state rm` for exactly these addresses, for a POSIX shell; one command for each fifty, because each takes the lock of the state once.
 *
 * @param program `terraform` or `tofu`
 */
export function leaveCommands(addresses: readonly string[], program = "terraform"): string[] {
  const quoted = sortedOnce(addresses).map(shellQuoted);
  const commands: string[] = [];
  for (let at = 0; at < quoted.length; at += OF_ONE_COMMAND)
    commands.push([`${program} state rm`, ...quoted.slice(at, at + OF_ONE_COMMAND)].join(" \\\n  "));
  return commands;
}

/** In single quotes, inside which a POSIX shell takes everything as it is. */
function shellQuoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
