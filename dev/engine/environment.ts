/** The environment variables of Pulumi commands in a workspace. */
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";
import { engineLayout } from "./layout.ts";
import { PROJECT_COMMANDS } from "./projectCommands.ts";

/** Settings of {@link pulumiEnvironment}. */
export interface PulumiEnvironment {
  /** The Pulumi home to use, see dev/engine/link.ts. */
  readonly home: string;
  /** Folder that holds the state. It must exist before the first command. */
  readonly backend: string;
  /** Protects the secrets in that state. */
  readonly passphrase: string;
  /** The environment that gives all other variables: process.env. */
  readonly base?: NodeJS.ProcessEnv;
}

/** Node's compile cache for all workspaces: modules that one workspace has compiled need no compilation in the next. */
export const COMPILE_CACHE = join(import.meta.dirname, "..", "..", "node_modules", ".cache", "compile-cache");

/** Settings of a run that calls nobody and downloads nothing (names from Pulumi's sdk/go/common/env). */
const QUIET = {
  PULUMI_SKIP_UPDATE_CHECK: "1",
  PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "1",
  PULUMI_DISABLE_REGISTRY_RESOLVE: "1",
} as const;

/**
 * The environment for Pulumi commands that touch nothing of the user's own Pulumi: another home, a backend in a
 * folder, and none of the PULUMI_ variables of `base` (an access token, a selected stack, a CLI version would
 * all change what a command does).
 */
export function pulumiEnvironment({ home, backend, passphrase, base = process.env }: PulumiEnvironment) {
  const kept = Object.entries(base).filter(([name]) => !name.toUpperCase().startsWith("PULUMI_"));
  return {
    ...Object.fromEntries(kept),
    ...QUIET,
    PULUMI_HOME: home,
    PULUMI_BACKEND_URL: pathToFileURL(backend).href,
    PULUMI_CONFIG_PASSPHRASE: passphrase,
    NODE_COMPILE_CACHE: COMPILE_CACHE,
    [pathName(base)]: [PROJECT_COMMANDS, engineLayout(home).bin, base[pathName(base)]].filter(Boolean).join(delimiter),
  } satisfies NodeJS.ProcessEnv;
}

/** Windows spells it "Path", and a plain object does not know that names have no case there. */
function pathName(env: NodeJS.ProcessEnv): string {
  return Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
}
