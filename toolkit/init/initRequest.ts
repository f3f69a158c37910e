import type { Folder } from "./insideFolder.ts";
import type { ManagedFile } from "./managedFile.ts";
import type { InitOptions } from "./options.ts";
import type { Platform } from "./pipelines.ts";
import type { Versions } from "./versions.ts";

/** What a plan is made of. */
export interface InitRequest {
  readonly folder: Folder;
  readonly options: InitOptions;
  readonly versions: Versions;
  readonly platformFiles: (platform: Platform) => readonly ManagedFile[];
}
