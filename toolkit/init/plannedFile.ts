/** What is going to happen to one file. */

/** `updated`: a managed file of another version; `overwritten`: named by --force. */
export type FileState = "created" | "added lines" | "updated" | "overwritten" | "kept" | "differs";

export interface PlannedFile {
  /** Relative to the folder, with `/` between folders. */
  readonly path: string;
  readonly state: FileState;
  /** What is written; absent where nothing is. */
  readonly text?: string;
  /** What a person should know about it, a sentence each. */
  readonly notes?: readonly string[];
  /** From what is there to what this package would write, or lines to add. */
  readonly patch?: readonly string[];
}

export function kept(path: string): PlannedFile {
  return { path, state: "kept" };
}
