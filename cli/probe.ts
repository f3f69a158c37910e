/** `genesys-access probe`: what one org does where nobody could verify it. */
import { Command } from "commander";
import type { ProbeOptions } from "./actions/probe.ts";

const HELP = `
Settles for one org what the vendor documents nowhere: the guard against escalation, names that are taken, roles in use, scopes of
clients, what ends a token, the longest texts. It makes roles, divisions and clients of its own, tries them and removes them again;
it changes nothing that was there, and gives no person anything. Use a sandbox org.

It names the org and asks first. Without a terminal it takes --yes and --organization with the id of the org.
Everything is called genesys-access-probe-<run>-…, and is written into a ledger beside the result before it is made: after a crash,
--clean removes it. No secret is written anywhere. The clients that it makes hold its own smallest role in an empty division.

Beside a spec the result is found by preflight and explain, as advice; \`genesys-access org --like\` makes an embedded org of it.
Exit code 0: every question has an answer and nothing is left. 4: something could not be observed, or is left.

Examples:
  genesys-access probe --stack sandbox --output stacks/org-behaviour.sandbox.json
  genesys-access probe --yes --organization 5a7c0e8e-1c5f-4f4e-9d43-2f0d8f1f7a11
  genesys-access probe --clean
  genesys-access probe --clean --run 1f6a09c3                 where the ledger is lost`;

export function probeCommand(): Command {
  return new Command("probe")
    .description("Try in a sandbox org what nobody could verify, remove everything again, and write what was seen.")
    .option("--stack <name>", "the stack whose org is probed; without it, GENESYSCLOUD_* of the environment say which")
    .option("--organization <id>", "the id of the org; another one is refused")
    .option("--yes", "do not ask; takes --organization", false)
    .option("--output <file>", "where the result goes", "org-behaviour.json")
    .option("--clean", "remove what an earlier run left, and ask nothing of the org", false)
    .option("--run <run>", "the run that --clean removes, where there is no ledger of it")
    .addHelpText("after", HELP)
    .action(async (options: ProbeOptions) => {
      const { run } = await import("./actions/probe.ts");
      process.exitCode = await run(options);
    });
}
