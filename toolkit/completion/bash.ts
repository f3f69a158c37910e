/** Completion for bash, without the package bash-completion. */
import { type CompletedCommand, type CompletedValue, PROGRAMS, STACKS_COMMAND } from "./model.ts";
import { quoted, words } from "./words.ts";

export function bashScript(commands: readonly CompletedCommand[]): string {
  return `# Completion of ${PROGRAMS[0]} for bash: source this file, or put it where your bash looks for completions.
_genesys_access() {
  local current="\${COMP_WORDS[COMP_CWORD]}" before="\${COMP_WORDS[COMP_CWORD-1]}" command="\${COMP_WORDS[1]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W ${quoted(words(["help", ...commands.map(({ name }) => name), "--help", "--version"]))} -- "$current"))
    return
  fi
  case "$command $before" in
${commands.flatMap(optionCases).join("\n")}
  esac
  case "$command" in
    help) COMPREPLY=($(compgen -W ${quoted(words(commands.map(({ name }) => name)))} -- "$current")) ;;
${commands.map(commandCase).join("\n")}
  esac
}
complete -o bashdefault -o default -F _genesys_access ${PROGRAMS.join(" ")}
`;
}

function optionCases({ name, options }: CompletedCommand): string[] {
  return options.flatMap(({ names, value }) =>
    value === undefined || value.kind === "text"
      ? []
      : [`    ${names.map((option) => `"${name} ${option}"`).join("|")}) ${replies(value)}; return ;;`],
  );
}

/** Options where the word begins like one, else what the command takes. */
function commandCase({ name, options, arguments: taken }: CompletedCommand): string {
  const all = words([...options.flatMap(({ names }) => names), "--help"]);
  const [value] = taken;
  const rest = value === undefined || value.kind === "text" ? "" : ` else ${replies(value)};`;
  return `    ${name}) if [[ "$current" == -* ]]; then COMPREPLY=($(compgen -W ${quoted(all)} -- "$current"));${rest} fi ;;`;
}

function replies(value: CompletedValue): string {
  switch (value.kind) {
    case "words":
      return `COMPREPLY=($(compgen -W ${quoted(words(value.words))} -- "$current"))`;
    case "stack":
      return `COMPREPLY=($(compgen -W "$(${STACKS_COMMAND})" -f -- "$current"))`;
    case "folder":
      return 'COMPREPLY=($(compgen -d -- "$current"))';
    default:
      return 'COMPREPLY=($(compgen -f -- "$current"))';
  }
}
