/** The output of a fleet's run: a table for people, JSON for programs. */

import { DRIFT_NOT_LOOKED_FOR } from "../../access/diff/words.ts";
import { aligned } from "../../access/values/alignedRows.ts";
import { printable, printableJson } from "../../access/values/untrusted.ts";
import { TOOL } from "../tool.ts";
import type { OrgReport, OrgResult } from "./model.ts";
import type { FleetAction, FleetFormat } from "./options.ts";
import type { RunHead } from "./runHead.ts";
import type { Shard } from "./shards.ts";

/** Grows with every change that could break a reader. */
export const FLEET_FORMAT_VERSION = 1;

/** The run that a report is of, and the part of it. */
export interface ReportOf {
  readonly run: RunHead;
  /** Null for the whole fleet. */
  readonly shard: Shard | null;
}

/**
 * @param width of the terminal, where there is one
 * @param of absent while the run is not at its end
 */
export function renderFleet(
  action: FleetAction,
  reports: readonly OrgReport[],
  format: FleetFormat,
  width?: number,
  of?: ReportOf,
): string {
  if (format === "json")
    return printableJson({ formatVersion: FLEET_FORMAT_VERSION, action, tool: TOOL, ...of, stacks: reports });
  const rows = [HEADINGS, ...reports.map(cells)].map((row) => row.map(printable));
  const table = `${aligned(rows, width).join("\n")}\n`;
  return [table, ...reports.flatMap(reasons), summary(reports, of)].join("\n");
}

/** One org in one line, for the log. */
export function outcomeLine(report: OrgReport): string {
  const [stack, , access, changes, time, result] = cells(report);
  return [`${stack}: ${result} in ${time}`, access, changes].filter((part) => part !== "-").join("; ");
}

const HEADINGS = ["STACK", "ORGANIZATION", "ACCESS", "RESOURCES", "TIME", "RESULT"];

function cells({ stack, organization, access, changes, seconds, result, kept }: OrgReport): string[] {
  return [
    stack,
    organization?.name || organization?.id || "-",
    access ? accessText(access) : "-",
    changesText(changes),
    `${Math.round(seconds)} s`,
    kept ? `${result} (earlier)` : result,
  ];
}

function accessText({ verdict, driftLookedFor, gained, lost, unknown }: NonNullable<OrgReport["access"]>): string {
  const counts = [gained > 0 && `+${gained}`, lost > 0 && `-${lost}`, unknown > 0 && `?${unknown}`].filter(Boolean);
  return [verdict, ...counts, ...(driftLookedFor ? [] : [`(${DRIFT_NOT_LOOKED_FOR})`])].join(" ");
}

const SIGNS = { create: "+", update: "~", replace: "+-", delete: "-" } as const satisfies Record<
  keyof OrgReport["changes"],
  string
>;

function changesText(changes: OrgReport["changes"]): string {
  const kinds = ["create", "update", "replace", "delete"] as const;
  const parts = kinds.flatMap((kind) => (changes[kind] > 0 ? [`${SIGNS[kind]}${changes[kind]}`] : []));
  return parts.length > 0 ? parts.join(" ") : "-";
}

function reasons({ stack, result, reasons: why }: OrgReport): string[] {
  if (why.length === 0) return [];
  return [`${printable(stack)}: ${result}\n${why.map((reason) => `  - ${printable(reason)}\n`).join("")}`];
}

function summary(reports: readonly OrgReport[], of: ReportOf | undefined): string {
  const counts = new Map<OrgResult, number>();
  for (const { result } of reports) counts.set(result, (counts.get(result) ?? 0) + 1);
  const parts = [...counts].map(([result, amount]) => `${amount} ${result}`);
  const orgs = `${reports.length} org${reports.length === 1 ? "" : "s"}`;
  const { shard, run } = of ?? {};
  const part = shard && run ? `shard ${shard.index} of ${shard.count}, ${orgs} of ${run.stacks.length}` : orgs;
  return `${[part, parts.join(", ")].filter(Boolean).join(": ")}\n`;
}
