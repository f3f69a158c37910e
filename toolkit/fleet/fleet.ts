/** One run over a fleet, from start to report. */

import { printDay } from "../../access/values/day.ts";
import type { ExitCode } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { readApprovals } from "../judge/readApprovals.ts";
import type { SpecFile } from "../open/specFiles.ts";
import { packsOf } from "../preview/preview.ts";
import { findPulumi } from "../pulumi/pulumiCli.ts";
import { reportWidth } from "../terminal.ts";
import { writeReport } from "../writeReport.ts";
import { confirm } from "./confirm.ts";
import { weightsOf } from "./durations.ts";
import { withEnvironments } from "./environments.ts";
import { everyOrg, type FleetRun, type Outcome } from "./everyOrg.ts";
import { fleetStacks } from "./members.ts";
import { notRun, type OrgReport, unchanged, worst } from "./model.ts";
import type { FleetAction, FleetOptions } from "./options.ts";
import { orgsAtOnce } from "./parallel.ts";
import { previewOrg } from "./previewOrg.ts";
import { readFleetReport } from "./readReport.ts";
import { renderFleet } from "./render.ts";
import { keptOf, readEarlier } from "./retry.ts";
import { fleetFiles, fleetSettings, type RunHead, runId } from "./runHead.ts";
import { assignShards } from "./shards.ts";
import { updateOrg } from "./updateOrg.ts";

/** Runs the action in every org of this machine's part, writes the report, and tells how the command ends: as its worst org. */
export async function fleet(action: FleetAction, options: FleetOptions): Promise<ExitCode> {
  if (action === "up" && !options.yes && !process.stdin.isTTY)
    throw new Failure(
      "fleet up asks first, and nobody can answer here. Read what `fleet preview` says, then add --yes.",
    );
  const { run, head, own, kept } = await prepare(action, options);
  const previews = await everyOrg("previewing", run.members, run, previewOrg, () => undefined);
  const outcomes = action === "preview" ? previews : await apply(previews, run);
  const told = new Map(outcomes.map(({ member, report }) => [member.name, report]));
  const reports = own.flatMap((stack) => kept.get(stack) ?? told.get(stack) ?? []);
  const { format, output, shard = null } = options;
  writeReport(renderFleet(action, reports, format, reportWidth(output), { run: head, shard }), output, format);
  return worst(reports);
}

interface Prepared {
  readonly run: FleetRun;
  readonly head: RunHead;
  /** The stacks of this machine's part. */
  readonly own: readonly string[];
  /** Those of them that are not run, as an earlier report has them. */
  readonly kept: ReadonlyMap<string, OrgReport>;
}

/** Refuses what can be refused before the first org is asked. */
async function prepare(action: FleetAction, options: FleetOptions): Promise<Prepared> {
  const cwd = process.cwd();
  const startedAt = new Date();
  const today = printDay(startedAt);
  const parallel = orgsAtOnce(options);
  const earlier = options.retryFrom === undefined ? undefined : readEarlier(options.retryFrom, action);
  const stacks = earlier ? stacksAgain(earlier.stacks, options.stack, cwd) : fleetStacks(options.stack, cwd);
  const names = stacks.map(({ name }) => name);
  // One connection for several orgs is a mistake also where each machine has one of them.
  const members = withEnvironments(stacks, process.env, options.envDir);
  const approvals = readApprovals(options.approvalFile, today);
  const policyPacks = packsOf(options.policyPack);
  const files = fleetFiles(names, policyPacks, cwd);
  const settings = fleetSettings(options, approvals);
  const kept = earlier ? keptOf(earlier, settings, files) : new Map<string, OrgReport>();
  const timed = options.durations ? readFleetReport(options.durations, "--durations") : earlier?.report;
  const { index = 1, count = 1 } = options.shard ?? {};
  const weights = weightsOf(names, timed?.stacks ?? []);
  for (const stack of kept.keys()) weights.set(stack, 0);
  const plan = assignShards(weights, count);
  const own = names.filter((stack) => plan.get(stack) === index);
  const head: RunHead = {
    id: runId(options.run, process.env),
    startedAt: startedAt.toISOString(),
    commit: files.commit,
    shared: files.shared,
    settings,
    retryOf: earlier?.digest ?? null,
    shards: count,
    stacks: names.map((stack) => ({ stack, shard: plan.get(stack) ?? 1, files: files.own.get(stack) ?? "" })),
  };
  const due = members.filter(({ name }) => own.includes(name) && !kept.has(name));
  const cli = await findPulumi();
  return { run: { options, members: due, parallel, approvals, today, cwd, policyPacks, cli }, head, own, kept };
}

function stacksAgain(names: readonly string[], patterns: readonly string[], cwd: string): SpecFile[] {
  if (patterns.length > 0)
    throw new Failure("--retry-from: the report says which stacks the fleet has. Leave out --stack.");
  const all = new Map(fleetStacks([], cwd).map((one) => [one.name, one]));
  return names.map((name) => {
    const found = all.get(name);
    if (found) return found;
    throw new Failure(
      `--retry-from: the report has a stack ${JSON.stringify(name)}, of which there is no file any more. Run the whole fleet.`,
    );
  });
}

/** Updates what the previews allow, when somebody agrees. */
async function apply(previews: readonly Outcome[], run: FleetRun): Promise<Outcome[]> {
  const allowed = previews.filter(({ report }) => report.result === "previewed");
  const due = allowed.filter(({ pending }) => pending);
  const stopped = previews.some(({ report: { result } }) => result === "not run" || result === "interrupted");
  const agreed = !stopped && (due.length === 0 || run.options.yes || (await ask(previews, due)));
  const done = agreed ? await updateAll(due, run) : [];
  const reportOf = (outcome: Outcome): OrgReport => {
    const updated = done.find(({ member }) => member === outcome.member);
    if (updated) return updated.report;
    if (!allowed.includes(outcome)) return outcome.report;
    return outcome.pending ? notRun(outcome.report) : unchanged(outcome.report);
  };
  return previews.map((outcome) => ({ ...outcome, report: reportOf(outcome) }));
}

function updateAll(due: readonly Outcome[], run: FleetRun): Promise<Outcome[]> {
  const previewed = new Map(due.map(({ member, report }) => [member, report]));
  return everyOrg("updating", [...previewed.keys()], run, updateOrg, (member) => previewed.get(member));
}

function ask(previews: readonly Outcome[], due: readonly Outcome[]): Promise<boolean> {
  const reports = previews.map(({ report }) => report);
  process.stderr.write(`\n${renderFleet("preview", reports, "text")}\n`);
  return confirm(`Update ${due.map(({ member }) => member.name).join(", ")}?`);
}
