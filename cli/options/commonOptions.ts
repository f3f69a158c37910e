/** The options that every command has: colours, and how much is told beside the report. */
import { type Command, Option } from "commander";
import { COLORS } from "../../toolkit/terminal.ts";

/** Added where the command is put among the others, so that none can lack them. */
export function addCommonOptions(command: Command): Command {
  return command
    .addOption(new Option("--color <when>", "colours in text").choices(COLORS).default("auto"))
    .addOption(new Option("-q, --quiet", "no progress and no remarks: reports, warnings and errors only"))
    .addOption(new Option("--verbose", "the steps as well, on stderr").conflicts("quiet"));
}
