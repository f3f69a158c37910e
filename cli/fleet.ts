/** `genesys-access fleet`: preview or update the stacks of many orgs in one run. */
import { Argument, Command, Option } from "commander";
import { Failure } from "../toolkit/failure.ts";
import { FLEET_ACTIONS, FLEET_FORMATS, type FleetAction, type FleetOptions } from "../toolkit/fleet/options.ts";
import { collect } from "./collect.ts";
import { gateOptions } from "./gateOptions.ts";
import { readBytes, readDuration, readParallel, readRunName, readShard } from "./options/fleetValues.ts";

const MERGE = "merge";
const WATCH = "watch";

const HELP = `
A stack is a file stacks/<stack>.yaml whose stack exists in Pulumi's backend (\`pulumi stack init\`). Each org is a run of its
own: one that fails or is refused leaves the others alone, and the exit code is the worst of all.

up previews every org first, asks, and updates those that are neither refused nor failed. Both actions look for what
somebody changed in the orgs since the last update, and up takes it back: --no-refresh turns that off. Credentials of an org are its
stack's config, or DIR/<stack>.env with --env-dir; for several orgs the environment must name none of them.

Several machines: each runs \`--shard i/n\` with the same options on the same commit and writes its report as JSON; merge makes one
of them, refuses what is not of one run, and ends with 4 where a shard's report is missing. With --durations the parts take equally
long. --retry-from runs again what failed, was interrupted or was not run, and what has changed since; the rest stays as it is told there.

watch looks in every org for what changed outside of its stack, as \`genesys-access watch\` does with its usual settings; --state FILE
remembers the last green run of each. It ends with 1 where it found something, and with 4 where not everything could be read.

An org that takes longer than --timeout is stopped as by Ctrl-C and is failed; the others go on.

Examples:
  genesys-access fleet preview
  genesys-access fleet preview --stack "emea-*" --fail-on widened --format json --output fleet.json
  genesys-access fleet up --stack "emea-*" --env-dir /run/secrets/genesys --parallel 8 --yes
  genesys-access fleet up --yes --shard 2/8 --durations last.json --timeout 15m --format json --output shard-2.json
  genesys-access fleet merge shard-*.json --format json --output fleet.json
  genesys-access fleet up --yes --retry-from fleet.json
  genesys-access fleet watch --env-dir /run/secrets/genesys-read --state watch.json`;

export function fleetCommand(): Command {
  const command = new Command("fleet")
    .description("Preview or update the stacks of many orgs at once, with a table of what each gains and loses.")
    .addArgument(new Argument("<action>", "what to do").choices([...FLEET_ACTIONS, WATCH, MERGE]))
    .argument("[reports...]", "merge: the reports of all shards, as JSON")
    .addOption(
      new Option("--stack <pattern>", "stacks by name, with * and ? (repeatable)")
        .argParser(collect)
        .default([], "all"),
    )
    .addOption(new Option("--shard <i/n>", "only the i-th of n parts of the fleet").argParser(readShard))
    .option("--durations <report>", "an earlier report as JSON: parts that take equally long")
    .option("--retry-from <report>", "run only what failed in this earlier report (JSON), and what has changed since")
    .addOption(
      new Option("--run <name>", "of the run that the shards are of (default: that of the pipeline)").argParser(
        readRunName,
      ),
    )
    .addOption(
      new Option("--parallel <number>", 'orgs at once, 4 by default; "auto": what fits into the memory').argParser(
        readParallel,
      ),
    )
    .addOption(new Option("--memory <size>", "of all orgs at once; each takes some 0.8GB").argParser(readBytes))
    .addOption(new Option("--timeout <time>", "of each preview and update of an org, as 15m").argParser(readDuration))
    .option("--env-dir <folder>", "environment of each org: <folder>/<stack>.env, one NAME=value a line")
    .addOption(new Option("--format <format>", "what to print").choices(FLEET_FORMATS).default("text"))
    .option("--output <file>", "write the report to a file")
    .addOption(
      new Option("--policy-pack <folder>", "policy pack to run (repeatable)")
        .argParser(collect)
        .default([], "policies"),
    )
    .option("--refresh", "look for what somebody changed in the orgs, and take it back", true)
    .option("--no-refresh", "compare with the states alone: drift is neither shown nor taken back")
    .option("--yes", "up: do not ask", false)
    .option("--state <file>", "watch: remembers the last green run, and what was known then")
    .addHelpText("after", HELP)
    .action(run);
  for (const option of gateOptions()) command.addOption(option);
  return command;
}

/** Loaded here, since few commands need the engine. */
async function run(
  action: FleetAction | typeof MERGE | typeof WATCH,
  reports: readonly string[],
  options: FleetOptions & { readonly state?: string },
): Promise<void> {
  if (action === MERGE) {
    const { mergeFleet } = await import("../toolkit/fleet/merge.ts");
    process.exitCode = mergeFleet(reports, options);
    return;
  }
  if (reports.length > 0)
    throw new Failure(`fleet ${action} takes no reports: name them for fleet merge, or with --retry-from.`);
  if (action === WATCH) {
    const { watchFleet } = await import("../toolkit/fleet/watchFleet.ts");
    process.exitCode = await watchFleet(options);
    return;
  }
  if (options.state !== undefined) throw new Failure(`--state is of fleet watch: fleet ${action} remembers nothing.`);
  const { fleet } = await import("../toolkit/fleet/fleet.ts");
  process.exitCode = await fleet(action, options);
}
