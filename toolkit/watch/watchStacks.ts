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

/** @throws Failure for options that cannot be used, and where there is no Pulumi CLI */
export async function watchStacks(
  stacks: readonly string[],
  options: WatchOptions,
  cwd: string,
): Promise<WatchedStack[]> {
  if (options.acceptUnmanaged && options.state === undefined)
    throw new Failure("--accept-unmanaged writes down what is known: name the file with --state.");
  const names = [...new Set(stacks)];
  if (names.length === 0) throw new Failure("Nothing says what to watch. Name a stack with --stack.");
  const state = readWatchState(options.state);
  const cli = await findPulumi(cwd);
  const deployed = await statesOf(cli, names, cwd);
  const memories = new Map<string, WatchMemory>();
  const watched: WatchedStack[] = [];
  for (const stack of names) {
    const own = deployed.get(stack);
    const others = [...deployed].flatMap(([name, one]) =>
      name === stack || one instanceof Error ? [] : [...idsOf(one)],
    );
    try {
      if (own === undefined || own instanceof Error) throw own;
      const memory = state.stacks[stack];
      const {
        report,
        ground,
        memory: next,
      } = await watchStack(stack, {
        ...options,
        cli,
        cwd,
        memory,
        deployed: own,
        managedElsewhere: new Set(others),
      });
      memories.set(stack, next);
      watched.push({ report: options.names ? report : withoutNames(report, own), ...(ground && { ground }) });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      watched.push({ report: notRead(stack, error) });
    }
  }
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

async function statesOf(
  cli: PulumiCli,
  stacks: readonly string[],
  cwd: string,
): Promise<Map<string, Deployed | Failure>> {
  const states = new Map<string, Deployed | Failure>();
  for (const stack of stacks) {
    const state = await readDeployed(cli, stack, cwd).catch((error: unknown) => {
      if (error instanceof Failure) return error;
      throw error;
    });
    states.set(stack, state);
  }
  return states;
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
