/** Every stack of one run: what one of them manages is no stranger to the others. A stack that cannot be looked at keeps no other back. */

import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import { contentDigest } from "../../access/values/contentDigest.ts";
import { dayOf, parseDay } from "../../access/values/day.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { type Deployed, readDeployed } from "../open/deployed.ts";
import { findPulumi, type PulumiCli } from "../pulumi/pulumiCli.ts";
import { countsOf, type WatchReport } from "./model.ts";
import type { WatchFailOn, WatchOptions } from "./options.ts";
import { readWatchState, type WatchMemory, writeWatchState } from "./stateFile.ts";
import { idsOf, type WatchGround, watchStack } from "./watchStack.ts";
import { withoutNames } from "./withoutNames.ts";

export interface WatchedStack {
  readonly report: WatchReport;
  readonly ground?: WatchGround;
}

/** How the stacks of one run are gone through: a fleet takes several at once, each with the variables of its own org. */
export interface WatchWays {
  envOf(stack: string): NodeJS.ProcessEnv;
  /** Results in the order of the stacks. */
  each<T>(doing: string, stacks: readonly string[], work: (stack: string) => Promise<T>): Promise<T[]>;
}

const ONE_BY_ONE: WatchWays = {
  envOf: () => ({}),
  each: async (_, stacks, work) => {
    const results: Awaited<ReturnType<typeof work>>[] = [];
    for (const stack of stacks) results.push(await work(stack));
    return results;
  },
};

/** @throws Failure for options that cannot be used, and where there is no Pulumi CLI */
export async function watchStacks(
  stacks: readonly string[],
  options: WatchOptions,
  cwd: string,
  ways: WatchWays = ONE_BY_ONE,
): Promise<WatchedStack[]> {
  if (options.acceptUnmanaged && options.state === undefined)
    throw new Failure("--accept-unmanaged writes down what is known: name the file with --state.");
  const names = [...new Set(stacks)];
  if (names.length === 0) throw new Failure("Nothing says what to watch. Name a stack with --stack.");
  const state = readWatchState(options.state);
  const shared = await findPulumi(cwd);
  const cliOf = (stack: string): PulumiCli => ({ ...shared, env: { ...shared.env, ...ways.envOf(stack) } });
  const states = await ways.each("reading the state of", names, (stack) => stateOf(cliOf(stack), stack, cwd));
  const deployed = new Map(names.map((stack, at) => [stack, states[at]]));
  const managed = idsOfAll(deployed.values());
  const memories = new Map<string, WatchMemory>();
  const watched = await ways.each("watching", names, async (stack): Promise<WatchedStack> => {
    const own = deployed.get(stack);
    try {
      if (own === undefined || own instanceof Error) throw own;
      const memory = state.stacks[stack];
      const {
        report,
        ground,
        memory: next,
      } = await watchStack(stack, {
        ...options,
        cli: cliOf(stack),
        cwd,
        memory,
        deployed: own,
        managedElsewhere: managed,
      });
      memories.set(stack, next);
      return { report: options.names ? report : withoutNames(report, own), ...(ground && { ground }) };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return { report: notRead(stack, error) };
    }
  });
  if (options.state !== undefined && memories.size > 0)
    writeWatchState(options.state, { formatVersion: 1, stacks: { ...state.stacks, ...Object.fromEntries(memories) } });
  return watched;
}

/** An incomplete reading never ends well; else the rows decide. */
export function exitCodeOf(reports: readonly WatchReport[], failOn: WatchFailOn): ExitCode {
  if (reports.some(({ complete }) => !complete)) return EXIT.unreachable;
  const fails = ({ rows, usage }: WatchReport) =>
    failOn === "any"
      ? rows.length > 0 || (usage?.alarms.length ?? 0) > 0
      : failOn === "wider" && rows.some(({ verdict }) => verdict === "wider");
  return reports.some(fails) ? EXIT.refused : EXIT.ok;
}

/** A state that cannot be read is a result. */
function stateOf(cli: PulumiCli, stack: string, cwd: string): Promise<Deployed | Failure> {
  return readDeployed(cli, stack, cwd).catch((error: unknown) => {
    if (error instanceof Failure) return error;
    throw error;
  });
}

/** Of all stacks: what one of them manages is managed. */
function idsOfAll(states: Iterable<Deployed | Failure | undefined>): Set<string> {
  const ids = [...states].flatMap((one) => (one === undefined || one instanceof Error ? [] : [...idsOf(one)]));
  return new Set(ids);
}

function notRead(stack: string, { message, details }: Failure): WatchReport {
  const now = new Date();
  const at = now.toISOString();
  return {
    stack,
    organization: { id: "", name: "" },
    readAt: at,
    readBy: "",
    window: { from: at, to: at, since: "usual" },
    complete: false,
    coverage: [{ part: "org", state: "not-read", reason: [...details, message].join(" ") }],
    counts: countsOf([]),
    rows: [],
    events: { own: 0, unexplained: 0 },
    catalogue: { date: CATALOGUE_DATE, ageDays: Math.max(0, dayOf(now) - (parseDay(CATALOGUE_DATE) ?? 0)) },
    usage: null,
    notes: [],
    digest: contentDigest(stack),
  };
}
