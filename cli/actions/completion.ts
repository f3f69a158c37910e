/** Makes the script from the one table of commands and options: what `genesys-access completion` does. */
import type { Command, Option } from "commander";
import { bashScript } from "../../toolkit/completion/bash.ts";
import { fishScript } from "../../toolkit/completion/fish.ts";
import type {
  CompletedCommand,
  CompletedOption,
  CompletedValue,
  CompletionShell,
} from "../../toolkit/completion/model.ts";
import { zshScript } from "../../toolkit/completion/zsh.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

const SCRIPTS = { bash: bashScript, zsh: zshScript, fish: fishScript } as const;

export function run(shell: CompletionShell, { output }: { readonly output?: string }, program: Command): void {
  writeReport(SCRIPTS[shell](completedCommands(program)), output);
}

export function completedCommands(program: Command): CompletedCommand[] {
  return program.commands.map((command) => ({
    name: command.name(),
    description: command.description(),
    options: command.options.filter(({ hidden }) => !hidden).map(completedOption),
    arguments: command.registeredArguments.map((argument) => completedValue(argument.argChoices, argument.name())),
  }));
}

function completedOption(option: Option): CompletedOption {
  const { long, short, flags, description, argChoices } = option;
  const [, placeholder] = /[<[]([^>\]]+)[>\]]/.exec(flags) ?? [];
  return {
    names: [short, long].filter((name) => name !== undefined),
    description,
    ...(placeholder !== undefined && { value: completedValue(argChoices, long === "--stack" ? "stack" : placeholder) }),
  };
}

/** By the choices, or by what the placeholder says: `<ref|folder>`, `<file>`. */
function completedValue(choices: readonly string[] | undefined, placeholder: string): CompletedValue {
  if (choices !== undefined) return { kind: "words", words: choices };
  if (/\bstacks?\b/.test(placeholder)) return { kind: "stack" };
  if (/\bfile\b/.test(placeholder)) return { kind: "file" };
  if (/\b(folder|dir)\b/.test(placeholder)) return { kind: "folder" };
  return { kind: "text" };
}
