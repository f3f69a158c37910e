/** `genesys-access adopt`: takes an org that nobody manages into a stack, without changing it. */
import { Command } from "commander";
import type { AdoptOptions } from "../toolkit/adopt/options.ts";
import { collect } from "./collect.ts";

const HELP = `
Reads the org and writes what it has as the stack's YAML: clients and the roles that they hold, with divisions. Then it imports them
into the stack's state and previews: the proof is a preview that changes nothing. The org is only read, and a later \`pulumi up\`
changes nothing in it, not even a description, until somebody changes the YAML.

  stacks/<stack>.yaml          new entries; nothing that stands in it is changed
  adopted/<stack>.map.yaml     what each object is called, by its id: yours to edit
  adopted/<stack>.adopt.md     managed, existing, watched, ignored, skipped, with reasons; what the rules refuse, to decide
  adopted/<stack>.import.json  the resources for \`pulumi import\`

Nothing is decided for you: what the rules refuse is listed with stubs of waivers, and an update waits. Default roles and roles of
others are named with \`existing\`. The client that deploys and its role are never taken.

Exit codes: 0 only with the proof; 1 where the next update would change something, or nothing was proved; 3 where a spec is not valid;
4 where not everything could be read.

Examples:
  genesys-access adopt --stack prod --dry-run
  genesys-access adopt --stack prod
  genesys-access adopt --stack prod --only clients.powerbi --only users
  genesys-access adopt --stack prod --from snapshot contoso.json --no-import
  genesys-access adopt --stack prod --from tfstate terraform.tfstate.json`;

export function adoptCommand(): Command {
  return new Command("adopt")
    .description("Take the clients and roles of an org that nobody manages into a stack, without changing the org.")
    .requiredOption("--stack <stack>", "name of the stack; it must exist in Pulumi, and may be empty")
    .option("--only <what>", "clients, roles, users, groups, or a single one: clients.<key> (repeatable)", collect, [])
    .option("--from <source...>", "org (default), snapshot FILE, or tfstate FILE [ALIAS]", ["org"])
    .option("--dry-run", "say what would become of each object, and write nothing", false)
    .option("--no-import", "write the files, and leave the state of the stack alone")
    .addHelpText("after", HELP)
    .action(run);
}

/** Loaded here, since few commands need the providers. */
async function run(options: AdoptOptions): Promise<void> {
  const { run: adopt } = await import("./actions/adopt.ts");
  process.exitCode = await adopt(options);
}
