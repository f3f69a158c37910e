/** The one reader of a stack's connection: which spec is its own, and how its org is reached, as the program has both. */
import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { specFileOf } from "../../policies/loadJudgedSpec.ts";
import { type Connection, ConnectionError, resolveConnection } from "../../providers/genesys/connection.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { findPulumi, type PulumiCli } from "../pulumi/pulumiCli.ts";
import { withoutCredentials } from "../pulumi/urlCredentials.ts";
import { ENCRYPTED, type ProjectSettings, readProjectSettings, type Setting } from "./projectSettings.ts";

export interface StackConfig {
  /** The file of the stack's spec, relative to the project's folder. */
  readonly specFile: string;
  /** Somebody gave the id and the secret of a deploying client. */
  readonly hasCredentials: boolean;
  /** The way to the org, by environment and config. Throws a Failure that lists what is missing. */
  connection(): Promise<Connection>;
}

/** Keys of a connection, and the variables that win over them (providers/genesys/connection.ts). */
const CONNECTION_KEYS = {
  region: "GENESYSCLOUD_REGION",
  gateway: "GENESYSCLOUD_GATEWAY_HOST",
  oauthClientId: "GENESYSCLOUD_OAUTHCLIENT_ID",
  oauthClientSecret: "GENESYSCLOUD_OAUTHCLIENT_SECRET",
} as const;

/**
 * Reads files; Pulumi is asked only to decrypt a secret when it is needed, and for what the stack takes from environments of Pulumi's service.
 *
 * @param stack a stack, which need not exist in Pulumi yet; a service's may be written as `<organization>/<project>/<stack>`
 * @param cwd the project's folder
 * @param env the environment of whoever runs the command, or of one org of a fleet
 * @param findCli gives the Pulumi CLI for that environment
 * @throws Failure for a file that cannot be read
 */
export async function readStackConfig(
  stack: string,
  cwd: string,
  env: NodeJS.ProcessEnv,
  findCli: () => Promise<PulumiCli> = () => findPulumi(cwd, env),
): Promise<StackConfig> {
  const ask = async (...args: string[]) => askPulumi(await findCli(), stack, cwd, args);
  const files = readProjectSettings(stack.slice(stack.lastIndexOf("/") + 1), cwd);
  const config = files.hasEnvironments ? await wholeConfig(ask, files) : files.config;
  const clear = async (key: string): Promise<string | undefined> => {
    const setting = config.get(key);
    return setting === ENCRYPTED ? await ask("get", key) : setting;
  };
  return {
    specFile: specFileOf(stack, await clear("spec")),
    hasCredentials: (["oauthClientId", "oauthClientSecret"] as const).every(
      (key) => env[CONNECTION_KEYS[key]] || config.has(key),
    ),
    connection: async () => {
      const wanted = Object.entries(CONNECTION_KEYS).filter(([, variable]) => !env[variable]);
      const values = new Map<string, string | undefined>();
      for (const [key] of wanted) values.set(key, await clear(key));
      return connect((key) => values.get(key), env);
    },
  };
}

/** The way to an org: of a stack, or by the environment alone. Throws a Failure that lists what is missing. */
export async function connectionOf(
  stack: string | undefined,
  cwd: string,
  env: NodeJS.ProcessEnv,
): Promise<Connection> {
  return stack === undefined ? connect(() => undefined, env) : (await readStackConfig(stack, cwd, env)).connection();
}

function connect(get: (key: string) => string | undefined, env: NodeJS.ProcessEnv): Connection {
  try {
    return resolveConnection({ get }, env);
  } catch (error) {
    if (!(error instanceof ConnectionError)) throw error;
    const [head = "", ...lacks] = error.message.split("\n");
    throw new Failure(head.replace(/:$/, "."), EXIT.unreachable, lacks);
  }
}

type Ask = (...args: string[]) => Promise<string>;

const settings = z.record(z.string(), z.object({ value: z.string().optional(), secret: z.boolean().optional() }));

/** The config of the files, and what Pulumi knows besides. */
async function wholeConfig(ask: Ask, { project, config }: ProjectSettings): Promise<ReadonlyMap<string, Setting>> {
  const prefix = `${project}:`;
  const known = Object.entries(settings.parse(JSON.parse(await ask("--json"))));
  const own = known.flatMap(([key, { value, secret }]): [string, Setting][] => {
    const setting = secret ? ENCRYPTED : value;
    return key.startsWith(prefix) && setting !== undefined ? [[key.slice(prefix.length), setting]] : [];
  });
  return new Map([...own, ...config]);
}

async function askPulumi({ command, env }: PulumiCli, stack: string, cwd: string, args: readonly string[]) {
  const all = ["config", ...args, "--stack", stack, "--non-interactive", "--color", "never"];
  const { stdout } = await promisify(execFile)(command, all, { cwd, env }).catch((error: unknown) =>
    notReadable(stack, error),
  );
  return stdout.replace(/\r?\n$/, "");
}

/** The Failure with Pulumi's own reason, its `error:` line; never with anything else that it printed. */
function notReadable(stack: string, error: unknown): never {
  const said = String((error as { stderr?: unknown }).stderr ?? "");
  const line = said.split("\n").find((text) => text.startsWith("error:")) ?? "error: its configuration cannot be read";
  const shown = withoutCredentials(line.replace(/^error:\s*/, ""));
  throw new Failure(`Stack ${JSON.stringify(stack)}: ${shown}.`, EXIT.unreachable);
}
