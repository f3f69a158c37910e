/** A look at every org of a fleet for what changed outside of its stack: one report. */
import PQueue from "p-queue";
import type { ExitCode } from "../exitCodes.ts";
import type { WatchReport } from "../watch/model.ts";
import { renderWatch } from "../watch/render/index.ts";
import { exitCodeOf, type WatchWays, watchStacks } from "../watch/watchStacks.ts";
import { writeReport } from "../writeReport.ts";
import { withEnvironments } from "./environments.ts";
import { fleetStacks, type Member } from "./members.ts";
import type { FleetOptions } from "./options.ts";
import { orgsAtOnce } from "./parallel.ts";
import { fleetProgress } from "./progress.ts";
import { assertUsed } from "./unusedOptions.ts";

export interface WatchFleetOptions extends FleetOptions {
  /** File that remembers the last green run of each stack. */
  readonly state?: string;
}

/** Days before its end on which something is told as expiring. */
const WITHIN = 14;

/** Looks, writes the report, and tells how the command ends: as its worst org. */
export async function watchFleet(options: WatchFleetOptions): Promise<ExitCode> {
  assertUsed("watch", options, ["stack", "parallel", "memory", "envDir", "state"]);
  const { format, output, state } = options;
  const cwd = process.cwd();
  const members = withEnvironments(fleetStacks(options.stack, cwd), process.env, options.envDir);
  const settings = { within: WITHIN, acceptUnmanaged: false, deployer: [], usage: false, names: true };
  const watched = await watchStacks(
    members.map(({ name }) => name),
    { ...settings, ...(state !== undefined && { state }) },
    cwd,
    waysOf(members, orgsAtOnce(options)),
  );
  const reports = watched.map(({ report }) => report);
  const text = renderWatch(reports, format);
  writeReport(format === "text" ? `${text}\n${summary(reports)}` : text, output, format);
  return exitCodeOf(reports, "any");
}

function waysOf(members: readonly Member[], parallel: number): WatchWays {
  const environments = new Map(members.map(({ name, env }) => [name, env]));
  return {
    envOf: (stack) => environments.get(stack) ?? {},
    each: async (doing, stacks, work) => {
      const progress = fleetProgress(doing, stacks.length);
      const queue = new PQueue({ concurrency: parallel });
      const one = async (stack: string) => {
        const shown = progress.begin(stack);
        const result = await work(stack);
        shown.done();
        return result;
      };
      try {
        return await queue.addAll(stacks.map((stack) => () => one(stack)));
      } finally {
        progress.end();
      }
    },
  };
}

function summary(reports: readonly WatchReport[]): string {
  const found = reports.filter(({ complete, rows }) => complete && rows.length > 0).length;
  const unread = reports.filter(({ complete }) => !complete).length;
  const parts = [
    `${reports.length - found - unread} as deployed`,
    ...(found > 0 ? [`${found} changed`] : []),
    ...(unread > 0 ? [`${unread} not read as a whole`] : []),
  ];
  return `${reports.length} org${reports.length === 1 ? "" : "s"}: ${parts.join(", ")}\n`;
}
