/** The way to an org that a command looks at: by the credentials of the environment (`--org`), or of a stack (`--stack S`). */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { printable } from "../../access/values/untrusted.ts";
import { type Connection, ConnectionError, resolveConnection } from "../../providers/genesys/connection.ts";
import { type Organization, Session } from "../../providers/genesys/session.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { remark } from "../terminal.ts";
import { asFailure } from "./openDeployed.ts";
import { specOrganization } from "./specOrganization.ts";
import { readStackConfig, type StackConfig } from "./stackConfig.ts";

/** A stack beside `org` says of which org it must be. */
export interface SessionSource {
  readonly org?: boolean;
  /** Name of a stack, or a file with its spec, which need not be valid or be there. */
  readonly stack?: string;
}

export interface SessionOptions {
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
}

export interface OpenedSession {
  readonly session: Session;
  readonly connection: Connection;
  readonly organization: Organization;
  /** The file of the stack's spec, relative to the folder; absent where no stack is named. */
  readonly specFile?: string;
  /** What whoever looks at it should know, in sentences. */
  readonly notes: readonly string[];
}

interface StackOrganization {
  readonly config: StackConfig;
  readonly specFile: string;
  /** Id in lower case; undefined where the spec does not say, or is not there. */
  readonly wanted: string | undefined;
}

/** @throws Failure where nothing is named, the org cannot be reached, or is another one than the stack's */
export async function openSession(source: SessionSource, options: SessionOptions = {}): Promise<OpenedSession> {
  const { cwd = process.cwd(), env = process.env } = options;
  const { org, stack } = source;
  if (!org && stack === undefined)
    throw new Failure(
      "Say what to look at: --org with credentials in the environment (GENESYSCLOUD_*), or --stack NAME.",
    );
  const stackOrg = stack === undefined ? undefined : await organizationOf(stack, options);
  const connection = org || stackOrg === undefined ? environmentConnection(env) : await stackOrg.config.connection();
  try {
    const session = new Session(connection, { onLongWait: remark });
    const organization = await session.organization();
    requireOrganization(organization, stackOrg, "The credentials belong to");
    const notes =
      stackOrg !== undefined && stackOrg.wanted === undefined && existsSync(resolve(cwd, stackOrg.specFile))
        ? [`${stackOrg.specFile} does not say which org it is for, so nothing was compared with it.`]
        : [];
    return { session, connection, organization, ...(stackOrg && { specFile: stackOrg.specFile }), notes };
  } catch (error) {
    throw asFailure(error);
  }
}

/** What the settings and the spec of a stack say of its org. */
export async function organizationOf(stack: string, options: SessionOptions = {}): Promise<StackOrganization> {
  const { cwd = process.cwd(), env = process.env } = options;
  const config = await readStackConfig(stack, cwd, env);
  const specFile = /\.ya?ml$/.test(stack) ? stack : config.specFile;
  return { config, specFile, wanted: specOrganization(specFile, cwd) };
}

/** @throws Failure for another org than the spec's */
export function requireOrganization(
  { id, name }: Organization,
  stackOrg: StackOrganization | undefined,
  what: string,
): void {
  if (stackOrg?.wanted === undefined || id.toLowerCase() === stackOrg.wanted) return;
  const { wanted, specFile } = stackOrg;
  throw new Failure(
    printable(
      `${what} the org ${JSON.stringify(name)} (id ${id}), and ${specFile} is for ${wanted}. Use those of that org.`,
    ),
    EXIT.invalidSpec,
  );
}

/** Without a stack there is no config: what is missing can come from the environment alone. */
function environmentConnection(env: NodeJS.ProcessEnv): Connection {
  try {
    return resolveConnection({ get: () => undefined }, env);
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    const lacks = error.message
      .split("\n")
      .slice(1)
      .map((line) => line.replace(/^\s*-\s*/, "").replace(/, or run `pulumi config set[^`]*`/, ""));
    const head = "--org takes the connection to Genesys Cloud from the environment, and it is not complete.";
    throw new Failure(`${head} Set what is missing, or name a stack with --stack.`, EXIT.unreachable, lacks);
  }
}
