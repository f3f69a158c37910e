/** The pipelines of a platform, for the user's repository. */
import type { ManagedFile } from "./managedFile.ts";

export const PLATFORMS = ["github", "gitlab"] as const;
export type Platform = (typeof PLATFORMS)[number];

export interface PipelineOptions {
  /** The default branch of the repository: the only one that is deployed. */
  readonly branch: string;
}

/** None yet: the templates of pipelines still name files of this package's own repository. */
export function platformFiles(_platform: Platform, _options: PipelineOptions): readonly ManagedFile[] {
  return [];
}
