import { describe, expect, it } from "vitest";
import { itemCovers } from "../../../access/effective/item.ts";

describe("an item", () => {
  it.each([
    ["pattern:analytics:*:view", "permission:analytics:conversationDetail:view", true],
    ["pattern:analytics:*:view", "permission:analytics:conversationDetail:edit", false],
    ["pattern:*:*:*", "pattern:analytics:*:view", true],
    ["pattern:analytics:*:view", "pattern:*:*:view", false],
    ["scope:routing", "scope:routing:readonly", true],
    ["scope:routing:readonly", "scope:routing", false],
    ["scope:routing", "scope:routing2:readonly", false],
    ["role:analytics:*:view", "permission:analytics:conversationDetail:view", false],
    ["pattern:analytics:*:view", "scope:analytics:x:view", false],
  ] as const)("%s covers %s: %s", (wide, narrow, expected) => {
    expect(itemCovers(wide, narrow)).toBe(expected);
  });
});
