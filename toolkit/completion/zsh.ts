/** Completion for zsh, by its own function `_arguments`. */
import { type CompletedCommand, type CompletedOption, type CompletedValue, PROGRAMS, STACKS_COMMAND } from "./model.ts";
import { quoted, sentence, words } from "./words.ts";

export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef ${PROGRAMS.join(" ")}
# Completion of ${PROGRAMS[0]} for zsh: put it as _genesys-access into a folder of $fpath, or source it after compinit.
_genesys_access_stacks() {
  local -a stacks
  stacks=(\${(f)"$(${STACKS_COMMAND})"})
  compadd -a stacks
}
_genesys_access() {
  local -a subcommands
  subcommands=(
${commands.map(({ name, description }) => `    ${quoted(`${name}:${sentence(description)}`)}`).join("\n")}
  )
  if (( CURRENT == 2 )); then
    _describe command subcommands
    return
  fi
  local subcommand=$words[2]
  shift words
  (( CURRENT-- ))
  case $subcommand in
    help) _describe command subcommands ;;
${commands.map(commandCase).join("\n")}
  esac
}
if [ "$funcstack[1]" = _genesys-access ]; then
  _genesys_access "$@"
else
  compdef _genesys_access ${PROGRAMS.join(" ")}
fi
`;
}

function commandCase({ name, options, arguments: taken }: CompletedCommand): string {
  const last = taken.at(-1);
  const specs = [
    ...options.flatMap(optionSpecs),
    ...taken.map((value) => `:${name}:${action(value)}`),
    ...(last === undefined ? [] : [`*:${name}:${action(last)}`]),
  ];
  return `    ${name}) _arguments -s ${specs.map(quoted).join(" ")} ;;`;
}

function optionSpecs({ names, description, value }: CompletedOption): string[] {
  const text = sentence(description).replace(/[\\[\]:]/g, (mark) => `\\${mark}`);
  return names.map((name) => `*${name}[${text}]${value === undefined ? "" : `:value:${action(value)}`}`);
}

function action(value: CompletedValue): string {
  switch (value.kind) {
    case "words":
      return `(${words(value.words)})`;
    case "stack":
      return "_genesys_access_stacks";
    case "file":
      return "_files";
    case "folder":
      return "_files -/";
    default:
      return " ";
  }
}
