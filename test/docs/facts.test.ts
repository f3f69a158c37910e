import { describe, expect, it } from "vitest";
import { allProfiles } from "../../access/intent/profiles.ts";
import { publishedManifest } from "../../dev/package/manifest.ts";
import manifest from "../../package.json" with { type: "json" };
import { RULES } from "../../policies/rules/index.ts";
import { EXIT } from "../../toolkit/exitCodes.ts";
import { type Page, readPages } from "./pages.ts";

const PAGES = new Map(readPages().map((page) => [page.file, page]));

function textOf(file: string): string {
  return (PAGES.get(file) as Page).text;
}

/** The cells of the tables of a page, without heads. */
function rowsOf(file: string): string[][] {
  const rows = textOf(file).match(/^\|.*\|$/gm) ?? [];
  const cells = rows.map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
  return cells.filter((row, index) => !/^-+$/.test(row[0] ?? "") && !/^-+$/.test(cells[index + 1]?.[0] ?? ""));
}

describe("what the pages say of the product", () => {
  it("counts the rules and profiles that there are", () => {
    for (const file of ["README.md", "docs/spec.md"]) {
      const counted = [...textOf(file).matchAll(/(\d+) (rules|profiles)\b/g)].map(([, count, what]) => [
        what,
        Number(count),
      ]);
      expect(counted.length).toBeGreaterThan(0);
      for (const [what, count] of counted) expect(count).toBe(what === "rules" ? RULES.length : allProfiles().length);
    }
  });

  it("has every exit code", () => {
    const codes = rowsOf("docs/commands.md").map(([code]) => Number(code));
    expect(codes.filter((code) => !Number.isNaN(code))).toEqual(Object.values(EXIT));
  });

  it("is short where somebody begins", () => {
    expect(textOf("README.md").split("\n").length).toBeLessThanOrEqual(155);
    for (const role of ["platform-engineer", "integrator", "reviewer", "auditor"]) {
      expect(textOf(`docs/start/${role}.md`).split("\n").length).toBeLessThanOrEqual(80);
    }
  });

  it("says what was not verified against a live org", () => {
    expect(textOf("README.md")).toContain("## Not verified against a live org");
  });

  it("asks for the releases of Node that the package does, and in this checkout for the checkout's own", () => {
    const { engines } = publishedManifest(manifest) as { engines: { node: string } };
    const wanted = engines.node.match(/\d+\.\d+/g)?.map((version) => version.replace(/\.0$/, ""));
    for (const file of ["README.md", "docs/start/platform-engineer.md"]) {
      const [, told = ""] = /\bNode (\d[^.]*(?:\.\d[^.]*)?)[.]?/.exec(textOf(file)) ?? [];
      expect(told.match(/\d+(?:\.\d+)?/g), file).toEqual(wanted);
    }
    expect(manifest.engines.node).toBe(">=20");
    expect(textOf("README.md")).toContain("Any Node from 20 on starts them");
    expect(textOf("docs/architecture.md")).toContain(`\`${engines.node}\``);
    expect(textOf("docs/architecture.md")).toContain(`\`${manifest.engines.node}\``);
    const own = Number(manifest.devDependencies.node.split(".")[0]);
    expect(textOf("docs/running.md")).toContain(`brings its own Node ${own} `);
  });

  it("has one row for each word", () => {
    const words = rowsOf("docs/words.md").map(([word]) => word ?? "");
    expect(words.length).toBeGreaterThan(40);
    expect(words.filter((word, index) => words.indexOf(word) !== index)).toEqual([]);
  });
});
