/** The order of a pipeline's runs. */
import type { Run } from "./target.ts";

/** True if `run` came before `other`. A run that is tried again stays as old as it was: it judges the same commit. */
export function isOlder(run: Run, other: Run): boolean {
  if (run.id === undefined || other.id === undefined) return Date.parse(run.started) < Date.parse(other.started);
  if (run.id !== other.id) return run.id < other.id;
  return (run.attempt ?? 1) < (other.attempt ?? 1);
}

/** True if both are the same attempt of the same run. */
export function isSameRun(run: Run, other: Run): boolean {
  return !isOlder(run, other) && !isOlder(other, run);
}
