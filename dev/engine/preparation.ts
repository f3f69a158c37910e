import type { EngineLayout } from "./layout.ts";

/** What a way of getting a CLI is given to work with. */
export interface Preparation {
  /** An empty folder beside the target, on the same file system. Removed afterwards, whatever happens. */
  readonly stage: string;
  readonly layout: EngineLayout;
  readonly env: NodeJS.ProcessEnv;
  readonly log: (line: string) => void;
  /** Path of the `pulumi` npm package's entry point. */
  readonly wrapper: string;
}

/** A complete version folder that only has to be moved into place, or what the attempt said. */
export type Prepared = { readonly ok: true; readonly folder: string } | { readonly ok: false; readonly said: string };
