/** The same work in every org, several at once. */
import PQueue from "p-queue";
import type { readApprovals } from "../judge/readApprovals.ts";
import type { Progress } from "../pulumi/progress.ts";
import type { PulumiCli } from "../pulumi/pulumiCli.ts";
import { type Interruption, interruption } from "./interruption.ts";
import type { Member } from "./members.ts";
import { notPreviewed, notRun, type OrgReport } from "./model.ts";
import type { FleetOptions } from "./options.ts";
import { inTime } from "./outOfTime.ts";
import { fleetProgress } from "./progress.ts";
import { outcomeLine } from "./render.ts";
import { withinTime } from "./timeLimit.ts";

/** Settings that every org of one run shares. */
export interface FleetRun {
  readonly options: FleetOptions;
  readonly members: readonly Member[];
  /** Orgs at once. */
  readonly parallel: number;
  readonly approvals: ReturnType<typeof readApprovals>;
  /** The day of the run, in UTC: approvals and waivers are held against it. */
  readonly today: string;
  readonly cli: PulumiCli;
  /** The project's folder. */
  readonly cwd: string;
  readonly policyPacks: readonly string[];
}

/** The input of the work on one org. */
export interface OrgRun extends FleetRun {
  /** The fleet's CLI with the org's own variables. */
  readonly cli: PulumiCli;
  readonly interruption: Interruption;
  readonly shown: Progress;
}

export interface Outcome {
  readonly member: Member;
  readonly report: OrgReport;
  /** An update would change something, or end what an earlier one left. */
  readonly pending: boolean;
}

/** News about an org after the work: these fields replace those of its report. */
export type Told = Partial<Omit<OrgReport, "stack" | "file">> & { readonly pending?: boolean };

/**
 * Outcomes in the order of the members. A signal stops it in order: what has not begun is not run.
 *
 * @param doing "previewing" or "updating"
 * @param before what is known of an org already
 */
export async function everyOrg(
  doing: string,
  members: readonly Member[],
  run: FleetRun,
  work: (member: Member, run: OrgRun) => Promise<Told>,
  before: (member: Member) => OrgReport | undefined,
): Promise<Outcome[]> {
  const progress = fleetProgress(doing, members.length);
  const stopping = interruption(progress.say);
  const queue = new PQueue({ concurrency: run.parallel });
  const one = async (member: Member): Promise<Outcome> => {
    const known = before(member) ?? notPreviewed(member);
    if (stopping.stopped) return { member, report: notRun(known), pending: false };
    const start = performance.now();
    const shown = progress.begin(member.name);
    const cli = { ...run.cli, env: { ...run.cli.env, ...member.env } };
    const { timeout } = run.options;
    const timed = await withinTime(timeout, () => work(member, { ...run, cli, interruption: stopping, shown }));
    shown.done();
    const { pending = false, ...told } = inTime(timed, timeout ?? 0, doing);
    const report = { ...known, ...told, seconds: known.seconds + (performance.now() - start) / 1000 };
    progress.say(outcomeLine(report));
    return { member, report, pending };
  };
  try {
    return await queue.addAll(members.map((member) => () => one(member)));
  } finally {
    progress.end();
    stopping.release();
  }
}
