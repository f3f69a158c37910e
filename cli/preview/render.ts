/** What `genesys-access preview` prints. */
import { diffJson } from "../../access/diff/json.ts";
import { printDiff } from "../../access/diff/printDiff.ts";
import { type CommentModel, renderComment } from "../../access/report/comment/index.ts";
import type { ReportResult } from "../../access/report/model.ts";
import { printable, printableJson } from "../../access/report/untrusted.ts";
import type { PreviewFormat } from "./options.ts";

/** Grows with every change that could break a reader. */
export const PREVIEW_FORMAT_VERSION = 1;

export function renderPreview(model: CommentModel, format: PreviewFormat): string {
  if (format === "markdown") return renderComment(model);
  return format === "json" ? renderJson(model) : renderText(model);
}

function renderJson({ diff, drift, ...model }: CommentModel): string {
  return printableJson({
    formatVersion: PREVIEW_FORMAT_VERSION,
    ...model,
    diff: diffJson(diff),
    ...(drift && { drift: diffJson(drift) }),
  });
}

function renderText({ diff, drift, findings, violations, preview, gate }: CommentModel): string {
  const { state, errors, missing } = preview;
  const refusing = findings.filter(({ status, level }) => status === "open" && level === "mandatory");
  const others = findings.filter((finding) => !refusing.includes(finding));
  return [
    ...(state === "failed" ? section("The preview failed", errors) : []),
    ...(missing > 0 ? [`The preview told nothing about ${missing} deployed resources.\n`] : []),
    printDiff(diff),
    ...(drift ? [`Changed in the org since the last update\n${printDiff(drift)}`] : []),
    ...section("Refused", [
      ...refusing.map(findingLine),
      ...violations.filter(({ mandatory }) => mandatory).map(({ policy, message }) => `${policy}: ${message}`),
      ...gate.refusals.map((text) => `gate: ${text}`),
    ]),
    ...section("Waived and advised", [
      ...others.map(findingLine),
      ...violations.filter(({ mandatory }) => !mandatory).map(({ policy, message }) => `${policy}: ${message}`),
    ]),
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [[`${title}\n`, ...lines.map((line) => `  - ${printable(line)}\n`)].join("")];
}

function findingLine({ position: { file, line, column }, path, message, fix, id, waiver }: ReportResult): string {
  const waived = waiver ? ` Waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}` : "";
  return `${file}:${line}:${column} ${path}: ${message} ${fix} [${id}]${waived}`.replace(/\s+/g, " ");
}
