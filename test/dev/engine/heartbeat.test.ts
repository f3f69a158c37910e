import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { heartbeat } from "../../../dev/engine/heartbeat.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test("tells every ten seconds how long it has taken and how far it is, until it is stopped", () => {
  const log: string[] = [];
  let packages = 0;
  const stop = heartbeat(
    (line) => log.push(line),
    () => `${packages} packages compiled`,
  );

  packages = 120;
  vi.advanceTimersByTime(10_000);
  packages = 300;
  vi.advanceTimersByTime(10_000);
  stop();
  vi.advanceTimersByTime(60_000);

  expect(log).toEqual(["  10 s: 120 packages compiled", "  20 s: 300 packages compiled"]);
});
