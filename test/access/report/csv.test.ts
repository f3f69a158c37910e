import { describe, expect, it } from "vitest";
import { renderCsv } from "../../../access/report/csv.ts";

describe("CSV", () => {
  it.each(["=1+1", "+1", "-1", "@SUM(A1)", "  =1", "|calc", "＝1", "=cmd|' /C calc'!A0"])(
    "does not let a spreadsheet calculate %j",
    (text) => {
      expect(renderCsv([[text]])).toMatch(/^"?'/);
    },
  );

  it("keeps a cell in one line, with what cannot be seen written out", () => {
    expect(renderCsv([["a\nb", "tab\there", "turn\u202earound"]])).toBe(
      "a\\u{a}b,tab\\u{9}here,turn\\u{202e}around\r\n",
    );
  });

  it("quotes what would end a cell", () => {
    expect(renderCsv([['say "x", please', "plain", ""]])).toBe('"say ""x"", please",plain,\r\n');
  });
});
