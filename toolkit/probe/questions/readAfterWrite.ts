import { NotObserved } from "../probe.ts";
import type { Question } from "../question.ts";

const LONGEST_MS = 300_000;
const SHORTEST_PAUSE_MS = 50;

/** Comes first: every other question waits as long as this one measures. */
export const readAfterWrite: Question = {
  id: "read-after-write",
  asks: "How long does it take until a read shows what was written?",
  does: "makes a role and reads it until it is there",
  switches: ["readAfterWriteDelayMs"],
  async ask(probe) {
    const role = await probe.role();
    const begin = probe.now();
    for (let looks = 1; probe.now() - begin < LONGEST_MS; looks++) {
      if ((await probe.attempt(() => probe.readRole(role.id))).ok) {
        probe.delayMs = looks === 1 ? 0 : probe.now() - begin;
        return probe.delayMs;
      }
      await probe.client.sleep(Math.max(SHORTEST_PAUSE_MS, (probe.now() - begin) / 5));
    }
    throw new NotObserved(`a new role could not be read for ${LONGEST_MS / 1000} s`);
  },
};
