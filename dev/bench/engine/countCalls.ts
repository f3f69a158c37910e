/** The requests that one command causes, counted by the org. */
import type { OperationRun } from "./figures.ts";
import type { OrgProcess } from "./orgProcess.ts";
import type { OperationName } from "./scenario.ts";
import type { TimedCommand } from "./timed.ts";

export async function countCalls(
  org: OrgProcess,
  operation: OperationName,
  run: () => Promise<TimedCommand>,
): Promise<OperationRun> {
  const before = (await org.requests()).length;
  const { seconds, use } = await run();
  const requests = (await org.requests()).slice(before);
  const calls = Map.groupBy(requests, ({ method, path, operation }) => operation ?? `${method} ${path}`);
  return {
    operation,
    seconds: Math.round(seconds * 100) / 100,
    calls: Object.fromEntries([...calls].map(([name, list]) => [name, list.length]).sort()),
    throttled: requests.filter(({ status }) => status === 429).length,
    use,
  };
}
