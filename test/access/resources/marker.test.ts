import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { limit } from "../../../access/catalogue/limits.ts";
import { fitDescription, hasMarker, readMarker, withMarker, withoutMarker } from "../../../access/resources/marker.ts";

const MARKER = "genesys-access/prod/roles/bi-reader";

describe("the marker", () => {
  it("follows the text, and stands alone where there is none", () => {
    expect(withMarker("Nightly export", MARKER)).toBe("Nightly export [genesys-access/prod/roles/bi-reader]");
    expect(withMarker("", MARKER)).toBe("[genesys-access/prod/roles/bi-reader]");
  });

  it("comes off again, whatever the text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 300, unit: "grapheme" }), (text) => {
        expect(withoutMarker(withMarker(text, MARKER), MARKER)).toBe(text);
        expect(hasMarker(withMarker(text, MARKER), MARKER)).toBe(true);
      }),
    );
  });

  it("is no difference of the text when somebody took it off or changed it", () => {
    expect(withoutMarker("Nightly export", MARKER)).toBe("Nightly export");
    expect(withoutMarker("Nightly export [genesys-access/test/roles/other]", MARKER)).toBe("Nightly export");
    expect(hasMarker("Nightly export [genesys-access/test/roles/other]", MARKER)).toBe(false);
  });

  it("leaves other brackets alone", () => {
    expect(withoutMarker("See [1]", MARKER)).toBe("See [1]");
    expect(withoutMarker("See [docs/readme]", MARKER)).toBe("See [docs/readme]");
  });

  it("always fits: the text is cut, never inside a character, and cutting twice is cutting once", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1900, max: 2100 }), (length) => {
        const text = "x".repeat(length % 2) + "😀".repeat(length);
        const stored = withMarker(text, MARKER);
        expect(stored.length).toBeLessThanOrEqual(limit("description-characters-most"));
        expect(hasMarker(stored, MARKER)).toBe(true);
        const cut = fitDescription(text, MARKER);
        expect(cut).toBe(cut.toWellFormed());
        expect(fitDescription(cut, MARKER)).toBe(cut);
      }),
    );
  });

  it.each([
    ["Nightly export [genesys-access/prod/roles/bi-reader]", "bi-reader"],
    ["[genesys-access/prod/roles/bi-reader/2] ", "bi-reader/2"],
    ["[a/b/roles/old] [genesys-access/prod/roles/of [x] and y]", "of [x] and y"],
  ])("of any text is read at its end, with keys of any text: %s", (stored, name) => {
    expect(readMarker(stored)).toMatchObject({ project: "genesys-access", stack: "prod", section: "roles", name });
  });

  it.each(["", "]", "[roles/x]", "[a/b/queues/x]", "[genesys-access/prod/roles/x] and more"])(
    "is none in %j",
    (stored) => {
      expect(readMarker(stored)).toBeUndefined();
    },
  );

  it("is looked for in no more time than the text is long, however hostile", () => {
    expect(readMarker(`${"[a/b/roles".repeat(50_000)}]`)).toBeUndefined();
    expect(readMarker(`${"[".repeat(200_000)}]`)).toBeUndefined();
  });
});
