/** The plugin of @pulumi/command: looked for before anything is registered, because a client whose secret cannot be delivered helps nobody. */
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

const NAMES = ["pulumi-resource-command", "pulumi-resource-command.exe", "pulumi-resource-command.cmd"];

/** The instruction for a user who lacks the plugin; undefined where the engine will find it: on PATH, or among the plugins of the Pulumi home. */
export function missingCommandPlugin(env: Environment): string | undefined {
  const { version } = createRequire(import.meta.url)("@pulumi/command/package.json") as { version: string };
  const home = env["PULUMI_HOME"] || join(homedir(), ".pulumi");
  const folders = [...pathOf(env), join(home, "plugins", `resource-command-v${version}`)];
  if (folders.some((folder) => NAMES.some((name) => existsSync(join(folder, name))))) return undefined;
  return (
    `The stack delivers client secrets by commands (\`deliver:\`), and Pulumi's plugin for commands is not installed; nothing was changed. ` +
    `Run \`npx pulumi plugin install resource command ${version}\`, then the same command again.`
  );
}

/** Windows spells it "Path", and a plain object does not know that names have no case there. */
function pathOf(env: Environment): string[] {
  const [, path = ""] = Object.entries(env).find(([name]) => name.toUpperCase() === "PATH") ?? [];
  return path.split(delimiter).filter((folder) => folder !== "");
}
