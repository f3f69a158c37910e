/** A report of usage in each of its formats; another format is one more file here and a line below. */
import type { UsageReport } from "../model.ts";
import type { UsageFormat } from "../options.ts";
import { renderUsageCsv } from "./csv.ts";
import { renderUsageJson } from "./json.ts";
import { renderUsageMarkdown } from "./markdown.ts";
import { renderUsageOpenMetrics } from "./openMetrics.ts";
import { renderUsageText } from "./text.ts";

type Render = (report: UsageReport, width?: number) => string;

const RENDERERS: Readonly<Record<UsageFormat, Render>> = {
  text: renderUsageText,
  json: renderUsageJson,
  csv: renderUsageCsv,
  markdown: renderUsageMarkdown,
  openmetrics: renderUsageOpenMetrics,
};

/** @param width columns of the terminal; undefined for a file or a pipe */
export function renderUsage(report: UsageReport, format: UsageFormat, width?: number): string {
  return RENDERERS[format](report, width);
}
