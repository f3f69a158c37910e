/** `genesys-access audit`: what is wrong with the access of an org that nobody manages. */
import { Command, InvalidArgumentError, Option } from "commander";
import { AUDIT_FORMATS, AUDIT_SEVERITIES, MOST_DAYS } from "../toolkit/audit/options.ts";
import type { AuditCommandOptions } from "./actions/audit.ts";
import { outputOption } from "./options/outputOption.ts";
import { addSnapshotSource } from "./options/snapshotSource.ts";

const HELP = `
Every rule of \`check\` over an org that has no spec, and what only an org shows: who can give itself any access over all of its
roles, clients that nobody uses, grants that point at nothing, roles that nobody holds, duplicates. Nothing is changed. A finding
is sure; \`investigate\` is what cannot be decided from here, and says why; a check that could not look is \`skipped\`.

Exit code 0: the report is written. 1: --fail-on, and an open finding of that severity or worse (with --baseline: a new or changed
one). 4: not everything could be read, whatever was found: the coverage, at the head of each report, says what is missing.

--baseline FILE is an earlier report as JSON: only what is new, changed or gone is shown. A file that is not there yet is no
mistake. --waivers FILE is a YAML file with \`waivers:\` as in a spec; one that has expired counts no more, and is told.

Examples:
  genesys-access audit --org                                        with GENESYSCLOUD_* of a client that can read
  genesys-access audit --stack prod --format markdown --output audit.md
  genesys-access audit --snapshot org.json --format json --output baseline.json
  genesys-access audit --org --baseline baseline.json --fail-on high
  genesys-access audit --print-role > stacks/auditor.yaml           the smallest role that can audit`;

export function auditCommand(): Command {
  return addSnapshotSource(
    new Command("audit").description(
      "Judge an org that nobody manages: what each client can do, and what is wrong with it.",
    ),
  )
    .addOption(new Option("--format <format>", "what to print").choices(AUDIT_FORMATS).default("text"))
    .addOption(outputOption())
    .option("--baseline <file>", "an earlier report as JSON: show only what is new, changed or gone")
    .option("--waivers <file>", "exceptions, each with a reason, an owner and a last day")
    .addOption(new Option("--fail-on <severity>", "end with 1 where this or worse is open").choices(AUDIT_SEVERITIES))
    .addOption(
      new Option("--days <days>", "a client without a call in so many days counts as dormant")
        .argParser(readDays)
        .default(MOST_DAYS),
    )
    .option("--print-role", "print the smallest role that can audit, as a spec, and ask no org", false)
    .addHelpText("after", HELP)
    .action(async (options: AuditCommandOptions) => {
      const { run } = await import("./actions/audit.ts");
      await run(options);
    });
}

function readDays(text: string): number {
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= MOST_DAYS) return days;
  throw new InvalidArgumentError(`Write a number of days from 1 to ${MOST_DAYS}: the vendor counts no longer at once.`);
}
