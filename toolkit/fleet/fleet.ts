/** One run over a fleet, from start to report. */

import { printDay } from "../../access/values/day.ts";
import type { ExitCode } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { readApprovals } from "../judge/readApprovals.ts";
import { packsOf } from "../preview/preview.ts";
import { findPulumi } from "../pulumi/pulumiCli.ts";
import { reportWidth } from "../terminal.ts";
import { writeReport } from "../writeReport.ts";
import { confirm } from "./confirm.ts";
import { withEnvironments } from "./environments.ts";
import { everyOrg, type FleetRun, type Outcome } from "./everyOrg.ts";
import { fleetStacks } from "./members.ts";
import { notRun, type OrgReport, unchanged, worst } from "./model.ts";
import type { FleetAction, FleetOptions } from "./options.ts";
import { previewOrg } from "./previewOrg.ts";
import { renderFleet } from "./render.ts";
import { updateOrg } from "./updateOrg.ts";

/** Runs the action in every org, writes the report, and tells how the command ends: as its worst org. */
export async function fleet(action: FleetAction, options: FleetOptions): Promise<ExitCode> {
  if (action === "up" && !options.yes && !process.stdin.isTTY)
    throw new Failure(
      "fleet up asks first, and nobody can answer here. Read what `fleet preview` says, then add --yes.",
    );
  const run = await prepare(options);
  const previews = await everyOrg("previewing", run.members, run, previewOrg, () => undefined);
  const outcomes = action === "preview" ? previews : await apply(previews, run);
  const reports = outcomes.map(({ report }) => report);
  const { format, output } = options;
  writeReport(renderFleet(action, reports, format, reportWidth(output)), output, format);
  return worst(reports);
}

/** Refuses what can be refused before the first org is asked. */
async function prepare(options: FleetOptions): Promise<FleetRun> {
  const cwd = process.cwd();
  const stacks = fleetStacks(options.stack, cwd);
  const members = withEnvironments(stacks, process.env, options.envDir);
  const today = printDay(new Date());
  const approvals = readApprovals(options.approvalFile, today);
  const policyPacks = packsOf(options.policyPack);
  return { options, members, approvals, today, cwd, policyPacks, cli: await findPulumi() };
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
