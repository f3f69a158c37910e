/** A run again of what an earlier one did not finish. */
import { contentDigest } from "../../access/values/contentDigest.ts";
import { Failure } from "../failure.ts";
import type { OrgReport, OrgResult } from "./model.ts";
import type { FleetAction } from "./options.ts";
import { type FleetReport, readFleetReport } from "./readReport.ts";
import type { FleetFiles, FleetSettings } from "./runHead.ts";

/** A refusal stays one until somebody changes the spec or approves: to try it again would say the same. */
const AGAIN: readonly OrgResult[] = ["failed", "interrupted", "not run", "unknown"];

export interface Earlier {
  readonly report: FleetReport;
  /** Of the file. */
  readonly digest: string;
  readonly stacks: readonly string[];
}

/** @throws Failure for a file that is no report of a whole fleet by this action */
export function readEarlier(file: string, action: FleetAction): Earlier {
  const { text, ...report } = readFleetReport(file, "--retry-from");
  if (report.shard !== null)
    throw new Failure(`--retry-from: ${file} is one shard's report. Join all of them with \`fleet merge\` first.`);
  if (report.action !== action)
    throw new Failure(
      `--retry-from: ${file} is of fleet ${report.action}, which fleet ${action} cannot take up. Run fleet ${report.action} with it.`,
    );
  return { report, digest: contentDigest(text), stacks: report.run.stacks.map(({ stack }) => stack) };
}

/**
 * The orgs that stay as the report has them, by stack. An org whose files have changed since is run again, and all are where something has that all
 * share.
 *
 * @throws Failure where this run judges by other settings: what is kept would have passed another gate
 */
export function keptOf({ report }: Earlier, settings: FleetSettings, files: FleetFiles): Map<string, OrgReport> {
  if (JSON.stringify(report.run.settings) !== JSON.stringify(settings))
    throw new Failure(
      "--retry-from: that run judged otherwise (--refresh, --fail-on, --policy-pack, approvals). Give the same options, or run the whole fleet.",
    );
  if (report.run.shared !== files.shared) return new Map();
  const before = new Map(report.run.stacks.map((one) => [one.stack, one.files]));
  const kept = report.stacks.filter(
    ({ stack, result }) => !AGAIN.includes(result) && before.get(stack) === files.own.get(stack),
  );
  return new Map(kept.map((one) => [one.stack, { ...one, kept: true }]));
}
