import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { ROOT } from "./pages.ts";

const PICTURES = globSync("docs/images/concept-*.svg", { cwd: ROOT }).sort();

/** Bytes: a picture of lines and words needs no more. */
const LARGEST = 16_000;

describe("the drawn pictures", () => {
  it("are there", () => {
    expect(PICTURES).toHaveLength(3);
  });

  it.each(PICTURES)("tell a screen reader what they show: %s", (file) => {
    const svg = readFileSync(join(ROOT, file), "utf8");
    expect(svg).toMatch(/^<svg [^>]*role="img" aria-labelledby="title desc"/);
    expect(svg).toMatch(/<title id="title">[^<]{20,}<\/title>/);
    expect(svg).toMatch(/<desc id="desc">[^<]{200,}<\/desc>/);
  });

  it.each(PICTURES)("are readable on light and dark pages, and load nothing: %s", (file) => {
    const svg = readFileSync(join(ROOT, file), "utf8");
    expect(svg).toContain("@media (prefers-color-scheme: dark)");
    // A ground of their own: the page's may be of the other scheme.
    expect(svg).toMatch(/<rect class="card" x="0.5" y="0.5"/);
    expect(svg.replace('xmlns="http://www.w3.org/2000/svg"', "")).not.toMatch(/https?:|<script|<image|@import|href=/);
    expect(svg.length).toBeLessThan(LARGEST);
  });
});
