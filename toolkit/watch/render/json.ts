/** Reports as JSON, for other programs. */
import { answerJson } from "../../answerJson.ts";
import type { WatchReport } from "../model.ts";

export function renderWatchJson(reports: readonly WatchReport[]): string {
  return answerJson({ complete: reports.every(({ complete }) => complete), stacks: reports });
}
