/** Reports of a watch in each of the formats; another format is one more file here and a line below. */
import type { WatchReport } from "../model.ts";
import type { WatchFormat } from "../options.ts";
import { renderWatchJson } from "./json.ts";
import { renderWatchMarkdown } from "./markdown.ts";
import { renderWatchOpenMetrics } from "./openMetrics.ts";
import { renderWatchSarif } from "./sarif.ts";
import { renderWatchText } from "./text.ts";

const RENDERERS: Readonly<Record<WatchFormat, (reports: readonly WatchReport[]) => string>> = {
  text: renderWatchText,
  json: renderWatchJson,
  markdown: renderWatchMarkdown,
  sarif: renderWatchSarif,
  openmetrics: renderWatchOpenMetrics,
};

export function renderWatch(reports: readonly WatchReport[], format: WatchFormat): string {
  return RENDERERS[format](reports);
}
