/** The report of an org that took longer than `--timeout`. */
import { EXIT } from "../exitCodes.ts";
import type { Told } from "./everyOrg.ts";
import type { OrgResult } from "./model.ts";
import type { Timed } from "./timeLimit.ts";

/** Work that was done all the same, in the time that it was given to stop. */
const DONE: readonly OrgResult[] = ["previewed", "applied"];

/**
 * What is told of an org whose work was timed. A run that was stopped in the middle is failed, whatever it had found until then.
 *
 * @param limit in milliseconds
 * @param doing "previewing" or "updating"
 */
export function inTime({ value, stopped }: Timed<Told>, limit: number, doing: string): Told {
  if (value && (stopped === undefined || (value.result && DONE.includes(value.result)))) return value;
  const why = `${doing} took longer than ${printDuration(limit)} (--timeout) and was stopped`;
  const how =
    stopped === "killed"
      ? `${why}: Pulumi did not end by itself and was killed. When nothing of it runs any more, \`pulumi cancel --stack\` frees the lock that it may have left`
      : why;
  const { changes, reasons = [] } = value ?? {};
  return { result: "failed", exitCode: EXIT.unreachable, reasons: [how, ...reasons], ...(changes && { changes }) };
}

function printDuration(milliseconds: number): string {
  const units = [
    [3_600_000, "h"],
    [60_000, "min"],
    [1000, "s"],
  ] as const;
  const [length, unit] = units.find(([one]) => milliseconds % one === 0 && milliseconds >= one) ?? [1000, "s"];
  return `${milliseconds / length} ${unit}`;
}
