/** A file that `init` writes into the user's repository, and writes again with `--update`. */
export interface ManagedFile {
  /** From the top of the repository, with `/` between folders. */
  readonly path: string;
  readonly text: string;
}
