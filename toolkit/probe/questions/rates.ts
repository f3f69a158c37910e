/** How many requests the org allows, by its own headers: no probe tries to use a limit up. */
import { NotObserved, type Probe } from "../probe.ts";
import type { Question } from "../question.ts";

const HEADERS = ["inin-ratelimit-count", "inin-ratelimit-allowed", "inin-ratelimit-reset"];

export const rateHeaders: Question = {
  id: "rate-headers",
  asks: "Does every answer carry the headers inin-ratelimit-*?",
  does: "looks at every answer that the other questions got",
  async ask(probe) {
    const all = await answers(probe);
    const complete = all.filter((counters) => HEADERS.every((name) => name in counters)).length;
    if (complete === all.length) return "always";
    return complete > 0 ? "sometimes" : "never";
  },
};

export const requestsPerMinute: Question = {
  id: "requests-per-minute",
  asks: "How many requests a minute does the org allow a token?",
  does: "reads the header inin-ratelimit-allowed",
  switches: ["requestsPerMinute"],
  async ask(probe) {
    const allowed = (await answers(probe))
      .map((counters) => Number(counters["inin-ratelimit-allowed"]))
      .filter((one) => one > 0);
    const least = Math.min(...allowed);
    if (!Number.isSafeInteger(least)) throw new NotObserved("no answer says it");
    return least;
  },
};

/** One more where nothing was asked before. */
async function answers(probe: Probe): Promise<Probe["counters"]> {
  if (probe.counters.length === 0) await probe.ownOrganization();
  return probe.counters;
}
