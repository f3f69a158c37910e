/** The output of `genesys-access preview` in each of its formats. */
import type { Occasion } from "../../access/diff/approval.ts";
import { diffJson } from "../../access/diff/json.ts";
import type { AccessDiff } from "../../access/diff/model.ts";
import { printDiff } from "../../access/diff/printDiff.ts";
import { DRIFT_NOT_COVERED, DRIFT_NOT_LOOKED_FOR } from "../../access/diff/words.ts";
import { UPDATE_REFUSED } from "../../access/preflight/updateRefused.ts";
import { type CommentModel, type PreviewStatus, renderComment } from "../../access/report/comment/index.ts";
import type { ReportResult } from "../../access/report/model.ts";
import { renderSarif } from "../../access/report/sarif.ts";
import { printable, printableJson } from "../../access/values/untrusted.ts";
import { RULES } from "../../policies/rules/index.ts";
import { waiverRule } from "../../policies/waiverRule.ts";
import { rulePages } from "../judge/rulePages.ts";
import { ruleDescription } from "../judge/toReport.ts";
import type { PreviewFormat } from "./options.ts";

/** Grows with every change that could break a reader. */
export const PREVIEW_FORMAT_VERSION = 1;

/** Beside a verdict: what the preview shows will not be done by whoever asked for it. */
export const WOULD_BE_REFUSED = "an update with these credentials would be refused";

/** A comment of which a preview is the source. */
export interface PreviewModel extends CommentModel {
  readonly preview: PreviewStatus;
  readonly driftLookedFor: boolean;
  readonly lacks: readonly string[];
  readonly occasion: Occasion;
}

export function renderPreview(model: PreviewModel, format: PreviewFormat): string {
  switch (format) {
    case "markdown":
      return renderComment(model);
    case "json":
      return renderJson(model);
    case "sarif":
      return renderFindings(model);
    default:
      return renderText(model);
  }
}

/** The findings of the rules in the preview, as SARIF, which knows findings, not access: the change of access is in the other formats. */
function renderFindings({ diff: { stack }, findings, preview, catalogueDate, tool }: PreviewModel): string {
  const stacks = [{ name: stack, file: "", results: findings, disabled: [] }];
  const rules = RULES.map((rule) => ruleDescription(rule, rulePages(process.env)));
  const notes = preview.state === "failed" ? preview.errors : [];
  return renderSarif({ tool, catalogueDate, stacks, rules: [...rules, ruleDescription(waiverRule, undefined)], notes });
}

function renderJson({ diff, drift, occasion, ...model }: PreviewModel): string {
  return printableJson({
    formatVersion: PREVIEW_FORMAT_VERSION,
    ...model,
    diff: diffJson(diff, occasion),
    ...(drift && { drift: diffJson(drift, occasion) }),
  });
}

function renderText({ diff, drift, driftLookedFor, lacks, findings, violations, preview, gate }: PreviewModel): string {
  const { state, errors, missing } = preview;
  const refusing = findings.filter(({ status, level }) => status === "open" && level === "mandatory");
  const others = findings.filter((finding) => !refusing.includes(finding));
  const limits = [...(driftLookedFor ? [] : [DRIFT_NOT_LOOKED_FOR]), ...(lacks.length > 0 ? [WOULD_BE_REFUSED] : [])];
  return [
    ...(state === "failed" ? section("The preview failed", errors) : []),
    ...(missing > 0 ? [`The preview told nothing about ${missing} deployed resources.\n`] : []),
    printDiff(driftLookedFor ? diff : withDriftNote(diff), limits.length > 0 ? limits.join("; ") : undefined),
    ...(drift ? [`Changed in the org since the last update\n${printDiff(drift)}`] : []),
    ...section("Refused", [
      ...refusing.map(findingLine),
      ...violations.filter(({ mandatory }) => mandatory).map(({ policy, message }) => `${policy}: ${message}`),
      ...gate.refusals.map((text) => `gate: ${text}`),
    ]),
    ...section(UPDATE_REFUSED.replace(/:$/, ""), lacks),
    ...section("Waived and advised", [
      ...others.map(findingLine),
      ...violations.filter(({ mandatory }) => !mandatory).map(({ policy, message }) => `${policy}: ${message}`),
    ]),
  ].join("\n");
}

/** The text says as much as the comment does. */
function withDriftNote(diff: AccessDiff): AccessDiff {
  return { ...diff, notCovered: [...diff.notCovered, DRIFT_NOT_COVERED] };
}

function section(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  return [[`${title}\n`, ...lines.map((line) => `  - ${printable(line)}\n`)].join("")];
}

function findingLine({ position: { file, line, column }, path, message, fix, id, waiver }: ReportResult): string {
  const waived = waiver ? ` Waived until ${waiver.expires} by ${waiver.owner}: ${waiver.reason}` : "";
  return `${file}:${line}:${column} ${path}: ${message} ${fix} [${id}]${waived}`.replace(/\s+/g, " ");
}
