/** The checked options of `genesys-access init`. */
import type { Platform } from "./pipelines.ts";

export interface InitOptions {
  readonly stack: string;
  /** Lower-case id. */
  readonly organization?: string;
  /** Domain. */
  readonly region?: string;
  readonly platforms: readonly Platform[];
  /** Only write managed files again. */
  readonly update: boolean;
  /** Paths of files that may be overwritten, relative to the folder. */
  readonly force: readonly string[];
  /** Also what states of releases before the package name. */
  readonly oldState: boolean;
}
