/** `genesys-access completion`: the script by which a shell completes commands, options and names of stacks. */
import { Argument, Command } from "commander";
import { type CompletionShell, SHELLS } from "../toolkit/completion/model.ts";
import { outputOption } from "./options/outputOption.ts";

const HELP = `
The script is made from the commands and options of this version: make it again after an upgrade. It completes the program by its
name, as after \`npm install --global\` or with node_modules/.bin on PATH; names of stacks are asked of the program when a key is pressed.

Examples:
  source <(genesys-access completion bash)                                            in ~/.bashrc
  genesys-access completion zsh --output ~/.zfunc/_genesys-access                     a folder of $fpath
  genesys-access completion fish --output ~/.config/fish/completions/genesys-access.fish`;

/** @param program every command, with its options */
export function completionCommand(program: () => Promise<Command>): Command {
  return new Command("completion")
    .description("Print a completion script for bash, zsh or fish.")
    .addArgument(new Argument("<shell>", "the shell that reads it").choices(SHELLS))
    .addOption(outputOption("the script"))
    .addHelpText("after", HELP)
    .action(async (shell: CompletionShell, options: { readonly output?: string }) => {
      const { run } = await import("./actions/completion.ts");
      run(shell, options, await program());
    });
}
