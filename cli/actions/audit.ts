/** Reads the org, judges it, prints, and sets the exit code: what `genesys-access audit` does with its options. */
import { audit, exitCodeOf } from "../../toolkit/audit/audit.ts";
import type { AuditOptions } from "../../toolkit/audit/options.ts";
import { auditorSpec } from "../../toolkit/audit/readerSpec.ts";
import { renderAudit } from "../../toolkit/audit/render/index.ts";
import { openSnapshot, type SnapshotSource } from "../../toolkit/open/openSnapshot.ts";
import { remark, reportWidth } from "../../toolkit/terminal.ts";
import { writeReport } from "../../toolkit/writeReport.ts";

export interface AuditCommandOptions extends AuditOptions, SnapshotSource {
  readonly printRole: boolean;
}

export async function run(options: AuditCommandOptions): Promise<void> {
  const { format, output, failOn, printRole } = options;
  if (printRole) {
    writeReport(auditorSpec(), output);
    return;
  }
  const opened = await openSnapshot(options);
  for (const note of opened.notes) remark(note);
  const report = await audit(opened, options, new Date());
  const source = options.snapshot ?? `org-${report.organization.id}`;
  writeReport(renderAudit(report, format, { source, width: reportWidth(output) }), output, format);
  process.exitCode = exitCodeOf(report, failOn);
}
