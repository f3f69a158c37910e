/** Refuses to start the engine where Pulumi would read something of which nobody has said what it gives. */
import { printProblem } from "../../access/language/problem.ts";
import { EXIT } from "../exitCodes.ts";
import { Failure } from "../failure.ts";
import { workingTree } from "./source.ts";
import { settingsProblems } from "./sourceTerms.ts";

/**
 * Pulumi obeys its own files before any code of the stack runs, so that a command that starts it looks into them first: what `check` and `diff` refuse,
 * a preview refuses as well.
 *
 * @throws Failure with one line for each problem
 */
export function assertKnownSettings(stack: string, cwd: string): void {
  const problems = settingsProblems(workingTree(cwd), stack);
  if (problems.length === 0) return;
  throw new Failure(
    "Pulumi would read what nobody has judged, and was not started.",
    EXIT.invalidSpec,
    problems.map(printProblem),
  );
}
