/** One life of a stack: create, look, change, destroy; every command timed, every request counted. */
import { countCalls } from "./countCalls.ts";
import type { OperationRun } from "./figures.ts";
import { startOrg } from "./orgProcess.ts";
import type { OperationName, Scenario } from "./scenario.ts";
import { type BenchStack, openStack } from "./stack.ts";
import type { StateSize } from "./stateSize.ts";
import type { Work } from "./work.ts";

export interface Life {
  readonly operations: readonly OperationRun[];
  readonly state: StateSize;
}

interface Operation {
  readonly command: "pulumi" | "genesys-access";
  readonly args: readonly string[];
  /** The declarations that are different from this operation on. */
  readonly edit?: Partial<Work>;
  /** Takes the policy pack where the scenario has it. */
  readonly judged?: boolean;
}

/** With 0 the org would limit nothing, but its headers would still tell the vendor's 300, and the provider keeps to what it is told. */
export const UNLIMITED = 1_000_000;
const FLAGS = ["--non-interactive", "--color", "never"];
// Each command does one thing: `pulumi up --yes` alone would preview first, and then do the same reads once more.
const DO_IT = ["--yes", "--skip-preview", ...FLAGS];
const preview = { command: "pulumi", args: ["preview", ...FLAGS], judged: true } as const;
const up = { command: "pulumi", args: ["up", ...DO_IT], judged: true } as const;

const OPERATIONS: Readonly<Record<OperationName, Operation>> = {
  create: up,
  preview,
  up,
  refresh: { command: "pulumi", args: ["refresh", ...DO_IT] },
  "change a role": { ...up, edit: { edited: true } },
  "preview of a change": { ...preview, edit: { edited: false } },
  "genesys-access preview of a change": { command: "genesys-access", args: ["preview", "--stack", "bench"] },
  "add a division": { ...up, edit: { divisions: 4 } },
  destroy: { command: "pulumi", args: ["destroy", ...DO_IT] },
};

/**
 * Lives once, in an org of its own. Takes minutes; `tell` hears of every step.
 *
 * @param modules a `node_modules` with the built package; without it the sources run
 */
export async function live(scenario: Scenario, tell: (step: string) => void, modules?: string): Promise<Life> {
  const org = await startOrg(scenario.users);
  const settings = scenario.finalStateOnly ? { PULUMI_SKIP_CHECKPOINTS: "true" } : {};
  const stack = await openStack(scenario.subject, { ...org.connection, ...settings }, modules);
  try {
    let work: Work = { clients: scenario.clients, users: scenario.users, divisions: 3, edited: false };
    stack.declare(work);
    await warmUp(stack, scenario);
    const { latencyMs, requestsPerMinute } = scenario;
    await org.switch({ latencyMs, requestsPerMinute: requestsPerMinute || UNLIMITED });
    const operations: OperationRun[] = [];
    let state: StateSize | undefined;
    for (const name of scenario.operations) {
      tell(name);
      const { edit } = OPERATIONS[name];
      if (edit !== undefined) {
        work = { ...work, ...edit };
        stack.declare(work);
      }
      const { command } = OPERATIONS[name];
      const words = argumentsOf(OPERATIONS[name], scenario);
      const byNpx = scenario.npx === true && command === "pulumi";
      operations.push(
        await countCalls(org, name, () =>
          byNpx ? stack.run("npx", ["--no", "pulumi", ...words]) : stack.run(command, words),
        ),
      );
      if (name === "create") state = stack.state();
    }
    if (state === undefined) throw new Error("A life begins with create.");
    return { operations, state };
  } finally {
    await stack.close();
    await org.close();
  }
}

/** Untimed: fills the cache of compiled modules, which a second run of a user finds too. */
async function warmUp(stack: BenchStack, scenario: Scenario): Promise<void> {
  await stack.run("pulumi", argumentsOf(preview, scenario));
}

function argumentsOf({ args, judged }: Operation, { policyPack }: Scenario): string[] {
  return judged && policyPack ? [...args, "--policy-pack", "policies"] : [...args];
}
