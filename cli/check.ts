/** `genesys-access check`: every rule over specs, offline and without credentials. */
import { Command, InvalidArgumentError, Option } from "commander";
import { REPORT_FORMATS } from "../access/report/formats.ts";
import { parseDay, printDay } from "../access/values/day.ts";
import type { CheckOptions } from "./actions/check.ts";
import { baseRefOption } from "./baseRefOption.ts";
import { outputOption } from "./options/outputOption.ts";
import { type StackOption, stackOption } from "./stackOption.ts";
import { summaryOption } from "./summaryOption.ts";

const EXAMPLES = `
Examples:
  genesys-access check                                  every spec in stacks/
  genesys-access check prod                             stacks/prod.yaml
  genesys-access check prod --base-ref origin/main      as a merge gate: waivers, policies and promises of the target branch
  genesys-access check --base . --head ../change        a pull request's files as data, judged by the program and waivers here
  genesys-access check --format sarif --output access.sarif
  genesys-access check prod --watch                     while one edits
  my-template | genesys-access check -                  a spec that is no file: what it includes is looked for from here`;

export function checkCommand(): Command {
  return new Command("check")
    .description("Check specs against the language, the catalogue and every rule: offline, without credentials.")
    .argument(
      "[stacks...]",
      "names of stacks (stacks/<name>.yaml) or files; - for standard input; without any, every spec in stacks/",
    )
    .addOption(stackOption())
    .addOption(new Option("--format <format>", "what to print").choices(REPORT_FORMATS).default("text"))
    .addOption(outputOption("the report").conflicts("watch"))
    .addOption(summaryOption())
    .option(
      "--base <ref|folder>",
      "take waivers and policies from the specs at this git ref or in this folder, so that a change cannot exempt itself; its promises (cannot, only) hold as well",
    )
    .addOption(baseRefOption())
    .option(
      "--head <folder>",
      "check the specs of this folder as data, instead of the working tree: no file outside of it is read",
    )
    .addOption(
      new Option("--watch", "check again whenever a file changes that was read, until Ctrl-C").conflicts([
        "head",
        "summary",
      ]),
    )
    .option("--strict", "advisory findings refuse too", false)
    .addOption(
      new Option("--today <date>", "the day that waivers are held against, YYYY-MM-DD")
        .argParser(parseToday)
        .default(printDay(new Date()), "today in UTC"),
    )
    .addHelpText("after", EXAMPLES)
    .action(async (stacks: readonly string[], options: CheckOptions & StackOption) => {
      const { run } = await import("./actions/check.ts");
      await run([...stacks, ...options.stack], options);
    });
}

function parseToday(text: string): string {
  if (parseDay(text) === undefined) throw new InvalidArgumentError("Write a real day as YYYY-MM-DD.");
  return text;
}
