import { expect, it } from "vitest";
import { listed } from "../../../access/values/listed.ts";

it.each([
  [[], ""],
  [["a"], "a"],
  [["a", "b"], "a and b"],
  [["a", "b", "c"], "a, b and c"],
  [["a", "b", "c", "d"], "a, b, c and d"],
  [["a", "b", "c", "d", "e"], "a, b, c and 2 more"],
])("lists %j as %s", (words, text) => {
  expect(listed(words, 3)).toBe(text);
});
