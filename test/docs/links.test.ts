import { existsSync, readFileSync } from "node:fs";
import { dirname, join, posix } from "node:path";
import { describe, expect, it } from "vitest";
import { type Page, prose, ROOT, readPages } from "./pages.ts";

/** Pages that are linked before they are there. Empty in every release. */
const COMING: readonly string[] = [];

const PAGES = readPages();

interface Link {
  readonly from: string;
  /** Relative to the root. */
  readonly file: string;
  readonly anchor: string;
}

function linksOf(page: Page): Link[] {
  const targets = [...prose(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = ""]) => target);
  return targets
    .filter((target) => !/^[a-z]+:/.test(target))
    .map((target) => {
      const [path = "", anchor = ""] = target.split("#");
      const file = path === "" ? page.file : posix.join(posix.dirname(page.file), path);
      return { from: page.file, file, anchor };
    });
}

/** The anchors that platforms make of headings: lower case, no punctuation, hyphens for blanks; a heading that comes again gets a number. */
function anchorsOf(text: string): string[] {
  const seen = new Map<string, number>();
  return [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = ""]) => {
    const anchor = heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N}_ -]/gu, "")
      .replaceAll(" ", "-");
    const before = seen.get(anchor) ?? 0;
    seen.set(anchor, before + 1);
    return before === 0 ? anchor : `${anchor}-${before}`;
  });
}

const LINKS = PAGES.flatMap(linksOf);

describe("links and pictures", () => {
  it("lead to files that exist", () => {
    const broken = LINKS.filter(({ file }) => !existsSync(join(ROOT, file)) && !COMING.includes(file));
    expect(broken).toEqual([]);
  });

  it("lead to headings that exist", () => {
    const broken = LINKS.filter(({ file, anchor }) => {
      if (anchor === "" || !file.endsWith(".md") || COMING.includes(file)) return false;
      return !anchorsOf(readFileSync(join(ROOT, file), "utf8")).includes(anchor);
    });
    expect(broken).toEqual([]);
  });

  it("reach every page: none is an orphan", () => {
    const linked = new Set(LINKS.filter(({ from, file }) => from !== file).map(({ file }) => file));
    const pages = PAGES.map(({ file }) => file).filter(
      (file) => file.startsWith("docs/") && dirname(file) !== "docs/images",
    );
    expect(pages.filter((file) => !linked.has(file))).toEqual([]);
  });

  it("have pictures with words for those who do not see them", () => {
    const bare = PAGES.flatMap((page) => [...prose(page).matchAll(/!\[\s*\]\([^)]*\)/g)].map(() => page.file));
    expect(bare).toEqual([]);
  });

  it("are not called coming once they are there", () => {
    expect(COMING.filter((file) => existsSync(join(ROOT, file)))).toEqual([]);
  });
});
