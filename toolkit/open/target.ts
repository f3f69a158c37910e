/** The spec of a stack and the way to its org, as the program has them. Pulumi is asked only for an encrypted secret. */
import { existsSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { printable } from "../../access/values/untrusted.ts";
import { type Connection, ConnectionError, resolveConnection } from "../../providers/genesys/connection.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";

export interface Target {
  /** Name of a stack or a file, for `openStack`. */
  readonly spec: string;
  /** Throws a Failure that lists what is missing. */
  connection(): Promise<Connection>;
}

const project = z.object({ name: z.string(), stackConfigDir: z.string().optional() });
/** Values are texts; a secret is `{ secure: … }`. */
const stackFile = z.object({ config: z.record(z.string(), z.unknown()).nullish() }).nullish();

/** @param stack a stack, which need not exist in Pulumi yet, or a file with a spec */
export function targetOf(stack: string, cwd: string, env: NodeJS.ProcessEnv): Target {
  const config = readConfig(stack, cwd);
  const get = (key: string) => {
    const value = config.get(key);
    return typeof value === "string" ? value : undefined;
  };
  return {
    spec: get("spec") ?? stack,
    connection: async () => {
      const isEncrypted =
        typeof config.get("oauthClientSecret") === "object" && !env["GENESYSCLOUD_OAUTHCLIENT_SECRET"];
      try {
        return isEncrypted ? await connectionByPulumi(stack, cwd) : resolveConnection({ get }, env);
      } catch (error) {
        throw error instanceof ConnectionError ? incomplete(error) : error;
      }
    },
  };
}

/** What is missing is told line by line. */
function incomplete({ message }: ConnectionError): Failure {
  const [head = "", ...lacks] = message.split("\n");
  for (const lack of lacks) console.error(printable(lack));
  return new Failure(head.replace(/:$/, "."), EXIT.unreachable);
}

function readConfig(stack: string, cwd: string): ReadonlyMap<string, unknown> {
  const projectFile = join(cwd, "Pulumi.yaml");
  if (!existsSync(projectFile)) return new Map();
  const { name, stackConfigDir = "." } = project.parse(readYaml(projectFile));
  // A stack of a service may be written as <organization>/<stack>.
  const file = join(cwd, stackConfigDir, `Pulumi.${basename(stack)}.yaml`);
  const config = existsSync(file) ? (stackFile.parse(readYaml(file))?.config ?? {}) : {};
  const own = Object.entries(config).filter(([key]) => key.startsWith(`${name}:`));
  return new Map(own.map(([key, value]) => [key.slice(name.length + 1), value]));
}

function readYaml(file: string): unknown {
  try {
    return parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Failure(`${file} cannot be read: ${(error as Error).message.split("\n")[0]}`);
  }
}

/** Loaded here, since nothing else of this command needs the engine. */
async function connectionByPulumi(stack: string, cwd: string): Promise<Connection> {
  const [{ findPulumi }, { readStackConfig }] = await Promise.all([
    import("../pulumi/pulumiCli.ts"),
    import("./stackConfig.ts"),
  ]);
  return (await readStackConfig(await findPulumi(), stack, cwd)).connection();
}
