/** The credentials of the clients that are verified: from the environment, from a command of the user's, or from the secret outputs of the stack. */
import { exec, execFile } from "node:child_process";
import { promisify } from "node:util";
import { z } from "zod";
import { nearest } from "../../access/values/nearest.ts";
import { printable } from "../../access/values/untrusted.ts";
import { Secret } from "../../providers/genesys/secret.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { findPulumi } from "../pulumi/pulumiCli.ts";

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: Secret;
}

export interface CredentialSources {
  /** Name of the stack, as Pulumi knows it. */
  readonly stack: string;
  readonly command?: string;
  readonly fromStackOutputs: boolean;
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
}

export const VARIABLES = { id: "GENESYS_ACCESS_CLIENT_ID_", secret: "GENESYS_ACCESS_CLIENT_SECRET_" } as const;
export const OLD_VARIABLES = {
  id: "GENESYS_ACCESS_OLD_CLIENT_ID_",
  secret: "GENESYS_ACCESS_OLD_CLIENT_SECRET_",
  token: "GENESYS_ACCESS_OLD_TOKEN_",
} as const;
const LONGEST_COMMAND_MS = 300_000;

/** The end of a client's variables: its key in capitals, with `_` for what no variable can be called. */
export function variableEnd(key: string): string {
  return key.toUpperCase().replace(/[^A-Z0-9]/g, "_");
}

/**
 * What is there for these clients; the environment comes first. The command and Pulumi are asked only for what the environment lacks.
 *
 * @param keys clients that can log in by themselves
 * @throws Failure for half of a pair, two clients that share their variables, and sources that cannot be read
 */
export async function readCredentials(
  keys: readonly string[],
  { stack, command, fromStackOutputs, cwd, env }: CredentialSources,
): Promise<ReadonlyMap<string, Credentials>> {
  requireDistinct(keys);
  const found = new Map<string, Credentials>();
  const take = (from: ReadonlyMap<string, Credentials>) => {
    for (const [key, one] of from) if (!found.has(key)) found.set(key, one);
  };
  take(fromVariables(keys, (name) => env[name], "the environment"));
  const lacks = () => keys.some((key) => !found.has(key));
  if (command !== undefined && lacks()) take(fromText(keys, await outputOf(command, cwd, env)));
  if (fromStackOutputs && lacks()) take(fromRecord(keys, await outputsOf(stack, cwd, env), "the outputs of the stack"));
  return found;
}

function requireDistinct(keys: readonly string[]): void {
  const byEnd = Map.groupBy(keys, variableEnd);
  for (const [end, same] of byEnd)
    if (same.length > 1)
      throw new Failure(
        `The clients ${same.join(" and ")} share the variable ${VARIABLES.secret}${end}. Name one of them, or give the credentials as JSON with --credentials-command.`,
      );
}

function fromVariables(
  keys: readonly string[],
  get: (name: string) => string | undefined,
  source: string,
): ReadonlyMap<string, Credentials> {
  const found = new Map<string, Credentials>();
  for (const key of keys) {
    const end = variableEnd(key);
    const [id, secret] = [get(`${VARIABLES.id}${end}`)?.trim(), get(`${VARIABLES.secret}${end}`)?.trim()];
    if (!id && !secret) continue;
    if (!id || !secret)
      throw new Failure(
        `Of the client ${printable(key)}, ${source} has ${id ? "no secret" : "no id"}. Set ${id ? VARIABLES.secret : VARIABLES.id}${end} as well.`,
      );
    found.set(key, { clientId: id, clientSecret: new Secret(secret) });
  }
  return found;
}

/** JSON by the keys of clients, or a line for each variable. */
function fromText(keys: readonly string[], text: string): ReadonlyMap<string, Credentials> {
  if (text.trimStart().startsWith("{")) return fromRecord(keys, text, "the credentials command");
  const values = new Map<string, string>();
  const known = new Set(keys.flatMap((key) => Object.values(VARIABLES).map((start) => `${start}${variableEnd(key)}`)));
  const wrong: string[] = [];
  text.split(/\r?\n/).forEach((line, index) => {
    if (/^\s*(#|$)/.test(line)) return;
    const [, name = "", value = ""] = /^\s*(?:export\s+)?([A-Za-z_]\w*)=(.*)$/.exec(line) ?? [];
    // Never the line itself: it may be a secret.
    if (name === "") wrong.push(`line ${index + 1} is not NAME=value`);
    else if (name.startsWith("GENESYS_ACCESS_") && !known.has(name))
      wrong.push(`line ${index + 1}: ${name} belongs to no client that is verified${hint(name, known)}`);
    else values.set(name, value.trim().replace(/^(["'])(.*)\1$/, "$2"));
  });
  if (wrong.length > 0) throw new Failure("What the credentials command printed cannot be used.", EXIT.usage, wrong);
  return fromVariables(keys, (name) => values.get(name), "the credentials command");
}

function hint(name: string, known: ReadonlySet<string>): string {
  const [near] = nearest(name, known);
  return near === undefined ? "" : `; nearest: ${near}`;
}

const pairs = z.record(
  z.string(),
  z.object({ clientId: z.string().min(1), clientSecret: z.string().min(1).nullish() }),
);

function fromRecord(keys: readonly string[], text: string, source: string): ReadonlyMap<string, Credentials> {
  const parsed = pairs.safeParse(parseJson(text, source));
  if (!parsed.success)
    throw new Failure(
      `${source[0]?.toUpperCase()}${source.slice(1)} have another form than {"client": {"clientId": "…", "clientSecret": "…"}}.`,
    );
  return new Map(
    Object.entries(parsed.data).flatMap(([key, { clientId, clientSecret }]): [string, Credentials][] =>
      clientSecret && keys.includes(key) ? [[key, { clientId, clientSecret: new Secret(clientSecret) }]] : [],
    ),
  );
}

function parseJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // The parser's own message quotes the text.
    throw new Failure(`What ${source} gave is no JSON.`);
  }
}

/** Standard output alone; what the command says beside it goes to the person who runs this. */
function outputOf(command: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = exec(command, { cwd, env, timeout: LONGEST_COMMAND_MS, maxBuffer: 1 << 20 }, (error, stdout) => {
      if (!error) return resolve(stdout);
      const how = error.killed
        ? "took more than five minutes or printed too much"
        : `ended with ${error.code ?? error.signal}`;
      reject(new Failure(`The credentials command ${how}. Nothing was asked.`, EXIT.unreachable));
    });
    child.stdin?.end();
    child.stderr?.pipe(process.stderr);
  });
}

async function outputsOf(stack: string, cwd: string, env: NodeJS.ProcessEnv): Promise<string> {
  const cli = await findPulumi(cwd, env);
  const args = ["stack", "output", "clients", "--json", "--show-secrets", "--stack", stack, "--non-interactive"];
  try {
    const { stdout } = await promisify(execFile)(cli.command, args, { cwd, env: cli.env, maxBuffer: 1 << 24 });
    return stdout;
  } catch (error) {
    const said = String((error as { stderr?: unknown }).stderr ?? "");
    const line = said.split("\n").find((text) => text.startsWith("error:")) ?? "error: its outputs cannot be read";
    throw new Failure(
      printable(`Stack ${JSON.stringify(stack)}: ${line.replace(/^error:\s*/, "")}.`),
      EXIT.unreachable,
    );
  }
}
