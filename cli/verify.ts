/** `genesys-access verify`: what clients can really do, by calls with their own credentials. */
import { Command, InvalidArgumentError, Option } from "commander";
import { VERIFY_FORMATS } from "../toolkit/verify/options.ts";
import type { VerifyCommandOptions } from "./actions/verify.ts";
import { outputOption } from "./options/outputOption.ts";

const HELP = `
Logs in as each client and tries what the spec says: what it gives must answer, what lies in other divisions and what it does not
give must be refused, listings must show nothing else, and the org is asked for every permission where it holds. A refusal counts
only where the same run shows that the client's token works. Only reads are sent; at the end each client ends its own token.

Which objects there are is read with the credentials of the stack (GENESYSCLOUD_*). Those of a client, by its key in capitals with
_ for all signs, as in GENESYS_ACCESS_CLIENT_ID_POWERBI_EMEA and GENESYS_ACCESS_CLIENT_SECRET_POWERBI_EMEA, come from the
environment; from a command whose standard output has such lines or {"powerbi-emea": {"clientId": "…", "clientSecret": "…"}}; or,
where --from-stack-outputs allows it, from the secret outputs of the stack.

--embedded deploys the spec to an embedded org that is made from it, and verifies there: no credentials, for a pull request.
--after-revocation: you have just revoked something; GENESYS_ACCESS_OLD_TOKEN_<CLIENT>, or GENESYS_ACCESS_OLD_CLIENT_SECRET_<CLIENT>
with GENESYS_ACCESS_OLD_CLIENT_ID_<CLIENT>, are tried until they fail, and the delay is told. Nothing is revoked by this command.

Exit code 0: all is proved. 1: something is refuted, or there was nothing to try. 3: the spec is not valid.
4: something could not be proved (0 with --allow-unproved), or the org could not be reached.

Examples:
  genesys-access verify --stack prod
  genesys-access verify powerbi-emea --stack prod --credentials-command 'vault kv get -format=json -field=data kv/clients'
  genesys-access verify --stack prod --plan
  genesys-access verify --stack prod --embedded --allow-unproved
  genesys-access verify --stack prod --format json --output evidence.json`;

export function verifyCommand(): Command {
  return new Command("verify")
    .description("Try with the clients' own credentials that they can do what the spec says, and nothing else.")
    .argument("[clients...]", "keys of clients; every client that the spec makes unless given")
    .option("--stack <name>", "name of a stack, or a file with its spec")
    .option("--credentials-command <command>", "a shell command that prints the credentials of the clients")
    .addOption(new Option("--from-stack-outputs", "read the secret outputs of the stack").default(false))
    .addOption(
      new Option("--max-requests <requests>", "requests of each client, with its login and the end of its token")
        .argParser(readRequests)
        .default(60),
    )
    .addOption(new Option("--plan", "tell the requests and send none").default(false))
    .addOption(new Option("--embedded", "in an embedded org that is made from the spec").default(false))
    .addOption(
      new Option("--after-revocation", "try credentials that were just revoked until they fail")
        .default(false)
        .conflicts(["plan", "embedded"]),
    )
    .addOption(
      new Option("--patience <seconds>", "with --after-revocation: how long they are tried")
        .argParser(readSeconds)
        .default(300),
    )
    .addOption(new Option("--allow-unproved", "end with 0 where nothing is refuted").default(false))
    .addOption(new Option("--format <format>", "what to print").choices(VERIFY_FORMATS).default("text"))
    .addOption(outputOption("the evidence"))
    .addHelpText("after", HELP)
    .action(async (clients: string[], options: VerifyCommandOptions) => {
      const { run } = await import("./actions/verify.ts");
      await run(clients, options);
    });
}

function readRequests(text: string): number {
  const requests = Number(text);
  if (/^\d+$/.test(text) && requests >= 6 && requests <= 10_000) return requests;
  throw new InvalidArgumentError("Write a whole number from 6 to 10000: five are needed around the first probe.");
}

function readSeconds(text: string): number {
  const seconds = Number(text);
  if (/^\d+$/.test(text) && seconds >= 1 && seconds <= 3600) return seconds;
  throw new InvalidArgumentError("Write whole seconds from 1 to 3600.");
}
