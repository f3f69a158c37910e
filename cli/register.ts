/** `genesys-access register`: who can do what, where and why, in the form that its reader keeps. */
import { Command, InvalidArgumentError, Option } from "commander";
import { parseDay, printDay } from "../access/values/day.ts";
import {
  DELIMITERS,
  LANGUAGES,
  REGISTER_BRANCH,
  REGISTER_FORMATS,
  type RegisterOptions,
} from "../toolkit/register/options.ts";
import { collect } from "./collect.ts";
import { outputOption } from "./options/outputOption.ts";

const HELP = `
The access of every client, user and group, with owner, purpose, legal basis, roles, divisions, conditions, justifications,
waivers, promises and findings, and what nobody can see. Access is counted in the same atoms as in \`diff\`, and every form has
the same SHA-256. Nothing is changed.

Where it is from: the specs of this project (every stack unless --stack names some; offline, without credentials); with
--stack and --org the specs and what their orgs say besides (ids, age of secrets, drift); with --org alone the org of the
credentials in GENESYSCLOUD_*; with --snapshot files of \`genesys-access snapshot\`, one for each org.

Forms: markdown (capped, with counts), csv (a row for each atom, cells that no spreadsheet takes for a formula), json (all of it,
for --compare), html (one page), guide (for whoever runs a client of a spec in an org of their own: no ids, no secrets), records and
records-csv (a record of processing activities as Markdown and as a table).

--evidence FILE tells which clients were verified, when, with which counts, and whether it was by the present spec.
--compare FILE tells what changed since an earlier register (json); with --format csv the table is of the changes alone.
--at DAY reads back what the pipelines kept on the branch ${REGISTER_BRANCH} at the end of that day.

Exit code 0: the register is written. 3: a spec is not valid. 4: not everything could be read: the register is written, and says
what is missing.

Examples:
  genesys-access register --format html --output register.html
  genesys-access register --stack prod --format csv --delimiter semicolon --bom --output register.csv
  genesys-access register --stack prod --org                          with what the org says
  genesys-access register --org --format json --output register.json
  genesys-access register --snapshot emea.json --snapshot na.json --format csv
  genesys-access register --stack prod --compare last-quarter.json
  genesys-access register --stack prod --at 2026-06-30 --format csv
  genesys-access register --stack prod --format guide --client crm --output guide.md
  genesys-access register --format records --language de`;

export function registerCommand(): Command {
  return new Command("register")
    .description("Write the access register: who can do what, where and why, of stacks, an org or snapshots.")
    .option("--stack <name>", "name of a stack, or a file with its spec (repeatable)", collect, [])
    .addOption(
      new Option("--org", "the org of the credentials in the environment; with --stack the org of each stack").default(
        false,
      ),
    )
    .option("--snapshot <file>", "a file of `genesys-access snapshot` (repeatable)", collect, [])
    .addOption(new Option("--format <format>", "what to write").choices(REGISTER_FORMATS).default("markdown"))
    .addOption(outputOption("the register"))
    .option("--client <key>", "with --format guide: the client that it is for; every one unless given")
    .addOption(new Option("--language <language>", "of the headings of records").choices(LANGUAGES).default("en"))
    .addOption(
      new Option("--delimiter <name>", "between the cells of a table")
        .choices(Object.keys(DELIMITERS))
        .default("comma"),
    )
    .option("--bom", "begin a table with the mark by which spreadsheets know UTF-8", false)
    .option("--compare <file>", "an earlier register as JSON: tell what changed since")
    .addOption(
      new Option("--at <day>", "the register that was kept at the end of this day, YYYY-MM-DD, in UTC")
        .argParser(readDay)
        .conflicts(["org", "snapshot", "waivers"]),
    )
    .option("--ref <ref>", `with --at: where registers are kept; the branch ${REGISTER_BRANCH} unless given`)
    .addOption(
      new Option("--evidence <file>", "what `genesys-access verify --format json` wrote (repeatable)")
        .argParser(collect)
        .default([])
        .conflicts("at"),
    )
    .option("--waivers <file>", "of an org without a spec: exceptions, each with a reason, an owner and a last day")
    .addOption(
      new Option("--today <date>", "the day that ages and waivers are counted to, YYYY-MM-DD")
        .argParser(readDay)
        .default(printDay(new Date()), "today in UTC"),
    )
    .addHelpText("after", HELP)
    .action(async (options: RegisterOptions) => {
      const { run } = await import("./actions/register.ts");
      await run(options);
    });
}

function readDay(text: string): string {
  if (parseDay(text) === undefined) throw new InvalidArgumentError("Write a real day as YYYY-MM-DD.");
  return text;
}
