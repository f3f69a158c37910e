/** `genesys-access snapshot`: everything about access in one org, as one file. */
import { Command, Option } from "commander";
import { REDACTIONS, type SnapshotOptions } from "../toolkit/snapshot/options.ts";
import { addOrgSource } from "./options/snapshotSource.ts";

const HELP = `
Reads divisions, roles with their conditions, OAuth clients of every grant type, all grants of clients, users and groups, and the
settings that matter, into one sorted JSON file that the other commands take as --snapshot. The org is only read, in few calls:
one for each hundred roles and divisions, one for the grants of each division, and about ten. No secret is ever in the file.

What the reading client may not see stands in the file with its reason and the permission that is missing; the exit code is then 4,
and the file is written all the same. It needs authorization:role:view, authorization:grant:view and oauth:client:view in all
divisions, and authorization:settings:view for the settings.

An interrupted reading leaves FILE.partial; the same command goes on with it, for the same org and client and within an hour.

The file has the e-mail addresses of users, and only its owner can read it. --redact hash writes hashes instead, with the key in
GENESYS_ACCESS_REDACT_KEY or one of this run alone; --redact leave-out writes none.

Examples:
  genesys-access snapshot --org --output contoso.json
  genesys-access snapshot --stack prod --redact leave-out --output prod.json`;

export function snapshotCommand(): Command {
  return addOrgSource(
    new Command("snapshot").description(
      "Read everything about access in an org into one file, without changing anything.",
    ),
  )
    .requiredOption("--output <file>", "the file, replaced as a whole")
    .addOption(
      new Option("--redact <how>", "write the addresses of users as hashes, or not at all").choices(REDACTIONS),
    )
    .addHelpText("after", HELP)
    .action(run);
}

/** Loaded here, since few commands need the providers. */
async function run(options: SnapshotOptions): Promise<void> {
  const { run: take } = await import("./actions/snapshot.ts");
  process.exitCode = await take(options);
}
