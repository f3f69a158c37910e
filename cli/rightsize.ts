/** `genesys-access rightsize`: roles held against what their clients call, cut in two steps. */
import { Command, InvalidArgumentError, Option } from "commander";
import type { RightsizeOptions } from "./actions/rightsize.ts";
import { outputOption } from "./options/outputOption.ts";
import { addSnapshotSource } from "./options/snapshotSource.ts";

const HELP = `
Compares the roles of the clients with the calls that the org counted for them, per operation and day. With a stack the proposal is an edit of its
YAML, comments kept, in two steps; the evidence is written beside the spec (stacks/<stack>.rightsize.json):
  first   what nobody who holds the role used becomes { permission, unused: { since, remove } }: a notice, the role still holds it
  then    from that day on, still unused, it is removed; a use in between withdraws the notice
Nothing is written unless every operation that was called stays open. Divisions stay as they are: usage tells nothing about them.

Never judged: what was granted after the window began (by the history of the repository, or --held-since), permissions that no operation names,
those under a condition, roles of users and groups. What a role lists under \`keep:\` and a client under \`can:\` stays.
--split ROLE gives the one client that is named a copy of a role that others hold as well, with the same permissions, in which is announced what
this client does not use; nobody gains or loses anything. Later runs cut the copy: with --held-since, or a window that begins after the split.

Without a spec (--org or --snapshot) the smaller role is printed, and nothing is written.

Exit code 0: done, or nothing to do. 1: --check, and the file would change. 4: the usage or the reading of the org is not complete.

Examples:
  genesys-access rightsize powerbi-emea --stack prod
  genesys-access rightsize powerbi-emea --stack prod --check
  genesys-access rightsize powerbi-emea --stack prod --split reader
  genesys-access rightsize powerbi-emea --stack prod --usage usage.json --snapshot org.json
  genesys-access rightsize "Power BI" --org`;

export function rightsizeCommand(): Command {
  return addSnapshotSource(
    new Command("rightsize")
      .description("Cut roles to what their clients really call: announced first, removed after a notice.")
      .argument("<client...>", "keys of clients of the stack; without a stack, names or ids of clients of the org"),
  )
    .option("--usage <file>", "what --save-usage wrote, instead of asking the org for its use")
    .option("--save-usage <file>", "write down the use that was read, for runs without the org")
    .addOption(
      new Option("--window <days>", "days of use to look at, 1d to 364d").argParser(readWindow).default(90, "90d"),
    )
    .addOption(
      new Option("--notice <days>", "days from the announcement to the removal").argParser(readNotice).default(7, "7d"),
    )
    .addOption(
      new Option("--held-since <day>", "the org has the roles as they are since that day (YYYY-MM-DD)").argParser(
        readDay,
      ),
    )
    .option("--split <role>", "copy this role of the stack for the one client that is named, and have it hold the copy")
    .option("--check", "write nothing, and end with 1 where the file would change", false)
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .addOption(outputOption())
    .addHelpText("after", HELP)
    .action(async (clients: string[], options: RightsizeOptions) => {
      const { run } = await import("./actions/rightsize.ts");
      await run(clients, options);
    });
}

function readWindow(text: string): number {
  return readDays(text, 1, 364);
}

function readNotice(text: string): number {
  return readDays(text, 0, 364);
}

function readDays(text: string, least: number, most: number): number {
  const [, digits] = /^(\d{1,4})d?$/.exec(text) ?? [];
  const days = Number(digits);
  if (days >= least && days <= most) return days;
  throw new InvalidArgumentError(`Write a number of days from ${least} to ${most}, for instance 30d.`);
}

function readDay(text: string): string {
  const time = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  if (!Number.isNaN(time) && new Date(time).toISOString().startsWith(text)) return text;
  throw new InvalidArgumentError("Write a day of the calendar, for instance 2026-03-31.");
}
