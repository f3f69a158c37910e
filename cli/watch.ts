/** `genesys-access watch`: what changed in an org outside of its stack, and who did it. */
import { Command, InvalidArgumentError, Option } from "commander";
import { POSTING_PLATFORMS, WATCH_FAIL_ON, WATCH_FORMATS } from "../toolkit/watch/options.ts";
import type { WatchCommandOptions } from "./actions/watch.ts";
import { collect } from "./collect.ts";
import { outputOption } from "./options/outputOption.ts";

const HELP = `
Compares what each stack deployed (its state) with what its org holds, as access: gained and lost, by subject. Each row says who did it,
by the org's own audit: name, time, address, application; how sure that is (exact, likely, unattributed with the reason); and a verdict
(wider, narrower, neutral). Kinds: added, removed, changed, backfilled (by the vendor), unmanaged (a client or role that appeared and no
stack has), expiring (waivers, announced permissions and secrets that end within --within days). Nothing is changed.

The audit is asked from the last green run in --state FILE on, and an hour before; else for 14 days. Without a state, a client or role
counts as new where the org or its audit says that it was made in that time.

--patches FOLDER writes the two ways out: <stack>.take-in.patch takes the changes into the YAML (\`git apply\`, then \`check\`), and
<stack>.put-back.md says what putting the org back would do. --post keeps one issue per stack: opened, edited in place, closed when
nothing is left; an incomplete reading closes none.
  GitHub   GITHUB_REPOSITORY, GITHUB_RUN_ID, GITHUB_RUN_ATTEMPT, GITHUB_API_URL; GITHUB_TOKEN (issues: write)
  GitLab   CI_PROJECT_ID, CI_PIPELINE_ID, CI_JOB_ID, CI_API_V4_URL; GITLAB_TOKEN (scope api)

Exit code 0: nothing. 1: rows, as --fail-on has it (any: also expiring and alarms of usage). 4: not everything could be read.

Examples:
  genesys-access watch --stack prod --state watch.json
  genesys-access watch --stack prod --fail-on wider --format sarif --output watch.sarif
  genesys-access watch --stack prod --patches ways-out --post github --state watch.json
  genesys-access watch --print-role > stacks/watcher.yaml           the smallest role that can watch`;

export function watchCommand(): Command {
  return new Command("watch")
    .description("Tell what changed in an org outside of its stack: access gained and lost, by whom and when.")
    .option("--stack <name>", "name of a stack (repeatable)", collect, [])
    .addOption(new Option("--format <format>", "what to print").choices(WATCH_FORMATS).default("text"))
    .addOption(outputOption())
    .addOption(new Option("--fail-on <what>", "what ends with 1").choices(WATCH_FAIL_ON).default("any"))
    .addOption(
      new Option("--within <days>", "tell what ends within so many days").argParser(whole("days", 0, 400)).default(14),
    )
    .option("--state <file>", "remembers the last green run, and what was known then")
    .option("--accept-unmanaged", "with --state: what no stack manages now is known from now on", false)
    .option("--deployer <id>", "a further client that deploys the stacks (repeatable)", collect, [])
    .option("--usage", "the org's usage as well, which takes longer", false)
    .addOption(
      new Option("--quota <requests>", "with --usage: requests a month that the org may make").argParser(
        whole("requests", 1, Number.MAX_SAFE_INTEGER),
      ),
    )
    .option("--no-names", "leave out names and addresses of persons: their ids stay")
    .option("--patches <folder>", "write the two ways out of each stack")
    .addOption(new Option("--post <platform>", "keep one issue per stack").choices(POSTING_PLATFORMS))
    .option("--print-role", "print the smallest role that can watch, as a spec, and ask no org", false)
    .addHelpText("after", HELP)
    .action(async (options: WatchCommandOptions) => {
      const { run } = await import("./actions/watch.ts");
      await run(options);
    });
}

function whole(what: string, least: number, most: number) {
  return (text: string): number => {
    const number = Number(text);
    if (/^\d+$/.test(text) && number >= least && number <= most) return number;
    const range = most === Number.MAX_SAFE_INTEGER ? `from ${least} on` : `from ${least} to ${most}`;
    throw new InvalidArgumentError(`Write a whole number of ${what} ${range}.`);
  };
}
