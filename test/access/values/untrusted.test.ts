import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { copyable, printable, printableJson } from "../../../access/values/untrusted.ts";
import { HOSTILE } from "../report/reports.ts";

const UNPRINTABLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Co}]/u;
const anyText = fc.string({ unit: fc.oneof(fc.string({ unit: "binary", maxLength: 1 }), fc.constantFrom(...HOSTILE)) });

describe("untrusted text", () => {
  it("keeps nothing that a terminal would obey", () => {
    fc.assert(fc.property(anyText, (text) => !UNPRINTABLE.test(printable(text))));
    expect(printable(HOSTILE)).toBe("a\\u{1b}[2J\\u{202e}b\\u{200b}c\\u{2028}d\\u{d800}e\\u{85}f\\u{d}\\u{a}g");
  });

  it("is left alone where it is printable", () => {
    for (const text of ["Größe: 5 €", "日本語", "emma.emea@contoso.example", "😀"]) expect(printable(text)).toBe(text);
  });

  it("comes out of JSON as it went in, and the JSON itself is printable", () => {
    fc.assert(
      fc.property(anyText, fc.array(anyText), (key, list) => {
        const json = printableJson({ [`k${key}`]: list });
        expect(JSON.parse(json)).toEqual({ [`k${key}`]: list });
        expect(UNPRINTABLE.test(json.replaceAll("\n", ""))).toBe(false);
      }),
    );
  });

  it("can be copied into YAML and means the same there", () => {
    expect(copyable("no-write-scope/client/bi/routing")).toBe("no-write-scope/client/bi/routing");
    expect(parse(copyable("x\u001b[31m\u202ey"))).toBe("x\u001b[31m\u202ey");
  });
});
