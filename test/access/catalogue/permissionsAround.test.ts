import { expect, it } from "vitest";
import { permissionsAround } from "../../../access/catalogue/permissionsAround.ts";

it.each([
  ["routing:agent:fly", "Of routing:agent it has onqueue."],
  ["chat:nothing:view", /^Of chat it has \S+, .* and \S+\.$/],
  ["rotuing:agent:fly", "Of routing:agent it has onqueue."],
  ["nothing:like:that", ""],
  ["", ""],
])("where %s would be, the catalogue has: %s", (text, wanted) => {
  expect(permissionsAround(text)).toEqual(typeof wanted === "string" ? wanted : expect.stringMatching(wanted));
});

it("lists no more than fits into a message", () => {
  expect(permissionsAround("analytics:nothing:view").length).toBeLessThan(400);
});
