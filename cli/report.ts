/** `genesys-access report`: one report for each stack, for the comments of a pull request. */
import { Command } from "commander";
import type { ReportOptions } from "../toolkit/report/reportStacks.ts";
import { writeSummary } from "../toolkit/summary.ts";
import { baseRefOption } from "./baseRefOption.ts";
import { collect } from "./collect.ts";
import { summaryOption } from "./summaryOption.ts";

interface Options extends ReportOptions {
  readonly summary?: string | true;
}

const HELP = `
Writes <stack>.md for each stack of either side. A report is there whatever happens: of a stack that cannot be compared it says so.
Judging is the business of \`check\`, \`diff --verdict\` and \`verdict\`; the exit code says only whether there was something to do.

Examples:
  genesys-access report --base origin/main --output report --summary
  genesys-access report --base . --head ../change --output report     a pull request's folder as data
  genesys-access report --base org --base-spec . --head ../change --stack prod --output live
  cat report/*.md | genesys-access comment --github --body -`;

export function reportCommand(): Command {
  return new Command("report")
    .description(
      "Write one Markdown report for each stack: what a change gives and takes. For `genesys-access comment`.",
    )
    .option("--base <ref|folder>", "what to compare with, as in `diff`: also deployed, live and org")
    .addOption(baseRefOption())
    .option("--base-spec <ref|folder>", "with --base org: the specs that the org was deployed from")
    .option("--head <folder>", "what to compare; the working tree unless given")
    .option("--stack <name>", "only this stack (repeatable)", collect, [])
    .requiredOption("--output <folder>", "folder for the reports")
    .addOption(summaryOption())
    .addHelpText("after", HELP)
    .action(run);
}

async function run({ summary, ...options }: Options): Promise<void> {
  const { reportStacks } = await import("../toolkit/report/reportStacks.ts");
  writeSummary(await reportStacks(options, process.cwd()), summary);
}
