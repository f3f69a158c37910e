/** Each org's own environment. One client serves one org, so that a fleet never shares credentials. */
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { Failure } from "../failure.ts";
import type { SpecFile } from "../open/specFiles.ts";
import type { Member } from "./members.ts";

/** The variables that name an org and its deployer (providers/genesys/connection.ts): there they win over the stack's config. */
export const CONNECTION_VARIABLES = [
  "GENESYSCLOUD_OAUTHCLIENT_ID",
  "GENESYSCLOUD_OAUTHCLIENT_SECRET",
  "GENESYSCLOUD_REGION",
  "GENESYSCLOUD_GATEWAY_PROTOCOL",
  "GENESYSCLOUD_GATEWAY_HOST",
  "GENESYSCLOUD_GATEWAY_PORT",
] as const;

/**
 * The stacks with what each adds to the environment `base`: the variables of `<folder>/<stack>.env` (dotenv format) where there is one. Such a
 * file replaces the connection of `base` as a whole. Throws a Failure when `base` names one connection for several orgs.
 */
export function withEnvironments(
  stacks: readonly SpecFile[],
  base: NodeJS.ProcessEnv,
  folder: string | undefined,
): Member[] {
  if (folder !== undefined && !statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new Failure(`--env-dir: there is no folder ${folder}. Name a folder with a file <stack>.env for each stack.`);
  const shared = CONNECTION_VARIABLES.filter((name) => base[name]);
  if (stacks.length > 1 && shared.length > 0) throw sharedConnection(shared, stacks);
  return stacks.map((stack) => ({ ...stack, env: ownVariables(folder, stack.name) }));
}

function ownVariables(folder: string | undefined, stack: string): NodeJS.ProcessEnv {
  const file = join(folder ?? "", `${stack}.env`);
  if (folder === undefined || !existsSync(file)) return {};
  // Empty, not absent: child processes inherit what is absent.
  const none = Object.fromEntries(CONNECTION_VARIABLES.map((name) => [name, ""]));
  return { ...none, ...parseEnv(readText(file)) };
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw new Failure(`--env-dir: ${file} cannot be read: ${(error as Error).message}.`);
  }
}

function sharedConnection(variables: readonly string[], stacks: readonly SpecFile[]): Failure {
  const [first] = stacks;
  return new Failure(
    `${variables.join(", ")} of this environment would be used for all ${stacks.length} orgs, and win over each stack's own config: ` +
      `one client serves one org. Unset ${variables.length > 1 ? "them" : "it"}, and give each org its own: ` +
      `\`pulumi config set --secret oauthClientSecret --stack ${first?.name}\` and the like, or --env-dir DIR with ${first?.name}.env.`,
  );
}
