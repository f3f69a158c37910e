/**
 * `npm run faults [-- ID...]`: every fault through the real engine, one line each; with ids only those, and what Pulumi printed for those that fail.
 * `npm run faults -- --hostile [ID...]`: the hostile answers instead, without an engine.
 */
import type { Fault } from "./fault.ts";
import { runHostileAnswers } from "./hostile/main.ts";
import { openLanes } from "./lanes.ts";
import type { Outcome } from "./runFault.ts";
import { FAULTS } from "./table.ts";

const LANES = 2;

function chosen(ids: readonly string[]): readonly Fault[] {
  const unknown = ids.filter((id) => !FAULTS.some((fault) => fault.id === id));
  if (unknown.length === 0) return ids.length === 0 ? FAULTS : FAULTS.filter(({ id }) => ids.includes(id));
  console.error(`There is no fault ${unknown.join(", ")}. Choose from: ${FAULTS.map(({ id }) => id).join(", ")}.`);
  process.exit(2);
}

function print({ title }: Fault, { id, injected, survived, calls, problems, printed }: Outcome): void {
  const columns = [
    problems.length === 0 ? "ok  " : "FAIL",
    id.padEnd(26),
    `injected ${String(injected).padStart(2)}`,
    survived ? "survived       " : "stopped, told  ",
    `calls ${String(calls).padStart(3)}`,
    problems.length === 0 ? "converged" : "NOT converged",
  ];
  console.log(`${columns.join("  ")}  ${title}`);
  for (const problem of problems) console.log(`      ${problem}`);
  if (problems.length > 0) console.log(printed.join("\n").replaceAll(/^/gm, "      | "));
}

/** A step that could not be done at all. */
function broken({ id }: Fault, { message }: Error): Outcome {
  return { id, injected: 0, survived: false, calls: 0, problems: [message], printed: [] };
}

const args = process.argv.slice(2);
if (args.includes("--hostile")) process.exit(await runHostileAnswers(args.filter((arg) => arg !== "--hostile")));

const faults = chosen(args);
const lanes = await openLanes(LANES);
try {
  const outcomes = await Promise.all(
    faults.map(async (fault) => {
      const outcome = await lanes.run(fault).catch((error: Error) => broken(fault, error));
      print(fault, outcome);
      return outcome;
    }),
  );
  const failed = outcomes.filter(({ problems }) => problems.length > 0).length;
  console.log(`${outcomes.length} faults, ${outcomes.length - failed} converged, ${failed} did not.`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  await lanes.close();
}
