/** What the person at the terminal wants: colours or none, and how much is told beside the report. One choice for a whole run. */
import { printable } from "../access/values/untrusted.ts";

export const COLORS = ["auto", "always", "never"] as const;

export interface Manners {
  readonly color: (typeof COLORS)[number];
  /** No progress and no remarks; errors and warnings stay. */
  readonly quiet: boolean;
  /** The steps as well. */
  readonly verbose: boolean;
}

const DEFAULTS: Manners = { color: "auto", quiet: false, verbose: false };

let chosen = DEFAULTS;

/** Takes the options of the command line; what they leave out is as by default. */
export function chooseManners(options: Partial<Manners>): void {
  const { color = DEFAULTS.color, quiet = DEFAULTS.quiet, verbose = DEFAULTS.verbose } = options;
  chosen = { color, quiet, verbose };
}

type Environment = Readonly<Record<string, string | undefined>>;
type Stream = Pick<NodeJS.WriteStream, "isTTY" | "columns">;

/** By `--color`, then FORCE_COLOR (as Node itself has it), NO_COLOR, CLICOLOR_FORCE, CLICOLOR and TERM, then whether it is a terminal. */
export function wantsColor(
  stream: Pick<Stream, "isTTY">,
  env: Environment = process.env,
  color: Manners["color"] = chosen.color,
): boolean {
  if (color !== "auto") return color === "always";
  const forced = env["FORCE_COLOR"];
  if (forced) return !["0", "false"].includes(forced.toLowerCase());
  if (env["NO_COLOR"]) return false;
  if ((env["CLICOLOR_FORCE"] || "0") !== "0") return true;
  if (env["CLICOLOR"] === "0" || env["TERM"] === "dumb") return false;
  return stream.isTTY === true;
}

/** Whether a report has colours: in a file only where somebody asked for them by `--color`. */
export function colorsReport(output: string | undefined): boolean {
  return output === undefined ? wantsColor(process.stdout) : chosen.color === "always";
}

/** Columns of the terminal that a report goes to; undefined for a file or a pipe, which have no end. */
export function reportWidth(output: string | undefined, stream: Stream = process.stdout): number | undefined {
  return output === undefined && stream.isTTY && stream.columns > 0 ? stream.columns : undefined;
}

/** Tells on stderr what is good to know and neither report nor error. */
export function remark(text: string): void {
  if (!chosen.quiet) console.error(printable(text));
}

/** Tells a step on stderr, to whom asks for it. */
export function detail(text: string): void {
  if (chosen.verbose) console.error(printable(text));
}

export function isQuiet(): boolean {
  return chosen.quiet;
}
