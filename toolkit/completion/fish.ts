/** Completion for fish. */
import { type CompletedCommand, type CompletedOption, type CompletedValue, PROGRAMS, STACKS_COMMAND } from "./model.ts";
import { sentence, words } from "./words.ts";

export function fishScript(commands: readonly CompletedCommand[]): string {
  const lines = PROGRAMS.flatMap((program) => [
    `complete -c ${program} -f`,
    `complete -c ${program} -n __fish_use_subcommand -a help -d 'Help of a command'`,
    ...commands.flatMap((command) => commandLines(program, command)),
  ]);
  return `# Completion of ${PROGRAMS[0]} for fish: put it as ${PROGRAMS[0]}.fish into ~/.config/fish/completions.
function __genesys_access_stacks
    ${STACKS_COMMAND}
end
${lines.join("\n")}
`;
}

function commandLines(program: string, { name, description, options, arguments: taken }: CompletedCommand): string[] {
  const here = `complete -c ${program} -n '__fish_seen_subcommand_from ${name}'`;
  const [value] = taken;
  return [
    `complete -c ${program} -n __fish_use_subcommand -a ${name} -d ${single(sentence(description))}`,
    ...options.map((option) => `${here} ${optionWords(option)}`),
    ...(value === undefined || value.kind === "text" ? [] : [`${here} ${argumentWords(value)}`]),
  ];
}

function optionWords({ names, description, value }: CompletedOption): string {
  const flags = names.map((name) => (name.startsWith("--") ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`));
  return [...flags, ...(value === undefined ? [] : ["-r", argumentWords(value)]), `-d ${single(sentence(description))}`]
    .filter((word) => word !== "")
    .join(" ");
}

function argumentWords(value: CompletedValue): string {
  switch (value.kind) {
    case "words":
      return `-a ${single(words(value.words))}`;
    case "stack":
      return "-a '(__genesys_access_stacks)'";
    case "file":
      return "-F";
    case "folder":
      return "-a '(__fish_complete_directories)'";
    default:
      return "";
  }
}

/** In single quotes, where fish knows two escapes. */
function single(text: string): string {
  return `'${text.replace(/[\\']/g, (mark) => `\\${mark}`)}'`;
}
