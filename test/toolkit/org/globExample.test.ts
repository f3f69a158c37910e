import fc from "fast-check";
import { expect, it } from "vitest";
import { nameMatcher } from "../../../access/values/nameMatcher.ts";
import { exampleName } from "../../../toolkit/org/globExample.ts";

const example = (all: string[], none: string[] = [], taken: string[] = []) =>
  exampleName({ all, none, isFree: (name) => !taken.includes(name) });

it("finds readable names where it can", () => {
  expect(example(["EMEA_*"])).toBe("EMEA_Sales");
  expect(example(["EMEA_*"], ["*_Sales"])).toBe("EMEA_Service");
  expect(example(["EMEA_*"], [], ["EMEA_Sales"])).toBe("EMEA_Service");
  expect(example(["EMEA_*", "*_Test"])).toBe("EMEA_Sales_Test");
  expect(example(["*", "BPO_*"])).toBe("BPO_Sales");
  expect(example(["Team ??"])).toBe("Team 11");
});

it("finds any name that there is", () => {
  expect(example(["A?*", "?B*"])).toMatch(/^AB/);
  expect(example(["*"], ["*a*", "*e*", "*o*", "*1*", "*2*"])).toBeDefined();
});

it("finds none where there is none", () => {
  expect(example(["EMEA_*"], ["*"])).toBeUndefined();
  expect(example(["A*", "B*"])).toBeUndefined();
  expect(example(["A?"], ["??"])).toBeUndefined();
});

const pattern = fc.string({ unit: fc.constantFrom("a", "b", "*", "?"), minLength: 1, maxLength: 5 });

it("gives a name of every pattern and of no excluded one; gives none only where all short names fail", () => {
  const letters = ["a", "b", "c"];
  const words = [1, 2, 3, 4].flatMap((length) => wordsOf(letters, length));
  fc.assert(
    fc.property(fc.array(pattern, { minLength: 1, maxLength: 2 }), fc.array(pattern, { maxLength: 2 }), (all, none) => {
      const fits = (name: string) => all.every((one) => nameMatcher([one])(name)) && !nameMatcher(none)(name);
      const found = example(all, none);
      if (found === undefined) expect(words.filter(fits)).toEqual([]);
      else expect(fits(found), found).toBe(true);
    }),
  );
});

function wordsOf(letters: readonly string[], length: number): string[] {
  if (length === 0) return [""];
  return wordsOf(letters, length - 1).flatMap((word) => letters.map((letter) => word + letter));
}
