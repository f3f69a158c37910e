import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { sourceMark } from "../../../dev/scripts/renderComment.ts";
import { looks, REGISTER_PICTURE } from "../../../dev/scripts/renderRegister.ts";

describe("the picture of the register", () => {
  it("is a PNG that a README can carry, with the looks of today's pages; else paint it anew: npm run docs:picture", () => {
    const png = readFileSync(REGISTER_PICTURE);
    expect(png.toString("latin1")).toContain(sourceMark(looks()));
    expect(png.subarray(1, 4).toString("latin1")).toBe("PNG");
    expect(png.length).toBeLessThan(200_000);
  });
});
