import { describe, expect, it } from "vitest";
import { amongTexts, otherSpelling } from "../../../access/values/otherSpelling.ts";

const known = amongTexts(["reader", "Reader Two", "WRITER"]);
const of = (text: string) => otherSpelling("code", text, known);

describe("another spelling", () => {
  it("is told by its letters before its capitals", () => {
    expect(of("R\u0435ader")?.message).toContain("U+0435");
    expect(of("Reader")?.message).toBe('"Reader" is written "reader": capitals count');
    expect(of("writer")?.nearest).toEqual(["WRITER"]);
  });

  it("is told of letters that look like others, even where nothing known is meant", () => {
    expect(of("n\u043ebody")).toMatchObject({ nearest: [], fix: "Type it again with the letters a to z." });
  });

  it("is no matter of what is known, or near, or in another script as a whole", () => {
    for (const text of ["reader", "readr", "\u8aad\u8005"]) expect(of(text)).toBeUndefined();
  });
});
