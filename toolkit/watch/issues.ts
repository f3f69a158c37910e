/** One issue for each stack: opened where there is something to tell, edited in place, closed by a complete reading that finds nothing. */
import { issueLimit, issuesFromGitHub, issuesFromGitLab, keepIssue } from "../posting/index.ts";
import type { WatchReport } from "./model.ts";
import type { PostingPlatform } from "./options.ts";
import { watchIssue } from "./render/markdown.ts";
import { countLine } from "./render/words.ts";

/**
 * @param second milliseconds that one second of waiting takes: less in tests
 * @returns what became of each issue, a line each
 * @throws PostingError
 */
export async function keepWatchIssues(
  reports: readonly WatchReport[],
  platform: PostingPlatform,
  env: NodeJS.ProcessEnv,
  second = 1000,
): Promise<string[]> {
  const { target, run } = platform === "github" ? issuesFromGitHub(env) : issuesFromGitLab(env);
  const lines: string[] = [];
  for (const report of reports) {
    const { stack, rows, usage, complete } = report;
    const tells = rows.length > 0 || (usage?.alarms.length ?? 0) > 0;
    if (!tells && !complete) {
      lines.push(`Issue of ${stack}: left as it is, because not everything could be read.`);
      continue;
    }
    const result = await keepIssue({
      ...target,
      stack,
      kind: "watch",
      title: `Drift of ${stack}: ${rows.length > 0 ? countLine(report) : "alarms of usage"}`,
      body: tells ? watchIssue(report, issueLimit(platform)) : null,
      // By this machine's clock: that of the org comes in whole seconds, by which two runs may change places.
      run: run ?? { started: new Date().toISOString() },
      second,
    });
    lines.push(`Issue of ${stack}: ${result.action}${result.url === null ? "" : ` ${result.url}`}`);
  }
  return lines;
}
