/** `genesys-access usage`: how much each client calls, against what the org may. */
import { Command, InvalidArgumentError, Option } from "commander";
import { ALARM_SEVERITIES, DEFAULT_THRESHOLDS, MOST_DAYS_SHOWN, USAGE_FORMATS } from "../toolkit/usage/options.ts";
import type { UsageCommandOptions } from "./actions/usage.ts";
import { outputOption } from "./options/outputOption.ts";
import { addOrgSource } from "./options/snapshotSource.ts";

const HELP = `
Reads what the org itself counted, by client, user, operation and day: requests, share, trend against as many days before, errors,
answers 429, the heaviest operation, and what the month will come to. Days are whole and in UTC, and the present one is left out.
With --stack, clients that the spec does not have are a group of their own, and owners are told what theirs used.

The quota is the org's monthly one. --quota says it; --licences FILE computes it from users and the vendor's table:
  licences: { CX 3: 120, CX 2: { named: 10, concurrent: 40 } }
  count: { ORG_LICENCE: CX 3 }        users with that licence in the org (GET /api/v2/license/users)
Without a quota there is no percentage and no alarm. Alarms: warn for a client above --client-warn percent of it, or the org projected
at --warn percent; critical for the org projected at --critical percent.

Exit code 0: the report is written. 1: --fail-on, and an alarm of that severity or worse. 4: not everything could be read.
The client needs usage:organization:view, and oauth:client:view for names.

Examples:
  genesys-access usage --org --days 30
  genesys-access usage --stack prod --quota 9000000 --fail-on critical
  genesys-access usage --stack prod --licences licences.yaml --format openmetrics --output usage.prom`;

export function usageCommand(): Command {
  return addOrgSource(
    new Command("usage").description("Tell how much each client calls, against the quota of its org."),
  )
    .addOption(new Option("--days <days>", "whole days that are shown").argParser(readDays).default(30))
    .addOption(
      new Option("--quota <requests>", "requests a month that the org may make")
        .argParser(readRequests)
        .conflicts("licences"),
    )
    .option("--licences <file>", "how many users have which licence: the quota follows from the vendor's table")
    .addOption(percentage("--client-warn <percent>", "warn of a client above it", DEFAULT_THRESHOLDS.clientWarn))
    .addOption(percentage("--warn <percent>", "warn where the org is projected at it", DEFAULT_THRESHOLDS.warn))
    .addOption(
      percentage("--critical <percent>", "critical where the org is projected at it", DEFAULT_THRESHOLDS.critical),
    )
    .addOption(new Option("--fail-on <severity>", "end with 1 at such an alarm or worse").choices(ALARM_SEVERITIES))
    .addOption(new Option("--format <format>", "what to print").choices(USAGE_FORMATS).default("text"))
    .addOption(outputOption())
    .addHelpText("after", HELP)
    .action(async (options: UsageCommandOptions) => {
      const { run } = await import("./actions/usage.ts");
      await run(options);
    });
}

function percentage(flags: string, description: string, value: number): Option {
  return new Option(flags, description).argParser(readPercent).default(value);
}

function readDays(text: string): number {
  const days = Number(text);
  if (/^\d+$/.test(text) && days >= 1 && days <= MOST_DAYS_SHOWN) return days;
  throw new InvalidArgumentError(
    `Write a number of days from 1 to ${MOST_DAYS_SHOWN}: the vendor keeps a year, and the trend needs twice as many.`,
  );
}

function readRequests(text: string): number {
  const requests = Number(text);
  if (/^\d+$/.test(text) && requests >= 1 && Number.isSafeInteger(requests)) return requests;
  throw new InvalidArgumentError("Write a whole number of requests, without separators.");
}

function readPercent(text: string): number {
  const percent = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && percent > 0 && percent <= 1000) return percent;
  throw new InvalidArgumentError("Write a number of percent above 0, such as 80.");
}
