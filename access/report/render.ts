/** The formats of a report. */
import { renderJson } from "./json.ts";
import type { Report } from "./model.ts";
import { renderSarif } from "./sarif.ts";
import { renderText } from "./text.ts";

export const REPORT_FORMATS = ["text", "json", "sarif"] as const;
export type ReportFormat = (typeof REPORT_FORMATS)[number];

export interface RenderOptions {
  /** For text only. */
  readonly color: boolean;
}

export function renderReport(report: Report, format: ReportFormat, { color }: RenderOptions): string {
  switch (format) {
    case "json":
      return renderJson(report);
    case "sarif":
      return renderSarif(report);
    default:
      return renderText(report, color);
  }
}
