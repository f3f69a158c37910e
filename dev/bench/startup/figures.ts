/** The start-up of the command as it is written down: part of dev/bench/results.json. */
import type { Machine } from "../machine.ts";

/** Whole processes, from the start of Node to their end. */
export interface Timing {
  /** The median. */
  readonly milliseconds: number;
  /** Shortest and longest. */
  readonly range: readonly [number, number];
}

export interface CommandTiming {
  readonly name: string;
  /** The command line, with `genesys-access` in front. */
  readonly command: string;
  /** Compiled, as npm installs it. */
  readonly installed: Timing;
  /** From the sources of a checkout. */
  readonly sources: Timing;
}

export interface StartupFigures {
  /** Day of the measurement. */
  readonly date: string;
  readonly machine: Machine;
  readonly node: string;
  /** Processes of each command that were timed, of either kind. */
  readonly runs: number;
  /** The load of the machine over the minute before. */
  readonly load: number;
  /** A program that does nothing. */
  readonly empty: Timing;
  readonly commands: readonly CommandTiming[];
}

/** @throws Error where nothing was timed */
export function timingOf(milliseconds: readonly number[]): Timing {
  const sorted = [...milliseconds].sort((a, b) => a - b);
  const [shortest, middle, longest] = [sorted[0], sorted[Math.floor((sorted.length - 1) / 2)], sorted.at(-1)];
  if (shortest === undefined || middle === undefined || longest === undefined) throw new Error("Nothing was timed.");
  return { milliseconds: middle, range: [shortest, longest] };
}
