/** One preview from start to report. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import type { AccessDiff } from "../../access/diff/model.ts";
import { DRIFT_NOT_LOOKED_FOR } from "../../access/diff/words.ts";
import { printDay } from "../../access/values/day.ts";
import { printable } from "../../access/values/untrusted.ts";
import { specFileOf } from "../../policies/loadJudgedSpec.ts";
import { comparePreview } from "../compare/comparePreview.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { judge } from "../judge/gate.ts";
import type { Gate } from "../judge/gates.ts";
import { judgePreview } from "../judge/judgePreview.ts";
import { readApprovals } from "../judge/readApprovals.ts";
import { type GitRef, openBase, openBaseRef } from "../open/base.ts";
import { assertOneBase } from "../open/baseOption.ts";
import { type Deployed, readDeployed } from "../open/deployed.ts";
import { assertKnownSettings } from "../open/knownSettings.ts";
import { type ReadSpecs, readSpecs } from "../open/specs.ts";
import { readStackConfig } from "../open/stackConfig.ts";
import { reportLine } from "../posting/reportLine.ts";
import { PreviewEvents } from "../pulumi/events.ts";
import { progress } from "../pulumi/progress.ts";
import { findPulumi } from "../pulumi/pulumiCli.ts";
import { type PreviewRun, runPreview } from "../pulumi/runPreview.ts";
import { writeSummary } from "../summary.ts";
import { remark } from "../terminal.ts";
import { TOOL } from "../tool.ts";
import { writeReport } from "../writeReport.ts";
import type { PreviewOptions } from "./options.ts";
import { type PreviewModel, renderPreview, WOULD_BE_REFUSED } from "./render.ts";

/** Runs the preview, writes its report, and tells how the command ends. */
export async function preview(options: PreviewOptions): Promise<ExitCode> {
  const today = printDay(new Date());
  const base = baseOf(options, process.cwd());
  const approvals = readApprovals(options.approvalFile, today);
  const policyPacks = packsOf(options.policyPack);
  const { deployed, run, specFile } = await previewOf(options, policyPacks);
  const specs = readSpecs(options.stack, specFile, process.cwd(), deployed, base);
  const model = modelOf(options, deployed, run, specs, approvals, today);
  const report = renderPreview(model, options.format);
  writeReport(
    options.format === "markdown" ? `${reportLine(options.stack)}\n${report}` : report,
    options.output,
    options.format,
  );
  writeSummary(options.summary === undefined ? [] : [renderPreview(model, "markdown")], options.summary);
  const tell = model.preview.state === "failed" ? (line: string) => console.error(printable(line)) : remark;
  for (const line of closing(model)) tell(line);
  return exitCodeOf(model, specs);
}

/** Opened before the engine works for minutes: a wrong name is told at once. */
function baseOf(options: PreviewOptions, cwd: string): GitRef | undefined {
  assertOneBase(options);
  if (options.baseRef !== undefined) return openBaseRef(options.baseRef, cwd);
  return options.base === undefined ? undefined : openBase(options.base, cwd);
}

/** The folders of the policy packs, the project's own by default. Throws a Failure where there is none. */
export function packsOf(named: readonly string[]): string[] {
  const packs = named.length > 0 ? [...named] : ["policies"];
  for (const pack of packs) {
    if (!existsSync(join(pack, "PulumiPolicy.yaml")))
      throw new Failure(`--policy-pack: ${pack} holds no PulumiPolicy.yaml. Name the folder of a policy pack.`);
  }
  return packs;
}

/** A preview that could not even start is one that failed: it is told in the report like any other. */
async function previewOf(
  { stack, refresh }: PreviewOptions,
  policyPacks: readonly string[],
): Promise<{ deployed: Deployed; run: PreviewRun; specFile: string }> {
  const cwd = process.cwd();
  let specFile = specFileOf(stack, undefined);
  try {
    assertKnownSettings(stack, cwd);
    const cli = await findPulumi();
    cli.automation().catch(() => undefined); // beside the state; told where it is needed
    const deployed = await readDeployed(cli, stack, cwd);
    ({ specFile } = await readStackConfig(stack, cwd, cli.env, async () => cli));
    const shown = progress(stack);
    const run = await runPreview(cli, { stack, cwd, policyPacks, refresh }, shown);
    shown.done();
    return { deployed, run, specFile };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const run: PreviewRun = {
      events: new PreviewEvents(),
      status: { state: "failed", errors: [...error.details, error.message] },
    };
    return { deployed: { resources: new Map(), unfinished: 0 } satisfies Deployed, run, specFile };
  }
}

/** The model of a preview's report: the change of access, judged by rules and gates. */
export function modelOf(
  { stack, failOn, approved }: PreviewOptions,
  deployed: Deployed,
  run: PreviewRun,
  specs: ReadSpecs,
  approvals: ReturnType<typeof readApprovals>,
  today: string,
): PreviewModel {
  const compared = comparePreview(stack, deployed, run, specs);
  const { seen, diff, drift, driftLookedFor, lacks, status } = compared;
  const occasion = { baseCommit: specs.baseCommit ?? null, today };
  const { coverage, refusals } = judge(seen, failOn, { digests: approved, files: { approvals, ...occasion } });
  return {
    diff,
    ...(drift && { drift }),
    driftLookedFor,
    lacks,
    ...judgePreview(compared, run.events.policies, specs, today),
    preview: status,
    gate: {
      refusals: [...refusals, ...unseen(failOn, diff, seen)],
      approved: diff.digest !== undefined && coverage.covered,
    },
    occasion,
    catalogueDate: CATALOGUE_DATE,
    tool: TOOL,
  };
}

/** The refusal of a gate that asks for certainty: the part that the preview did not see is a difference of unknown extent. */
function unseen(gates: readonly Gate[], diff: AccessDiff, seen: AccessDiff): string[] {
  const matters = gates.includes("unknown") || gates.includes("changed");
  return matters && diff.verdict !== seen.verdict ? ["the preview did not see everything"] : [];
}

/** The exit code of a command that shows this preview. */
export function exitCodeOf({ preview, findings, violations, gate }: PreviewModel, { invalid }: ReadSpecs): ExitCode {
  if (preview.state === "failed") return invalid ? EXIT.invalidSpec : EXIT.unreachable;
  const open = findings.some(({ status, level }) => status === "open" && level === "mandatory");
  const refused = preview.state === "refused" || open || violations.some(({ mandatory }) => mandatory);
  return refused || gate.refusals.length > 0 ? EXIT.refused : EXIT.ok;
}

/** One line for whoever sees only the log of the job. */
function closing({ preview, diff, driftLookedFor, lacks, gate }: PreviewModel): string[] {
  const { stack, verdict } = diff;
  if (preview.state === "failed") return [`error: the preview of ${stack} failed: ${preview.errors[0] ?? ""}`];
  const unseen = [...(driftLookedFor ? [] : [DRIFT_NOT_LOOKED_FOR]), ...(lacks.length > 0 ? [WOULD_BE_REFUSED] : [])];
  const refused = preview.state === "refused" ? ["refused by policy"] : [];
  const why = [...refused, ...gate.refusals];
  return [[`${stack}: ${verdict}`, ...unseen, ...(why.length > 0 ? [`refused: ${why.join("; ")}`] : [])].join("; ")];
}
