/** Options of `diff` and `preview` alike: the changes that the gate refuses, and the approvals that let a change pass. */
import { InvalidArgumentError, Option } from "commander";
import { parseDay, printDay } from "../access/values/day.ts";
import { GATES, type Gate } from "../toolkit/judge/gates.ts";
import { collect } from "./collect.ts";

/** The options of the gate: the same in `diff` and `preview`. */
export function gateOptions(): Option[] {
  return [
    new Option("--fail-on <what>", "refuse: widened, changed, unknown").argParser(collectGates).default([], "nothing"),
    new Option(
      "--approved <digest[@day]>",
      "approve what has this digest, until the end of that day in UTC (repeatable)",
    )
      .argParser(collectDigest)
      .default([], "none"),
    new Option("--approval-file <file>", "approve the atoms of this file (repeatable)")
      .argParser(collect)
      .default([], "none"),
  ];
}

/**
 * Collects digests; the short form approves nothing, because another set of atoms with the same twelve digits can be searched for. A digest whose last
 * day is over is told, and approves nothing.
 */
function collectDigest(text: string, before: readonly string[]): string[] {
  const [digest = "", day, ...more] = text.trim().split("@");
  if (!/^[0-9a-f]{64}$/i.test(digest) || more.length > 0)
    throw new InvalidArgumentError(
      "Write the full digest: 64 hexadecimal digits. Its last day may stand behind it, as @YYYY-MM-DD.",
    );
  if (day !== undefined && parseDay(day) === undefined)
    throw new InvalidArgumentError("Write the last day behind the digest as @YYYY-MM-DD.");
  if (day === undefined || day >= printDay(new Date())) return [...before, digest.toLowerCase()];
  console.error(`note: --approved ${digest.slice(0, 12)}…: it ended on ${day}, and approves nothing.`);
  return [...before];
}

/** `--fail-on widened --fail-on unknown` and `--fail-on widened,unknown` mean the same. */
function collectGates(text: string, before: readonly Gate[]): Gate[] {
  const gates = text.split(",").map((word) => {
    const gate = GATES.find((known) => known === word.trim());
    if (gate === undefined) throw new InvalidArgumentError(`Allowed are ${GATES.join(", ")}.`);
    return gate;
  });
  return [...new Set([...before, ...gates])];
}
