/** One audit from start to report. */
import { printDay } from "../../access/values/day.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import type { OpenedSnapshot } from "../open/openSnapshot.ts";
import { auditInput } from "./auditInput.ts";
import { auditSnapshot } from "./auditSnapshot.ts";
import { comparedWith, readBaseline } from "./baseline.ts";
import { type AuditReport, isAtLeast, shownFindings } from "./model.ts";
import type { AuditOptions } from "./options.ts";
import { readWaiverFile } from "./waiverFile.ts";

type Terms = Pick<AuditOptions, "days" | "baseline" | "waivers">;

/** @throws Failure for a file of waivers or a baseline that cannot be used */
export async function audit(
  opened: OpenedSnapshot,
  { days, baseline, waivers }: Terms,
  now: Date,
): Promise<AuditReport> {
  const terms = { waivers: waivers === undefined ? [] : readWaiverFile(waivers), today: printDay(now) };
  const before = baseline === undefined ? undefined : readBaseline(baseline, opened.snapshot.organization.id);
  const report = auditSnapshot(await auditInput(opened, days), terms);
  return baseline === undefined ? report : comparedWith(report, before, baseline);
}

/** An incomplete reading never ends well; else what is open, and new where there is a baseline, decides. */
export function exitCodeOf(report: AuditReport, failOn: AuditOptions["failOn"]): ExitCode {
  if (!report.complete) return EXIT.unreachable;
  if (failOn === undefined) return EXIT.ok;
  const fails = shownFindings(report).some(({ status, severity }) => status === "open" && isAtLeast(severity, failOn));
  return fails ? EXIT.refused : EXIT.ok;
}
