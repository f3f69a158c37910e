/** `genesys-access doctor`: what is there, what is missing, and what to do about it. */
import { Command, Option } from "commander";
import { reportWidth } from "../toolkit/terminal.ts";
import { outputOption } from "./options/outputOption.ts";

interface Options {
  readonly stack?: string;
  readonly json: boolean;
  readonly format: "text" | "json";
  readonly output?: string;
}

const HELP = `
Looks at Node, the package manager, the Pulumi CLI and its plugins, the packages of the project, Pulumi.yaml, the backend, the specs, the
passphrase, region and credentials of a stack, and, with credentials, at the org itself: a login and one read. Nothing is changed.
No secret is printed. Each line begins with

  ok       nothing to do
  warn     works, and may not later
  missing  the next command needs it; the line says what to do

Exit codes: 0 nothing is missing, 1 something is missing, 2 wrong usage, 4 the org did not answer or refused.

--format json prints { formatVersion: 1, tool, root?, stack?, checks, exitCode }; each check is { id, state, text, fix?, stack?, unreachable? }.
New ids may be added without a new formatVersion; fix is absent where there is nothing to do.

Examples:
  genesys-access doctor
  genesys-access doctor --stack prod
  genesys-access doctor --stack prod --format json`;

export function doctorCommand(): Command {
  return new Command("doctor")
    .description("Say what this machine and this repository still lack, and what to do about it.")
    .option("--stack <name>", "the stack whose settings, credentials and org to look at; without it, the only one")
    .addOption(new Option("--format <format>", "what to print").choices(["text", "json"]).default("text"))
    .option("--json", "the same as --format json", false)
    .addOption(outputOption())
    .addHelpText("after", HELP)
    .action(run);
}

/** Loaded here, since no other command needs it. */
async function run({ stack, output, ...options }: Options): Promise<void> {
  const { exitCodeOf, runDoctor } = await import("../toolkit/doctor/runDoctor.ts");
  const { writeReport } = await import("../toolkit/writeReport.ts");
  const { renderDoctor, renderDoctorJson } = await import("../toolkit/doctor/render.ts");
  const report = await runDoctor({ cwd: process.cwd(), env: process.env, ...(stack !== undefined && { stack }) });
  const code = exitCodeOf(report);
  const format = options.json ? "json" : options.format;
  const width = reportWidth(output);
  writeReport(format === "json" ? renderDoctorJson(report, code) : renderDoctor(report, width), output, format);
  // A look that was given up may still be running, and would keep this process alive.
  process.stdout.write("", () => process.exit(code));
}
