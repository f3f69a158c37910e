import { Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { confirm } from "../../../toolkit/fleet/confirm.ts";

describe("the question before an update", () => {
  it.each([
    ["yes\n", true],
    [" YES \nno\n", true],
    ["y\n", false],
    ["no\nyes\n", false],
    ["\n", false],
    ["", false],
  ])("takes %j as %s", async (typed, agreed) => {
    expect(await confirm("Update emea?", Readable.from([typed]))).toBe(agreed);
  });
});
