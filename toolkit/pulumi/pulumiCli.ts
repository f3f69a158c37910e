/** The Pulumi CLI that the user has, in the environment of whoever runs the command. Nothing is downloaded or built here. */
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { detail } from "../terminal.ts";
import { requireKnownCli } from "./cliDigest.ts";

export interface PulumiCli {
  /** The executable. */
  readonly command: string;
  /** The same for the Automation API, which asks the CLI for its version first: once for many stacks, and never for a command that does without. */
  readonly automation: () => Promise<PulumiCommand>;
  readonly env: NodeJS.ProcessEnv;
}

type Environment = Readonly<Record<string, string | undefined>>;

const EXECUTABLE = process.platform === "win32" ? "pulumi.exe" : "pulumi";

/**
 * Its own backend, login, stacks and passphrase: PULUMI_HOME and the like mean what they always do.
 *
 * @throws Failure where there is no CLI, or it is another one than was given or recorded (cliDigest.ts)
 */
export async function findPulumi(cwd = process.cwd(), env: NodeJS.ProcessEnv = process.env): Promise<PulumiCli> {
  const root = pulumiRoot(cwd, env);
  if (root === undefined) {
    throw new Failure(
      "The Pulumi CLI was not found on PATH, in node_modules or in the Pulumi home. Run `npm install pulumi@3.255.0 && npx pulumi version`, " +
        "which fetches one, or install it as https://www.pulumi.com/docs/install says.",
      EXIT.unreachable,
    );
  }
  const bin = join(root, "bin");
  detail(`Pulumi CLI in ${bin}`);
  requireKnownCli(join(bin, EXECUTABLE), env, (line) => console.error(line));
  // Program, policy pack and providers run under the Node that runs this.
  const name = pathName(env);
  const path = [dirname(process.execPath), join(cwd, "node_modules", ".bin"), bin, env[name]].filter(Boolean);
  let asked: Promise<PulumiCommand> | undefined;
  const automation = () => {
    asked ??= import("@pulumi/pulumi/automation/index.js").then((api) => api.PulumiCommand.get({ root }));
    return asked;
  };
  const environment = { ...env, [name]: path.join(delimiter), PULUMI_SKIP_UPDATE_CHECK: "1" };
  return { command: join(bin, EXECUTABLE), automation, env: environment };
}

/**
 * The folder around `bin/pulumi`: the version that the npm package `pulumi` of the project stands for, where it has fetched it; else the one on PATH;
 * else the vendor's installation in the Pulumi home.
 */
export function pulumiRoot(cwd: string, env: Environment): string | undefined {
  const home = env["PULUMI_HOME"] || join(homedir(), ".pulumi");
  const version = wrappedVersion(cwd);
  const onPath = (env[pathName(env)] ?? "").split(delimiter).filter((folder) => folder !== "" && !isWrapper(folder));
  const folders = [
    ...(version === undefined ? [] : [join(home, "versions", version, "bin")]),
    ...onPath,
    join(home, "bin"),
  ];
  const found = folders.find((folder) => existsSync(join(folder, EXECUTABLE)));
  return found === undefined ? undefined : dirname(found);
}

/** Version of the npm package `pulumi`, a wrapper that keeps each CLI in `<Pulumi home>/versions/<version>`. */
function wrappedVersion(cwd: string): string | undefined {
  try {
    const file = createRequire(join(cwd, "package.json")).resolve("pulumi/package.json");
    return (JSON.parse(readFileSync(file, "utf8")) as { version?: string }).version;
  } catch {
    return undefined;
  }
}

/** The wrapper stands in `node_modules/.bin` under the CLI's own name, without the hosts beside it. */
function isWrapper(folder: string): boolean {
  return /[\\/]node_modules[\\/]\.bin[\\/]?$/.test(folder);
}

/** Windows spells it "Path", and a plain object does not know that names have no case there. */
function pathName(env: Environment): string {
  return Object.keys(env).find((name) => name.toUpperCase() === "PATH") ?? "PATH";
}
