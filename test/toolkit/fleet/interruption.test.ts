import { describe, expect, it } from "vitest";
import { interruption } from "../../../toolkit/fleet/interruption.ts";

describe("a signal during a fleet", () => {
  it.each([
    ["SIGINT of a terminal, which has told the engines", "SIGINT", true, false],
    ["SIGINT of a program", "SIGINT", false, true],
    ["SIGTERM", "SIGTERM", true, true],
  ] as const)("stops in order, and tells the engines when nobody else does: %s", (_, signal, terminal, told) => {
    const said: string[] = [];
    const stopping = interruption((line) => said.push(line), terminal);
    expect(stopping.stopped).toBe(false);
    process.emit(signal, signal);
    process.emit(signal, signal);
    expect([stopping.stopped, stopping.signal.aborted]).toEqual([true, told]);
    expect(said).toHaveLength(1);
    const listeners = process.listenerCount(signal);
    stopping.release();
    expect(process.listenerCount(signal)).toBe(listeners - 1);
  });
});
