/** A report in each of its formats. */
import type { ReportFormat } from "./formats.ts";
import { renderJson } from "./json.ts";
import type { Report } from "./model.ts";
import { renderSarif } from "./sarif.ts";
import { renderText } from "./text.ts";

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
