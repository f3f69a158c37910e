/** What `--fail-on` says. */
import { InvalidArgumentError } from "commander";
import { GATES, type Gate } from "./gate.ts";

/** `--fail-on widened --fail-on unknown` and `--fail-on widened,unknown` mean the same. */
export function collectGates(text: string, before: readonly Gate[]): Gate[] {
  const gates = text.split(",").map((word) => {
    const gate = GATES.find((known) => known === word.trim());
    if (gate === undefined) throw new InvalidArgumentError(`Allowed are ${GATES.join(", ")}.`);
    return gate;
  });
  return [...new Set([...before, ...gates])];
}
