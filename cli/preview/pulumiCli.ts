/** The Pulumi CLI of this project, in the environment of whoever runs the preview. */
import { delimiter, dirname, join } from "node:path";
import type { PulumiCommand } from "@pulumi/pulumi/automation/index.js";
import { EngineUnavailable, ensureEngine } from "../../engine/index.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";

export interface PulumiCli {
  /** The executable. */
  readonly command: string;
  /** The same for the Automation API, which asks the CLI for its version first: once for many stacks, and never for a command that does without. */
  readonly automation: () => Promise<PulumiCommand>;
  readonly env: NodeJS.ProcessEnv;
}

const PROJECT_COMMANDS = join(import.meta.dirname, "..", "..", "node_modules", ".bin");

/** Its own backend, login, stacks and passphrase: PULUMI_HOME and the like mean what they always do. */
export async function findPulumi(): Promise<PulumiCli> {
  const engine = await ensureEngine().catch((error: unknown) => {
    if (error instanceof EngineUnavailable) throw new Failure(error.message, EXIT.unreachable);
    throw error;
  });
  const root = dirname(engine.bin);
  // Program, policy pack and providers need a Node that runs TypeScript: the one that runs this.
  const name = Object.keys(process.env).find((key) => key.toUpperCase() === "PATH") ?? "PATH"; // Windows: Path
  const path = [dirname(process.execPath), PROJECT_COMMANDS, engine.bin, process.env[name]].filter(Boolean);
  const env = { ...process.env, [name]: path.join(delimiter), PULUMI_SKIP_UPDATE_CHECK: "1" };
  let asked: Promise<PulumiCommand> | undefined;
  const automation = () => {
    asked ??= import("@pulumi/pulumi/automation/index.js").then((api) => api.PulumiCommand.get({ root }));
    return asked;
  };
  return { command: engine.pulumi, automation, env };
}
