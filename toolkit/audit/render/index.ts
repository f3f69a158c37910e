/** A report of an audit in each of its formats. All have the same digest; another format is one more file here and a line below. */
import type { AuditReport } from "../model.ts";
import type { AuditFormat } from "../options.ts";
import { renderAuditCsv } from "./csv.ts";
import { renderAuditHtml } from "./html.ts";
import { renderAuditJson } from "./json.ts";
import { renderAuditMarkdown } from "./markdown.ts";
import { renderAuditSarif } from "./sarif.ts";
import { renderAuditText } from "./text.ts";

export interface AuditRendering {
  /** The file that was looked at, or a name for the org: the place of what was found, where a format wants one. */
  readonly source: string;
  /** Columns of the terminal; undefined for a file or a pipe. */
  readonly width?: number | undefined;
}

type Render = (report: AuditReport, rendering: AuditRendering) => string;

const RENDERERS: Readonly<Record<AuditFormat, Render>> = {
  text: renderAuditText,
  json: renderAuditJson,
  sarif: renderAuditSarif,
  csv: renderAuditCsv,
  markdown: renderAuditMarkdown,
  html: renderAuditHtml,
};

export function renderAudit(report: AuditReport, format: AuditFormat, rendering: AuditRendering): string {
  return RENDERERS[format](report, rendering);
}
