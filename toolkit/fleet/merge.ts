/** One report of the reports of all machines. */
import { printable } from "../../access/values/untrusted.ts";
import { EXIT, type ExitCode } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { reportWidth } from "../terminal.ts";
import { writeReport } from "../writeReport.ts";
import { NO_CHANGES, type OrgReport, worst } from "./model.ts";
import type { FleetFormat } from "./options.ts";
import { MOST_SHARDS } from "./options.ts";
import { type FleetReport, readFleetReport } from "./readReport.ts";
import { renderFleet } from "./render.ts";
import type { Shard } from "./shards.ts";
import { assertUsed } from "./unusedOptions.ts";

/** Milliseconds between the first and the last machine of a run that has no name. */
const ONE_RUN = 24 * 3_600_000;

export interface MergeOptions {
  readonly format: FleetFormat;
  readonly output?: string;
}

/** Reads the reports of all shards, writes the one of the whole fleet, and tells how it ends: as the worst org, a missing report among them. */
export function mergeFleet(files: readonly string[], options: MergeOptions): ExitCode {
  assertUsed("merge", options, []);
  const { format, output } = options;
  if (files.length === 0)
    throw new Failure("fleet merge: name the reports of the shards, for instance `fleet merge reports/*.json`.");
  if (files.length > MOST_SHARDS)
    throw new Failure(`fleet merge: ${files.length} reports are more than a run has shards (${MOST_SHARDS}).`);
  const merged = mergeReports(files.map((file) => ({ ...readFleetReport(file, "fleet merge"), file })));
  const { action, run, shard, stacks } = merged;
  writeReport(renderFleet(action, stacks, format, reportWidth(output), { run, shard }), output, format);
  return merged.missing.length > 0 ? worse(EXIT.unreachable, worst(stacks)) : worst(stacks);
}

interface Part extends FleetReport {
  readonly file: string;
}

export interface MergedReport extends FleetReport {
  /** Shards without a report. */
  readonly missing: readonly number[];
}

/**
 * Orgs of a shard without a report are told, since nobody knows what happened there.
 *
 * @throws Failure for reports that are not parts of one run
 */
export function mergeReports(parts: readonly Part[]): MergedReport {
  const [first] = parts;
  if (first === undefined) throw new Failure("fleet merge: there is no report.");
  const byShard = new Map<number, Part>();
  for (const part of parts) {
    const { index } = shardOf(part);
    const other = byShard.get(index);
    if (other) throw refusal(part, `is of shard ${index}, as ${other.file}. Name one of them`);
    byShard.set(index, part);
    assertSameRun(first, part);
  }
  assertOneDay(parts);
  const told = new Map(parts.flatMap(({ stacks }) => stacks.map((one) => [one.stack, one] as const)));
  const { shards, stacks } = first.run;
  const startedAt = parts.map(({ run }) => run.startedAt).sort()[0] ?? first.run.startedAt;
  return {
    ...first,
    run: { ...first.run, startedAt },
    shard: null,
    stacks: stacks.map(({ stack, shard }) => told.get(stack) ?? untold(stack, shard, shards)),
    missing: Array.from({ length: shards }, (_, at) => at + 1).filter((index) => !byShard.has(index)),
  };
}

function shardOf(part: Part): Shard {
  if (part.shard !== null) return part.shard;
  throw refusal(part, "is of a whole fleet, and no shard's. Name reports of `fleet --shard` only");
}

/** In words for people, what has to be the same in all parts of a run. */
const SAME: readonly (readonly [string, (part: FleetReport) => unknown])[] = [
  ["action", ({ action }) => action],
  ["release of the tool", ({ version }) => version],
  ["run", ({ run }) => run.id],
  ["commit", ({ run }) => run.commit],
  ["number of shards", ({ run }) => run.shards],
  ["report that it tries again", ({ run }) => run.retryOf],
  ["settings (--refresh, --fail-on, --policy-pack, approvals)", ({ run }) => JSON.stringify(run.settings)],
  ["digest of the files that all stacks share", ({ run }) => run.shared],
  ["list of stacks", ({ run }) => JSON.stringify(run.stacks.map(({ stack }) => stack))],
  ["digest of the stacks' files", ({ run }) => JSON.stringify(run.stacks.map(({ files }) => files))],
  ["assignment of stacks to shards (--durations)", ({ run }) => JSON.stringify(run.stacks.map(({ shard }) => shard))],
];

function assertSameRun(first: Part, part: Part): void {
  for (const [what, of] of SAME) {
    if (of(first) === of(part)) continue;
    throw refusal(part, `is not of the same run as ${first.file}: another ${what}. Name the reports of one run`);
  }
}

/** A run without a name is told from yesterday's by its time alone. */
function assertOneDay(parts: readonly Part[]): void {
  const [first] = parts;
  if (first === undefined || first.run.id !== null) return;
  const late = parts.find(({ run }) => Math.abs(Date.parse(run.startedAt) - Date.parse(first.run.startedAt)) > ONE_RUN);
  if (late)
    throw refusal(
      late,
      `began more than a day from ${first.file}. Name the reports of one run, or give runs a name with --run`,
    );
}

function refusal({ file }: Part, why: string): Failure {
  return new Failure(printable(`fleet merge: ${file} ${why}.`));
}

/** Its machine may have changed the org before it was lost. */
function untold(stack: string, shard: number, shards: number): OrgReport {
  const why = `shard ${shard} of ${shards} gave no report: nobody knows what happened in this org`;
  const nothing = { changes: NO_CHANGES, seconds: 0 };
  return { stack, file: "", ...nothing, result: "unknown", exitCode: EXIT.unreachable, reasons: [why] };
}

function worse(one: ExitCode, other: ExitCode): ExitCode {
  return one > other ? one : other;
}
