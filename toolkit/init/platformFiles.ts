/** The pipelines of a platform, for the user's repository. */
import type { ManagedFile } from "./managedFile.ts";

export const PLATFORMS = ["github", "gitlab"] as const;
export type Platform = (typeof PLATFORMS)[number];

/** None yet: the templates of pipelines still name files of this package's own repository. */
export function platformFiles(_platform: Platform): readonly ManagedFile[] {
  return [];
}
