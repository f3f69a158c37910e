/** `genesys-access org`: an embedded Genesys Cloud org to try a spec on. */
import { Command, InvalidArgumentError, Option } from "commander";
import { type OrgOptions, SHELLS, type Shell, SWITCH_DEFAULTS } from "../toolkit/org/options.ts";
import { collect } from "./collect.ts";

interface Options extends OrgOptions {
  readonly shell: Shell;
  readonly json: boolean;
  readonly untilStdinCloses: boolean;
}

const HELP = `
An org over HTTP that answers as Genesys Cloud does, on this machine: no account, no credentials, nothing leaves it. It checks each call against
roles, divisions and permissions, so that isolation can be seen by real calls. Its credentials are made up and work only there.

--from-spec makes an org that has what a spec takes to exist: its id, divisions, users, groups, existing roles and clients, each division with
queues, agents, conversations, recordings, evaluations and shifts. What the stack creates itself is left to \`pulumi up\`. With --data the org is
kept between runs; what the specs name and it lacks is added, and nothing is taken away. Without --data it ends with the process: a stack that was
deployed to it has to be deployed again. Ids are the same in every run.

--like takes what a probe saw of an org. Switches, of which each that is given wins over the file, with their defaults (faults as a JSON list):
${SWITCH_DEFAULTS.map((text) => `  --switch ${text}`).join("\n")}

Examples:
  genesys-access org                                        an org of a made-up company, on port 8080
  genesys-access org --from-spec prod --data prod-org.json  an org for stacks/prod.yaml, kept between runs
  genesys-access org --from-spec prod --shell powershell    lines to paste into PowerShell
  genesys-access org --port 0 --json                        one line for a script, on a free port`;

export function orgCommand(): Command {
  return new Command("org")
    .description("Start an embedded Genesys Cloud org, so that a spec can be tried without credentials.")
    .addOption(new Option("--port <number>", "0 takes a free one").argParser(parsePort).default(8080))
    .option("--host <host>", "the address to listen on; others than loopback let the network in", "127.0.0.1")
    .option("--data <file>", "keep the org in this file between runs")
    .addOption(several("--from-spec <stack>", "a stack or a file whose spec the org is made for (as often as needed)"))
    .option("--usage <file>", "start with the counts of calls that this file describes (docs/embedded-org.md)")
    .option("--like <file>", "behave like the org of which `genesys-access probe` wrote this file")
    .addOption(several("--switch <name=value>", "how the org behaves, see below (as often as needed)"))
    .addOption(new Option("--shell <shell>", "the shell that the lines are for").choices(SHELLS).default("posix"))
    .addOption(new Option("--json", "print one line of JSON instead").default(false).conflicts("shell"))
    .option("--until-stdin-closes", "end when standard input closes, for scripts", false)
    .addHelpText("after", HELP)
    .action(run);
}

function several(flags: string, description: string): Option {
  return new Option(flags, description).argParser(collect).default([], "none");
}

/** The org and its server are loaded only here. */
async function run({ shell, json, untilStdinCloses, ...options }: Options): Promise<void> {
  const [{ startOrg }, { renderOrgJson, renderOrgText }, { untilStopped }, { networkWarning }] = await Promise.all([
    import("../toolkit/org/startOrg.ts"),
    import("../toolkit/org/render.ts"),
    import("../toolkit/org/untilStopped.ts"),
    import("../toolkit/org/networkWarning.ts"),
  ]);
  const org = await startOrg(options, process.cwd());
  const stopped = untilStopped(untilStdinCloses ? process.stdin : undefined);
  const warning = networkWarning(options.host);
  if (warning !== undefined) console.error(warning);
  process.stdout.write(json ? renderOrgJson(org) : renderOrgText(org, shell));
  await stopped;
  await org.simulator.close();
}

function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("Give a whole number from 0 to 65535.");
}
