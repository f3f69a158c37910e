/** The settings of a stack (`stacks/Pulumi.<stack>.yaml`), as the program would read them. */
import { execFile } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { z } from "zod";
import { type Connection, resolveConnection } from "../../providers/genesys/connection.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import type { PulumiCli } from "../pulumi/pulumiCli.ts";

export interface StackConfig {
  /** The stack's YAML file. */
  readonly specFile: string;
  /** Somebody gave the id and the secret of a deploying client. */
  readonly hasCredentials: boolean;
  /** The way to the org, by environment and config. Throws a ConnectionError that lists what is missing. */
  connection(): Promise<Connection>;
}

const project = z.object({ name: z.string() });
const settings = z.record(z.string(), z.object({ value: z.string().optional(), secret: z.boolean().optional() }));

const CREDENTIALS = [
  ["oauthClientId", "GENESYSCLOUD_OAUTHCLIENT_ID"],
  ["oauthClientSecret", "GENESYSCLOUD_OAUTHCLIENT_SECRET"],
] as const;

/** Secrets stay encrypted until `connection` needs one. Throws a Failure where Pulumi cannot read the stack. */
export async function readStackConfig({ command, env }: PulumiCli, stack: string, cwd: string): Promise<StackConfig> {
  const pulumi = (...args: string[]) =>
    promisify(execFile)(command, ["config", ...args, "--stack", stack, "--non-interactive", "--color", "never"], {
      cwd,
      env,
    }).catch((error: unknown) => notReadable(stack, error));
  const { name } = project.parse(parse(readFileSync(join(cwd, "Pulumi.yaml"), "utf8")));
  const { stdout } = await pulumi("--json");
  const all = settings.parse(JSON.parse(stdout));
  const set = (key: string) => all[`${name}:${key}`];
  const get = (key: string) => set(key)?.value;
  return {
    specFile: get("spec") ?? `stacks/${stack}.yaml`,
    hasCredentials: CREDENTIALS.every(([key, variable]) => process.env[variable] || set(key)),
    connection: async () => {
      const isEncrypted = set("oauthClientSecret")?.secret && !process.env["GENESYSCLOUD_OAUTHCLIENT_SECRET"];
      const secret = isEncrypted ? (await pulumi("get", "oauthClientSecret")).stdout : get("oauthClientSecret");
      return resolveConnection({ get: (key) => (key === "oauthClientSecret" ? secret : get(key)) }, process.env);
    },
  };
}

/** What Pulumi says of the reason; never what it printed otherwise. */
function notReadable(stack: string, error: unknown): never {
  const said = String((error as { stderr?: unknown }).stderr ?? "");
  const line = said.split("\n").find((text) => text.startsWith("error:")) ?? "error: its configuration cannot be read";
  throw new Failure(`Stack ${JSON.stringify(stack)}: ${line.replace(/^error:\s*/, "")}.`, EXIT.unreachable);
}
