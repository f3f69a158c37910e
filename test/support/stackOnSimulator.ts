import { mkdtemp, readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { ensureEngine } from "../../dev/engine/index.ts";
import { createWorkspace, type PulumiRun, type Workspace } from "../../dev/engine/workspace.ts";
import { builtCode } from "../../dev/package/builtCode.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/index.ts";
import { PROJECT_FOLDER } from "./project.ts";

/** A stack in a scratch workspace, a real Pulumi CLI, and an embedded org of its own. */
export interface StackOnSimulator {
  readonly org: Simulator;
  readonly workspace: Workspace;
  /** The start of `genesys-access`, for Node: of the code that the workspace runs. */
  readonly command: string;
  /** `pulumi up` without a separate preview, and without the policy pack unless the flags name it: the program judges by the same rules. */
  up(...flags: string[]): Promise<PulumiRun>;
  pulumi(...args: string[]): Promise<PulumiRun>;
  /** The stack's exported state as text. */
  state(): Promise<string>;
  /** Writes the stack's YAML. */
  writeSpec(yaml: string): Promise<void>;
  readSpec(): Promise<string>;
  close(): Promise<void>;
}

export interface StackOptions {
  readonly stack?: string;
  /** YAML of the stack; by default the project's own file of that name. */
  readonly spec?: string;
  readonly simulator?: SimulatorOptions;
  readonly passphrase?: string;
  /** The sources run, as in a checkout; by default the published code, as in a user's project. */
  readonly sources?: boolean;
  /** Variables besides those that lead to the org, such as another backend. */
  readonly env?: NodeJS.ProcessEnv;
  /** What encrypts the secrets of the state, as `pulumi stack init --secrets-provider` takes it; default the passphrase. */
  readonly secretsProvider?: string;
}

export async function stackOnSimulator({
  stack = "demo",
  spec,
  simulator,
  passphrase = "test",
  sources = false,
  env = {},
  secretsProvider = "passphrase",
}: StackOptions = {}): Promise<StackOnSimulator> {
  const engine = await ensureEngine();
  const org = await startSimulator(simulator);
  const dir = await mkdtemp(join(tmpdir(), "genesys-access-"));
  const built = sources ? undefined : await builtCode();
  const workspace = await createWorkspace({
    ...{ dir, engine, passphrase, env: { ...org.environment, ...env }, stacks: PROJECT_FOLDER },
    ...(built !== undefined && { built }),
  });
  const specFile = join(dir, "stacks", `${stack}.yaml`);
  if (spec !== undefined) await writeFile(specFile, spec);
  const pulumi = (...args: string[]) => workspace.pulumi(args);
  const init = await pulumi("stack", "init", stack, "--secrets-provider", secretsProvider);
  if (init.exitCode !== 0) throw new Error(init.output);
  return {
    org,
    workspace,
    command: resolve(built ?? ".", "cli", "genesys-access.mjs"),
    pulumi,
    up: (...flags) => pulumi("up", "--yes", "--skip-preview", ...flags),
    state: async () => (await pulumi("stack", "export")).stdout,
    writeSpec: (yaml) => writeFile(specFile, yaml),
    readSpec: () => readFile(specFile, "utf8"),
    close: async () => {
      await org.close();
      await workspace.remove();
    },
  };
}

/** The policy pack of the project, as a person names it. */
export const POLICY_PACK = ["--policy-pack", "policies"] as const;

/** Requests that change something in the org. */
export function writes({ requests }: Simulator): string[] {
  return requests
    .filter(({ method, path }) => method !== "GET" && path !== "/oauth/token" && !/\/(query|search)$/.test(path))
    .map(({ method, path }) => `${method} ${path}`);
}
