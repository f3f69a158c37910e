/** The command line. One file per subcommand, loaded where its name is given; what a command does is loaded by its action. */
import { Command, CommanderError } from "commander";
import { printable } from "../access/values/untrusted.ts";
import { EXIT, EXIT_CODES_HELP } from "../toolkit/exitCodes.ts";
import { Failure } from "../toolkit/failure.ts";
import { chooseManners, detail, wantsColor } from "../toolkit/terminal.ts";
import { TOOL } from "../toolkit/tool.ts";
import { addCommonOptions } from "./options/commonOptions.ts";

/** In the order of the help. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  audit: async () => (await import("./audit.ts")).auditCommand(),
  adopt: async () => (await import("./adopt.ts")).adoptCommand(),
  catalogue: async () => (await import("./catalogue.ts")).catalogueCommand(),
  check: async () => (await import("./check.ts")).checkCommand(),
  completion: async () => (await import("./completion.ts")).completionCommand(() => program()),
  comment: async () => (await import("./comment.ts")).commentCommand(),
  diff: async () => (await import("./diff.ts")).diffCommand(),
  doctor: async () => (await import("./doctor.ts")).doctorCommand(),
  explain: async () => (await import("./explain.ts")).explainCommand(),
  fleet: async () => (await import("./fleet.ts")).fleetCommand(),
  lock: async () => (await import("./lock.ts")).lockCommand(),
  org: async () => (await import("./org.ts")).orgCommand(),
  init: async () => (await import("./init.ts")).initCommand(),
  preflight: async () => (await import("./preflight.ts")).preflightCommand(),
  preview: async () => (await import("./preview.ts")).previewCommand(),
  probe: async () => (await import("./probe.ts")).probeCommand(),
  register: async () => (await import("./register.ts")).registerCommand(),
  report: async () => (await import("./report.ts")).reportCommand(),
  rightsize: async () => (await import("./rightsize.ts")).rightsizeCommand(),
  rotate: async () => (await import("./rotate.ts")).rotateCommand(),
  schema: async () => (await import("./schema.ts")).schemaCommand(),
  snapshot: async () => (await import("./snapshot.ts")).snapshotCommand(),
  stacks: async () => (await import("./stacks.ts")).stacksCommand(),
  suggest: async () => (await import("./suggest.ts")).suggestCommand(),
  usage: async () => (await import("./usage.ts")).usageCommand(),
  watch: async () => (await import("./watch.ts")).watchCommand(),
  verdict: async () => (await import("./verdict.ts")).verdictCommand(),
  version: async () => (await import("./version.ts")).versionCommand(),
  "who-can": async () => (await import("./whoCan.ts")).whoCanCommand(),
};

/** The command line as commander knows it, with the commands of these names; test/docs holds the documentation to it. */
export async function program(names: readonly string[] = Object.keys(COMMANDS)): Promise<Command> {
  const command = new Command(TOOL.name)
    .description("Least-privilege access to Genesys Cloud as code: one YAML file per organization.")
    .version(TOOL.version)
    .addHelpText("after", `\n${EXIT_CODES_HELP}\n\nEach command has its own help: genesys-access help check`)
    .showHelpAfterError("Run it with --help for everything it takes.");
  command.exitOverride();
  for (const subcommand of await Promise.all(names.map((name) => COMMANDS[name]?.()))) {
    if (subcommand) command.addCommand(addCommonOptions(subcommand.copyInheritedSettings(command)));
  }
  command.hook("preAction", (_, action) => begin(action));
  return command;
}

function begin(command: Command): void {
  chooseManners(command.opts());
  detail(`${TOOL.name} ${TOOL.version}: ${command.name()} in ${process.cwd()}, Node ${process.versions.node}`);
  if (!command.opts()["verbose"]) return;
  const started = performance.now();
  process.once("exit", (code) => detail(`exit code ${code} after ${Math.round(performance.now() - started)} ms`));
}

/** The names of the commands that a command line needs: all of them for the help and for a name that is none. */
function namesFor([first = ""]: readonly string[]): readonly string[] | undefined {
  if (first === "--version" || first === "-V") return [];
  return Object.hasOwn(COMMANDS, first) ? [first] : undefined;
}

/** Messages for people go to stderr, reports to stdout. */
function exitCodeOf(error: unknown): number {
  // commander has printed its own message by then; help and version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof Failure) {
    for (const line of error.details) console.error(printable(line));
    const word = wantsColor(process.stderr) ? "\u001b[31merror:\u001b[39m" : "error:";
    console.error(`${word} ${printable(error.message)}`);
    return error.exitCode;
  }
  console.error("genesys-access failed; this is a fault of the program itself or of its installation:", error);
  return EXIT.internal;
}

/**
 * Runs one command line and sets `process.exitCode`.
 *
 * @param args without the program itself
 */
export async function run(args: readonly string[]): Promise<void> {
  await program(namesFor(args))
    .then((command) => command.parseAsync(args, { from: "user" }))
    .catch((error: unknown) => {
      process.exitCode = exitCodeOf(error);
    });
}
