/** Waiting for a count that the org makes in the background. */
import type { GenesysClient } from "../client.ts";
import { NotCounted } from "./rows.ts";

/** Seconds between looks, five minutes in all: an org with much traffic counts for a while. */
const PATIENCE = [0.5, 1, 2, 4, 8, 15, ...Array.from({ length: 9 }, () => 30)];

/**
 * @param look gives undefined for what is not done yet
 * @throws NotCounted where it does not come to an end
 */
export async function patiently<T>(client: GenesysClient, look: () => Promise<T | undefined>): Promise<T> {
  for (const seconds of [...PATIENCE, undefined]) {
    const answer = await look();
    if (answer !== undefined) return answer;
    if (seconds !== undefined) await client.sleep(seconds * 1000);
  }
  throw new NotCounted("The org did not come to an end of counting the calls");
}
