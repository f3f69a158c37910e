import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Fault } from "./fault.ts";
import { type Lanes, openLanes } from "./lanes.ts";

/** Every fault of the table as a test of its own, through the real engine. */
export function describeFaults(what: string, faults: readonly Fault[], lanes: number): void {
  describe.concurrent(what, { timeout: 600_000 }, () => {
    let open: Lanes;

    beforeAll(async () => {
      open = await openLanes(lanes);
    }, 300_000);
    afterAll(() => open?.close(), 60_000);

    const short = faults.filter(({ long }) => !long);
    it.each(short.map((fault) => [fault.title, fault] as const))("%s", async (_title, fault) => {
      const { problems, printed } = await open.run(fault);
      expect(problems, printed.join("\n")).toEqual([]);
    });
  });
}
