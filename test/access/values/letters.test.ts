import { describe, expect, it } from "vitest";
import { mixedWord, otherLetters, otherLettersText, plainLetters } from "../../../access/values/letters.ts";

describe("letters that look like others", () => {
  it("are told with place, code point and script", () => {
    expect(otherLettersText(otherLetters("routing:queue:v\u0456ew"))).toBe(
      'letter 16, "\u0456" (U+0456), is Cyrillic and looks like "i"',
    );
    expect(otherLettersText(otherLetters("\u0430\u0430a\u0430"))).toContain("so are 2 more (2, 4)");
  });

  it.each([
    ["\u0440\u0430\u0443", "pay"],
    ["\uff52outing\uff1aqueue", "routing:queue"],
    ["a\u2013b\u00a0c", "a-b c"],
    ["\u00e9\u8aad", "\u00e9\u8aad"],
    ["routing:queue:view", "routing:queue:view"],
  ])("%j seems to be %j", (text, plain) => {
    expect(plainLetters(text)).toBe(plain);
  });

  it("make a mixed word where all foreign ones look like Latin ones", () => {
    expect(mixedWord("The \u0410dmin role")).toBe("\u0410dmin");
    expect(mixedWord("\u041e\u0442\u0434\u0435\u043b IT")).toBeUndefined();
    expect(mixedWord("IT\u0436")).toBeUndefined();
  });
});
