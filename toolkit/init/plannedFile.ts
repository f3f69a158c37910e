/** The plan for one file. */

/** `updated`: a managed file of another version; `overwritten`: named by --force. */
export type FileState = "created" | "added lines" | "updated" | "overwritten" | "kept" | "differs";

export interface PlannedFile {
  /** Relative to the folder, with `/` between folders. */
  readonly path: string;
  readonly state: FileState;
  /** The text to write; absent where nothing is written. */
  readonly text?: string;
  /** Advice about the file, a sentence each. */
  readonly notes?: readonly string[];
  /** From what is there to what this package would write, or lines to add. */
  readonly patch?: readonly string[];
}

export function kept(path: string): PlannedFile {
  return { path, state: "kept" };
}
