/** Reports as OpenMetrics text, for whoever scrapes a file. Nobody is named: who did it stands in the other formats. */
import { DRIFT_KINDS, DRIFT_VERDICTS } from "../../../access/drift/model.ts";
import { family, type Sample } from "../../../access/report/openMetrics.ts";
import type { WatchReport } from "../model.ts";

export function renderWatchOpenMetrics(reports: readonly WatchReport[]): string {
  const each = (samples: (report: WatchReport, labels: { stack: string; organization_id: string }) => Sample[]) =>
    reports.flatMap((report) => samples(report, { stack: report.stack, organization_id: report.organization.id }));
  return [
    family(
      "genesys_access_drift_rows",
      "What changed outside of the stack, appeared beside it or ends soon.",
      each(({ rows }, labels) =>
        DRIFT_KINDS.flatMap((kind) =>
          DRIFT_VERDICTS.map(
            (verdict): Sample => [
              { ...labels, kind, verdict },
              rows.filter((row) => row.kind === kind && row.verdict === verdict).length,
            ],
          ),
        ),
      ),
    ),
    family(
      "genesys_access_watch_complete",
      "1 where everything was read, else 0.",
      each(({ complete }, labels) => [[labels, complete ? 1 : 0]]),
    ),
    family(
      "genesys_access_watch_read_timestamp_seconds",
      "When it was read.",
      each(({ readAt }, labels) => [[labels, Date.parse(readAt) / 1000]]),
      "seconds",
    ),
    family(
      "genesys_access_watch_unattributed_rows",
      "Rows of drift for which nobody is known.",
      each(({ rows }, labels) => [
        [labels, rows.filter(({ kind, who }) => kind !== "expiring" && who.certainty === "unattributed").length],
      ]),
    ),
    family(
      "genesys_access_catalogue_age_days",
      "Days since the vendored catalogue.",
      each(({ catalogue }, labels) => [[labels, catalogue.ageDays]]),
    ),
    "# EOF\n",
  ].join("");
}
