/** The programs that this package works with. */
import { join } from "node:path";
import { Failure } from "../failure.ts";
import type { PackageManager } from "../init/packageManager.ts";
import type { Versions } from "../init/versions.ts";
import { requireKnownCli } from "../pulumi/cliDigest.ts";
import { pulumiRoot } from "../pulumi/pulumiCli.ts";
import { commandVersion, isAtLeast } from "./commandVersion.ts";
import { type Check, missing, ok, warn } from "./model.ts";

const NODE_FIX = "Install Node 24 (or 22.18 and later): https://nodejs.org.";

/** The Node of this run, and the one on PATH: Pulumi starts programs with that. */
export async function nodeCheck(env: NodeJS.ProcessEnv): Promise<Check> {
  const own = process.versions.node;
  if (!runsTypeScript(own))
    return missing("node", `Node ${own} cannot run the program, which is TypeScript.`, NODE_FIX);
  const onPath = await commandVersion("node", ["--version"], env);
  if (onPath === undefined || onPath === own || runsTypeScript(onPath)) return ok("node", `Node ${own}`);
  return warn("node", `Node ${own} runs this, and \`node\` on PATH, which runs \`pulumi up\`, is ${onPath}.`, NODE_FIX);
}

/** Without a flag: 22.18, or 23.6. */
function runsTypeScript(version: string): boolean {
  return isAtLeast(version, version.startsWith("23.") ? "23.6" : "22.18");
}

export async function managerCheck(manager: PackageManager, env: NodeJS.ProcessEnv): Promise<Check> {
  const version = await commandVersion(manager, ["--version"], env, { script: true });
  return version === undefined
    ? warn(manager, `${manager} was not found on PATH, or does not answer.`, `Install ${manager}.`)
    : ok(manager, `${manager} ${version}`);
}

export async function pulumiCheck(cwd: string, env: NodeJS.ProcessEnv, { tested }: Versions): Promise<Check> {
  const wanted = tested("pulumi");
  const root = pulumiRoot(cwd, env);
  const fix = `Run \`npm install pulumi@${wanted} && npx pulumi version\`, which fetches one, or see https://www.pulumi.com/docs/install.`;
  if (root === undefined)
    return missing("pulumi", "The Pulumi CLI was not found on PATH, in node_modules or in the Pulumi home.", fix);
  const bin = join(root, "bin");
  const command = join(bin, process.platform === "win32" ? "pulumi.exe" : "pulumi");
  const notes: string[] = [];
  const flaw = flawOfCli(command, env, (note) => notes.push(note));
  if (flaw !== undefined) return missing("pulumi", flaw, fix);
  // Hosts and plugins start with the Node that runs this.
  const found = await commandVersion(command, ["version"], {
    ...env,
    PULUMI_SKIP_UPDATE_CHECK: "1",
  });
  if (found === undefined) return missing("pulumi", `The Pulumi CLI in ${bin} does not run.`, fix);
  return isAtLeast(found, wanted)
    ? ok("pulumi", [`Pulumi CLI ${found} in ${bin}`, ...notes.map((note) => note.replace("note: ", ""))].join(": "))
    : warn("pulumi", `Pulumi CLI ${found} in ${bin} is older than ${wanted}, which is tested.`, fix);
}

function flawOfCli(command: string, env: NodeJS.ProcessEnv, say: (note: string) => void): string | undefined {
  try {
    requireKnownCli(command, env, say);
    return undefined;
  } catch (error) {
    if (error instanceof Failure) return error.message;
    throw error;
  }
}
