/** `genesys-access fleet`: preview or update the stacks of many orgs in one run. */
import { Argument, Command, InvalidArgumentError, Option } from "commander";
import { FLEET_ACTIONS, FLEET_FORMATS, type FleetAction, type FleetOptions } from "../toolkit/fleet/options.ts";
import { collect } from "./collect.ts";
import { gateOptions } from "./gateOptions.ts";

const HELP = `
A stack is a file stacks/<stack>.yaml whose stack exists in Pulumi's backend (\`pulumi stack init\`). Each org is a run of its
own: one that fails or is refused leaves the others alone, and the exit code is the worst of all.

up previews every org first, asks, and updates those that are neither refused nor failed. Both actions look for what
somebody changed in the orgs since the last update, and up takes it back: --no-refresh turns that off. Credentials of an org are its
stack's config, or DIR/<stack>.env with --env-dir; for several orgs the environment must name none of them.

Examples:
  genesys-access fleet preview
  genesys-access fleet preview --stack "emea-*" --fail-on widened --format json --output fleet.json
  genesys-access fleet up --stack "emea-*" --env-dir /run/secrets/genesys --parallel 8 --yes`;

export function fleetCommand(): Command {
  const command = new Command("fleet")
    .description("Preview or update the stacks of many orgs at once, with a table of what each gains and loses.")
    .addArgument(new Argument("<action>", "what to do in every org").choices(FLEET_ACTIONS))
    .addOption(
      new Option("--stack <pattern>", "stacks by name, with * and ? (repeatable)")
        .argParser(collect)
        .default([], "all"),
    )
    .addOption(
      new Option("--parallel <number>", "orgs at once; each takes some 0.8 GB of memory").argParser(count).default(4),
    )
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
    .addHelpText("after", HELP)
    .action(run);
  for (const option of gateOptions()) command.addOption(option);
  return command;
}

function count(text: string): number {
  const number = Number(text);
  if (!Number.isInteger(number) || number < 1) throw new InvalidArgumentError("Write a whole number of at least 1.");
  return number;
}

/** Loaded here, since few commands need the engine. */
async function run(action: FleetAction, options: FleetOptions): Promise<void> {
  const { fleet } = await import("../toolkit/fleet/fleet.ts");
  process.exitCode = await fleet(action, options);
}
