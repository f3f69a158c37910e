import { expect, it } from "vitest";
import { contentDigest } from "../../../access/values/contentDigest.ts";

it("is 128 bits of SHA-256: two contents that agree are not found by looking", () => {
  expect(contentDigest("")).toBe("e3b0c44298fc1c149afbf4c8996fb924");
});

it("is another one for other contents", () => {
  const all = Array.from({ length: 10_000 }, (_, index) => contentDigest(`content ${index}`));
  expect(new Set(all).size).toBe(all.length);
});
