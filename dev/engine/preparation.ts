/** The input and the result of a way of getting a CLI. */
import type { EngineLayout } from "./layout.ts";

/** The input of one way of getting a CLI: download or build. */
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
