import { describe, expect, it } from "vitest";
import { readingProgress } from "../../../toolkit/open/readingProgress.ts";
import { chooseManners } from "../../../toolkit/terminal.ts";

function written(isTTY: boolean): string {
  const texts: string[] = [];
  const stream = { isTTY, write: (text: string) => texts.push(text) > 0 } as NodeJS.WriteStream;
  const progress = readingProgress(stream);
  progress.step(1, 7);
  progress.step(2, 37);
  progress.done();
  return texts.join("");
}

describe("the progress of a reading", () => {
  it("is one line that counts on a terminal", () => {
    expect(written(true)).toBe("\rreading the org: 1 of 7\u001b[K\rreading the org: 2 of 37\u001b[K\n");
  });

  it("is silent in a pipe, and where somebody wants it so", () => {
    expect(written(false)).toBe("");
    chooseManners({ quiet: true });
    expect(written(true)).toBe("");
    chooseManners({});
  });
});
