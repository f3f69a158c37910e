import { describe, expect, it } from "vitest";
import { keepWildcards } from "../../../providers/role/wildcards.ts";

describe("a written star", () => {
  it.each([
    ["of actions", ["routing:queue:*"], ["routing:queue:add,view"], ["routing:queue:*"]],
    ["of entities", ["routing:*:view"], ["routing:queue:view", "routing:skill:view"], ["routing:*:view"]],
    ["that the org still shows as a star", ["routing:queue:*"], ["routing:queue:*"], ["routing:queue:*"]],
    ["that nothing in the org explains is gone", ["routing:queue:*", "a:b:c"], ["a:b:c"], ["a:b:c"]],
    [
      "does not hide what it does not cover",
      ["routing:*:view"],
      ["routing:queue:add,view"],
      ["routing:*:view", "routing:queue:add"],
    ],
    [
      "does not hide what was written by name",
      ["routing:queue:*,view"],
      ["routing:queue:add,view"],
      ["routing:queue:*,view"],
    ],
  ])("%s", (_what, written, held, expected) => {
    expect(keepWildcards(written, held)).toEqual(expected);
  });
});

it("leaves the org's lines as they are where no star was written", () => {
  expect(keepWildcards(["routing:queue:view"], ["routing:queue:add"])).toEqual(["routing:queue:add"]);
});
