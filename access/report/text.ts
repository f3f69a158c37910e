/** The report for people: by file, one block per finding, a count at the end. */

import { copyable, printable, quoted } from "../values/untrusted.ts";
import type { Report, ReportResult, ReportStack, Summary } from "./model.ts";
import { summarise } from "./model.ts";
import { type Paint, painter } from "./paint.ts";

export function renderText(report: Report, color: boolean): string {
  const paint = painter(color);
  const blocks = report.stacks.flatMap((stack) => stackBlocks(stack, paint));
  const summary = summarise(report);
  const parts = [...blocks, ...waiverHint(report), ...report.notes.map((note) => `Note: ${printable(note)}`)];
  return [...parts, summaryLines(report, summary, paint)].map((part) => `${part}\n`).join("\n");
}

/** One block per file: a stack's own, and those that it includes. */
function stackBlocks({ name, file, results }: ReportStack, paint: Paint): string[] {
  return [...byFile(results)].map(([at, found]) => {
    const owner = at === file ? "" : ` (included by stack ${printable(name)})`;
    const rows = found.map((result) => resultText(result, columnsOf(found), paint));
    return [`${paint.bold(printable(at))}${owner}`, ...rows].join("\n");
  });
}

function byFile(results: readonly ReportResult[]): Map<string, ReportResult[]> {
  return Map.groupBy(results, ({ position }) => position.file);
}

interface Columns {
  readonly place: number;
  readonly word: number;
  readonly rule: number;
}

function columnsOf(results: readonly ReportResult[]): Columns {
  const widest = (of: (result: ReportResult) => string) => Math.max(...results.map((result) => of(result).length));
  return { place: widest(place), word: widest(word), rule: widest(({ rule }) => rule) };
}

function place({ position: { line, column } }: ReportResult): string {
  return `${line}:${column}`;
}

/** The first word of a result: `waived`, `advice`, or else its severity. */
function word({ status, level, severity }: ReportResult): string {
  if (status === "waived") return "waived";
  return level === "advisory" ? "advice" : severity;
}

function resultText(result: ReportResult, columns: Columns, paint: Paint): string {
  const head = [
    ` ${place(result).padStart(columns.place + 1)}`,
    paint[colorOf(result)](word(result).padEnd(columns.word)),
    result.rule.padEnd(columns.rule),
    printable(result.path),
  ].join("  ");
  const indent = " ".repeat(columns.place + 4);
  return [head.trimEnd(), ...details(result, paint).map((line) => `${indent}${line}`)].join("\n");
}

function details({ message, why, fix, id, waivable, waiver }: ReportResult, paint: Paint): string[] {
  if (waiver) {
    const { expires, owner, reason } = waiver;
    return [printable(message), printable(`waived until ${expires} by ${owner}: ${reason}`), paint.dim(copyable(id))];
  }
  const because = why === "" ? [] : [`why: ${printable(why)}`];
  const name = waivable ? [paint.dim(`id:  ${copyable(id)}`)] : [];
  return [printable(message), ...because, `fix: ${printable(fix)}`, ...name];
}

function colorOf({ status, level, severity }: ReportResult): "green" | "yellow" | "red" {
  if (status === "waived") return "green";
  return level === "advisory" || severity === "low" ? "yellow" : "red";
}

/** Shown once, with the first id that a waiver could name. */
function waiverHint({ stacks }: Report): string[] {
  const open = stacks.flatMap(({ results }) => results).find(({ status, waivable }) => status === "open" && waivable);
  if (!open) return [];
  return [
    [
      "To accept a finding for a time, name its id in the spec, with a reason, an owner and a last day:",
      "  waivers:",
      `    - { finding: ${quoted(open.id)}, reason: ..., owner: ..., expires: YYYY-MM-DD }`,
    ].join("\n"),
  ];
}

function summaryLines(report: Report, { refused, advised, waived }: Summary, paint: Paint): string {
  const { stacks, rules, catalogueDate } = report;
  const verdict = refused > 0 ? paint.red(`${refused} refused`) : paint.green("nothing refused");
  const counts = [verdict, ...(advised > 0 ? [`${advised} advised`] : []), ...(waived > 0 ? [`${waived} waived`] : [])];
  const known = rules.filter(({ category }) => category !== "language").length;
  const scope = `${count(stacks.length, "stack")}, ${count(known, "rule")}, catalogue of ${catalogueDate}`;
  const disabled = disabledRules(stacks);
  const skipped = disabled.length > 0 ? `\nDisabled: ${disabled.join(", ")}.` : "";
  return `${scope}: ${counts.join(", ")}.${skipped}`;
}

/** The ids of disabled rules, each with the stacks that disable it where not all of them do. */
function disabledRules(stacks: readonly ReportStack[]): string[] {
  const ids = [...new Set(stacks.flatMap(({ disabled }) => disabled))];
  return ids.map((id) => {
    const names = stacks.filter(({ disabled }) => disabled.includes(id)).map(({ name }) => printable(name));
    return names.length === stacks.length ? id : `${id} (in ${names.join(", ")})`;
  });
}

function count(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}
