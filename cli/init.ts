/** `genesys-access init`: the files of a repository that uses this package. */
import { createInterface } from "node:readline";
import { Command } from "commander";
import { Failure } from "../toolkit/failure.ts";
import { collect } from "./collect.ts";

interface Options {
  readonly stack: string;
  readonly organization?: string;
  readonly region?: string;
  readonly github: boolean;
  readonly gitlab: boolean;
  readonly update: boolean;
  readonly dryRun: boolean;
  readonly yes: boolean;
  readonly force: readonly string[];
  readonly oldState: boolean;
}

const HELP = `
Everything is planned before the first file is written, and no file is overwritten:

  created      was not there
  added lines  package.json, .gitignore or CODEOWNERS got the lines that they lacked, and kept all others
  kept         is there already
  differs      is there and says something else; the patch shows what this package would write
  updated      managed by this package (its first line says so), of another version: --update writes it again
  overwritten  named by --force

Run it again at any time, for another stack too. Exit codes: 0 done, 2 wrong usage or something in the way (nothing was
written), 4 a file cannot be written.

Examples:
  genesys-access init                                        into the current folder
  genesys-access init access --stack prod --region mypurecloud.de
  genesys-access init --github --dry-run
  genesys-access init --update                               after an upgrade of the package
  genesys-access init --force index.ts`;

export function initCommand(): Command {
  return new Command("init")
    .description("Write the few files that a repository of your own needs; never overwrites, can be run again.")
    .argument("[dir]", "the folder; it is created where it does not exist", ".")
    .option("--stack <name>", "the stack to write an example for", "dev")
    .option("--organization <id>", "id of the Genesys Cloud organization, for the spec")
    .option("--region <region>", "its region, by domain or name: mypurecloud.de, eu-central-1")
    .option("--github", "pipelines for GitHub Actions too", false)
    .option("--gitlab", "pipelines for GitLab CI too", false)
    .option("--update", "only write the managed files again that another version of the package wrote", false)
    .option("--dry-run", "print what would be written, and write nothing", false)
    .option("--yes", "ask nothing; without a terminal nothing is asked anyway", false)
    .option("--force <file>", "overwrite this file, named as in the table; repeatable", collect, [])
    .option("--old-state", "also what states of releases before the package need: two files of one line", false)
    .addHelpText("after", HELP)
    .action(run);
}

/** Loaded here, since no other command needs it. */
async function run(dir: string, options: Options): Promise<void> {
  const { initProject } = await import("../toolkit/init/initProject.ts");
  const { requireFolderName, requireStackName } = await import("../toolkit/init/names.ts");
  requireFolderName(dir);
  const stack = requireStackName(options.stack);
  if (options.update && options.oldState)
    throw new Failure("--update writes managed files only. Leave --old-state out.");
  const { organization, region } = await connection(options);
  const report = initProject({
    dir,
    cwd: process.cwd(),
    dryRun: options.dryRun,
    options: {
      stack,
      ...(organization !== undefined && { organization }),
      ...(region !== undefined && { region }),
      platforms: [...(options.github ? (["github"] as const) : []), ...(options.gitlab ? (["gitlab"] as const) : [])],
      update: options.update,
      force: options.force.map((path) => path.replaceAll("\\", "/").replace(/^(\.\/)+/, "")),
      oldState: options.oldState,
    },
  });
  const { writeReport } = await import("../toolkit/writeReport.ts");
  writeReport(report, undefined, "text");
}

/** From the options; a person at a terminal is asked for what they leave out. */
async function connection({ organization, region, yes, update }: Options) {
  const { requireOrganization, requireRegion } = await import("../toolkit/init/names.ts");
  const given = {
    organization: organization === undefined ? undefined : requireOrganization(organization),
    region: region === undefined ? undefined : requireRegion(region),
  };
  if (yes || update || !process.stdin.isTTY || !process.stdout.isTTY) return given;
  // Without the terminal's own line editing Ctrl-C stays a signal.
  const terminal = createInterface({ input: process.stdin, terminal: false });
  // Holds lines that come before their question, as pasted ones do.
  const lines = terminal[Symbol.asyncIterator]();
  try {
    return {
      organization:
        given.organization ??
        (await ask(lines, "Id of the Genesys Cloud organization (Enter: later): ", requireOrganization)),
      region: given.region ?? (await ask(lines, "Its region, such as mypurecloud.de (Enter: later): ", requireRegion)),
    };
  } finally {
    terminal.close();
  }
}

/** Asks until the answer is right; undefined for an empty one, and for the end of the input. */
async function ask(
  lines: AsyncIterator<string>,
  question: string,
  check: (text: string) => string,
): Promise<string | undefined> {
  for (;;) {
    process.stderr.write(question);
    const { value, done } = await lines.next();
    if (done || value.trim() === "") return undefined;
    try {
      return check(value);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      console.error(error.message);
    }
  }
}
