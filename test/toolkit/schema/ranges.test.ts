import { expect, it } from "vitest";
import { rangePattern } from "../../../toolkit/schema/ranges.ts";

it.each([
  [300, 172_800],
  [5, 2880],
  [1, 48],
  [7, 7],
  [0, 9],
  [99, 101],
])("matches exactly the whole numbers from %i to %i", (least, most) => {
  const pattern = new RegExp(`^${rangePattern(least, most)}$`);
  const wrong = Array.from({ length: most + 1100 }, (_, number) => number).filter(
    (number) => pattern.test(`${number}`) !== (number >= least && number <= most),
  );
  expect(wrong).toEqual([]);
  expect(pattern.test(`00${most}`)).toBe(true);
});
