import type { Folder } from "./insideFolder.ts";
import type { ManagedFile } from "./managedFile.ts";
import type { InitOptions } from "./options.ts";
import type { Platform } from "./pipelines.ts";
import type { Versions } from "./versions.ts";

/** The input of a plan: the folder as it is, and everything that the person and this package want in it. */
export interface InitRequest {
  readonly folder: Folder;
  readonly options: InitOptions;
  readonly versions: Versions;
  readonly platformFiles: (platform: Platform) => readonly ManagedFile[];
}
