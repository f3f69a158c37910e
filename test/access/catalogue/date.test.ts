import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { CATALOGUE_DATE } from "../../../access/catalogue/date.ts";

describe("the date of the catalogue", () => {
  it("is that of the newest source in its README", () => {
    const [, sources = ""] = readFileSync("catalogue/README.md", "utf8").split("## Sources and dates");
    const days = [...(sources.split("\n## ")[0] ?? "").matchAll(/\b\d{1,2} [A-Z][a-z]+ \d{4}\b/g)].map(([day]) => day);
    const newest = Math.max(...days.map((day) => Date.parse(`${day} UTC`)));
    expect(new Date(newest).toISOString().slice(0, 10)).toBe(CATALOGUE_DATE);
  });
});
