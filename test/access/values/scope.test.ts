import { expect, it } from "vitest";
import { scopeCovers } from "../../../access/values/scope.ts";

it.each([
  ["routing", "routing", true],
  ["routing", "routing:readonly", true],
  ["routing:readonly", "routing", false],
  ["routing", "routing2:readonly", false],
])("a client that declares %s may do what %s opens: %s", (held, wanted, expected) => {
  expect(scopeCovers(held, wanted)).toBe(expected);
});
