/** Reports for people: coverage first, then each row with who did it and what can be done. */
import type { DriftRow } from "../../../access/drift/model.ts";
import { printable } from "../../../access/values/untrusted.ts";
import type { WatchReport } from "../model.ts";
import { atomsOf, countLine, coverageLine, objectOf, remarks, valuesOf, whoOf } from "./words.ts";

/** Lines of access of one row; JSON has all. */
const MOST_ATOMS = 8;

export function renderWatchText(reports: readonly WatchReport[]): string {
  return reports.map(stackText).join("\n");
}

function stackText(report: WatchReport): string {
  const { stack, organization, readAt, readBy, complete, coverage, rows, usage } = report;
  const blocks = [
    [
      `Watch of ${JSON.stringify(stack)}${organization.id === "" ? "" : `, org ${JSON.stringify(organization.name)} (id ${organization.id}), read ${readAt} by the client ${readBy}`}`,
      `Coverage: ${complete ? "everything was read" : "not everything was read"}`,
      ...coverage.filter(({ state }) => state !== "read").map((line) => `  ${coverageLine(line)}`),
      complete || rows.length > 0 ? countLine(report) : "No row was found in what could be read.",
    ],
    ...rows.map(rowLines),
    (usage?.alarms ?? []).map(({ severity, message }) => `usage ${severity}: ${message}`),
    remarks(report).map((line) => `- ${line}`),
  ];
  return blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.map(printable).join("\n")}\n`)
    .join("\n");
}

function rowLines(row: DriftRow): string[] {
  const { kind, verdict, since, access, todo } = row;
  const more = access.length - MOST_ATOMS;
  return [
    `${kind}  ${verdict}  ${objectOf(row)}: ${valuesOf(row)}`,
    ...access.slice(0, MOST_ATOMS).map((atoms) => `    ${atomsOf(atoms)}`),
    ...(more > 0 ? [`    and ${more} more, in --format json`] : []),
    ...(since === null ? [] : [`    since ${since}`]),
    ...(kind === "expiring" ? [] : whoOf(row).map((line) => `    who: ${line}`)),
    ...todo.map((line) => `    do:  ${line}`),
  ];
}
