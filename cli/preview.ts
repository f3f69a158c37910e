/** `genesys-access preview`: what `pulumi up` would change, told as access. */
import { Command, Option } from "commander";
import { PREVIEW_FORMATS, type PreviewOptions } from "../toolkit/preview/options.ts";
import { baseRefOption } from "./baseRefOption.ts";
import { collect } from "./collect.ts";
import { gateOptions } from "./gateOptions.ts";
import { summaryOption } from "./summaryOption.ts";

const HELP = `
Runs a real \`pulumi preview\` with the policy pack, in your own Pulumi environment (PULUMI_HOME, PULUMI_BACKEND_URL,
PULUMI_CONFIG_PASSPHRASE) and with the org's credentials. Nothing is changed, and no stack is created. A report is
written in any case: a preview that fails says so.

--format markdown is for the comment on a pull request; --format sarif holds what the rules find, not the difference.

Without --refresh the comparison is with the state: what somebody changed in the org since the last update is neither
shown nor taken back by \`pulumi up\`, and the verdict says so. \`pulumi up --refresh\` takes it back.

--fail-on refuses (exit code 1) as in \`genesys-access diff\`; what the rules refuse does in any case.

Examples:
  genesys-access preview --stack prod
  genesys-access preview --stack prod --format markdown --output report.md --fail-on widened --summary
  genesys-access preview --stack prod --base-ref origin/main --refresh`;

export function previewCommand(): Command {
  const command = new Command("preview")
    .description("Preview a stack against its deployed state and the live org, and show who gains and loses what.")
    .requiredOption("--stack <name>", "the stack; it must exist")
    .addOption(new Option("--format <format>", "what to print").choices(PREVIEW_FORMATS).default("text"))
    .option("--output <file>", "write the report to a file")
    .addOption(summaryOption())
    .addOption(
      new Option("--policy-pack <folder>", "policy pack to run (repeatable)")
        .argParser(collect)
        .default([], "policies"),
    )
    .option("--refresh", "look for changes that somebody made in the org first", false)
    .option("--base <ref>", "git ref of what is deployed: tells an edit from a division that joined a selector")
    .addOption(baseRefOption())
    .addHelpText("after", HELP)
    .action(run);
  for (const option of gateOptions()) command.addOption(option);
  return command;
}

/** Loaded here, since no other command needs the engine. */
async function run(options: PreviewOptions): Promise<void> {
  const { preview } = await import("../toolkit/preview/preview.ts");
  process.exitCode = await preview(options);
}
