import { execa } from "execa";
import { expect, it } from "vitest";

it("no hostile answer takes long, takes much memory or is told unclearly", { timeout: 120_000 }, async () => {
  // In a process of its own, whose heap ends early: the memory that is measured is nobody else's.
  const main = ["--max-old-space-size=768", "test/faults/main.ts", "--hostile"];
  const { exitCode, stdout } = await execa(process.execPath, main, { reject: false, all: true });
  expect(stdout.split("\n").filter((line) => !line.startsWith("ok  "))).toEqual([
    expect.stringMatching(/^(\d+) hostile answers, \1 bounded and clear, 0 not\.$/),
  ]);
  expect(exitCode).toBe(0);
});
