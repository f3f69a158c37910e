/** What a snapshot does not show, in the same sentences in every report. */
import type { Snapshot } from "./model.ts";

const STATES = { read: "read", partly: "partly read", "not-read": "not read" } as const;

/** The state of one part, in words. */
export function coverageState(state: keyof typeof STATES): string {
  return STATES[state];
}

/** A line for each reason, with the parts that it is for; empty where everything was read. */
export function coverageLines({ coverage }: Pick<Snapshot, "coverage">): string[] {
  const lacking = coverage.filter(({ state }) => state !== "read");
  return [...Map.groupBy(lacking, ({ reason = "" }) => reason)].map(([reason, lines]) => {
    const parts = lines.map(({ part, state }) => `${part} ${coverageState(state)}`);
    return `${parts.join(", ")}: ${reason}`;
  });
}
