/** A command line as a completion script needs it, without the library that parses it. */

export interface CompletedCommand {
  readonly name: string;
  readonly description: string;
  readonly options: readonly CompletedOption[];
  /** What stands without an option, in order; the last one again where it may be repeated. */
  readonly arguments: readonly CompletedValue[];
}

export interface CompletedOption {
  /** `--stack`, `-q`. */
  readonly names: readonly string[];
  readonly description: string;
  /** Absent for a switch. */
  readonly value?: CompletedValue;
}

/** One of these words, the name of a stack, a file, a folder, or anything. */
export type CompletedValue =
  | { readonly kind: "words"; readonly words: readonly string[] }
  | { readonly kind: "stack" | "file" | "folder" | "text" };

export const SHELLS = ["bash", "zsh", "fish"] as const;
export type CompletionShell = (typeof SHELLS)[number];

/** The commands of the package: both are the same. */
export const PROGRAMS = ["genesys-access", "genesys-cloud-access"] as const;

/**
 * Prints the names of the stacks, a line each. It refuses names that a shell could read otherwise, and prints none then: a folder may come from anybody.
 * What it says on stderr is nobody's business while a person types.
 */
export const STACKS_COMMAND = "genesys-access stacks --quiet --format text 2>/dev/null";
