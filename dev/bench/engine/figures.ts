/** The form in which a measurement is written: `--json`, and dev/bench/results.json from which the docs are made. */
import type { Machine } from "../machine.ts";
import type { StartupFigures } from "../startup/figures.ts";
import type { SessionUse } from "./processes.ts";
import type { OperationName, Scenario } from "./scenario.ts";
import type { StateSize } from "./stateSize.ts";

/** One operation of one life. */
export interface OperationRun {
  readonly operation: OperationName;
  /** Wall time of the command, from start to end. */
  readonly seconds: number;
  /** Requests that the org answered, by operation (`GET /api/v2/…`), logins included. */
  readonly calls: Readonly<Record<string, number>>;
  /** Of these, answered with 429. */
  readonly throttled: number;
  readonly use: SessionUse;
}

/** One operation over all lives of a scenario. */
export interface OperationFigures extends OperationRun {
  /** Shortest and longest wall time; `seconds` is the median. Everything else is of the run with the median. */
  readonly range: readonly [number, number];
}

export interface ScenarioFigures {
  readonly scenario: Scenario;
  readonly operations: readonly OperationFigures[];
  /** After create. */
  readonly state: StateSize;
  /** Divisions, roles and clients (and grants of users) that the create made. */
  readonly objects: number;
}

export interface EngineFigures {
  /** Day of the measurement. */
  readonly date: string;
  readonly machine: Machine;
  readonly versions: Readonly<Record<string, string>>;
  readonly scenarios: readonly ScenarioFigures[];
  /** The start-up of the command, measured by itself. */
  readonly startup?: StartupFigures;
}

/** The number of requests. */
export function callCount({ calls }: Pick<OperationRun, "calls">): number {
  return Object.values(calls).reduce((total, count) => total + count, 0);
}

/** The lives of a scenario as one: the run with the median wall time stands for each operation. */
export function medianRuns(lives: readonly (readonly OperationRun[])[]): OperationFigures[] {
  return (lives[0] ?? []).flatMap((_, index) => {
    const runs = lives.flatMap((life) => life[index] ?? []).sort((a, b) => a.seconds - b.seconds);
    const [shortest, middle, longest] = [runs[0], runs[Math.floor((runs.length - 1) / 2)], runs.at(-1)];
    return shortest && middle && longest ? [{ ...middle, range: [shortest.seconds, longest.seconds] as const }] : [];
  });
}
