/** The reasons that stand beside the grants of what is gained: a reviewer weighs the gain by them. */
import type { Change } from "./model.ts";

export interface Justification {
  readonly role: string;
  readonly text: string;
}

/** Each once, in the order of the changes; of gains only. */
export function justificationsOf(changes: readonly Change[]): Justification[] {
  const found = changes
    .filter(({ direction }) => direction === "gained")
    .flatMap(({ via }) =>
      via.flatMap(({ role, justification }) =>
        role === undefined || justification === undefined ? [] : [{ role, text: justification }],
      ),
    );
  return [...new Map(found.map((one) => [JSON.stringify([one.role, one.text]), one])).values()];
}
