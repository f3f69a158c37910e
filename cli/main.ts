/** `genesys-access`: the command line. One file per subcommand. */
import { Command, CommanderError } from "commander";
import { printable } from "../access/values/untrusted.ts";
import { EXIT, EXIT_CODES_HELP } from "../toolkit/exitCodes.ts";
import { Failure } from "../toolkit/failure.ts";
import { TOOL } from "../toolkit/tool.ts";
import { checkCommand } from "./check.ts";
import { commentCommand } from "./comment.ts";
import { diffCommand } from "./diff.ts";
import { doctorCommand } from "./doctor.ts";
import { explainCommand } from "./explain.ts";
import { fleetCommand } from "./fleet.ts";
import { initCommand } from "./init.ts";
import { orgCommand } from "./org.ts";
import { preflightCommand } from "./preflight.ts";
import { previewCommand } from "./preview.ts";
import { reportCommand } from "./report.ts";
import { rotateCommand } from "./rotate.ts";
import { schemaCommand } from "./schema.ts";
import { stacksCommand } from "./stacks.ts";
import { suggestCommand } from "./suggest.ts";
import { verdictCommand } from "./verdict.ts";
import { whoCanCommand } from "./whoCan.ts";

/** The command line as commander knows it; test/docs holds the documentation to it. */
export function program(): Command {
  const command = new Command(TOOL.name)
    .description("Least-privilege access to Genesys Cloud as code: one YAML file per organization.")
    .version(TOOL.version)
    .addHelpText("after", `\n${EXIT_CODES_HELP}\n\nEach command has its own help: genesys-access help check`)
    .showHelpAfterError("Run it with --help for everything it takes.");
  command.exitOverride();
  for (const subcommand of [
    checkCommand(),
    commentCommand(),
    diffCommand(),
    doctorCommand(),
    explainCommand(),
    fleetCommand(),
    orgCommand(),
    initCommand(),
    preflightCommand(),
    previewCommand(),
    reportCommand(),
    rotateCommand(),
    schemaCommand(),
    stacksCommand(),
    suggestCommand(),
    verdictCommand(),
    whoCanCommand(),
  ]) {
    command.addCommand(subcommand.copyInheritedSettings(command));
  }
  return command;
}

/** Messages for people go to stderr, reports to stdout. */
function exitCodeOf(error: unknown): number {
  // commander has printed its own message by then; help and version end with 0.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (error instanceof Failure) {
    for (const line of error.details) console.error(printable(line));
    console.error(`error: ${printable(error.message)}`);
    return error.exitCode;
  }
  console.error("genesys-access failed; this is a fault of the program itself or of its installation:", error);
  return EXIT.internal;
}

// `genesys-access check | head` closes the pipe early: nothing is left to say then.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

await program()
  .parseAsync()
  .catch((error: unknown) => {
    process.exitCode = exitCodeOf(error);
  });
