import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import type { Generator } from "../../../dev/scripts/docs/generator.ts";
import { pagesOf, rulePages } from "../../../dev/scripts/docs/rulePages.ts";
import { generate } from "../../../dev/scripts/generateDocs.ts";
import { RULES } from "../../../policies/rules/index.ts";

describe("generated pages", () => {
  let root: string;
  const generator: Generator = { name: "x", folder: "docs/x", pages: () => [{ path: "docs/x/a.md", text: "one\n" }] };

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "docs-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  it("are written where they are missing, and then up to date", () => {
    expect(generate(generator, false, root)).toEqual(["docs/x/a.md"]);
    expect(generate(generator, true, root)).toEqual(["docs/x/a.md"]);
    expect(readFileSync(join(root, "docs/x/a.md"), "utf8")).toBe("one\n");
    expect(generate(generator, false, root)).toEqual([]);
  });

  it("are noticed when somebody edited one, or when one is left over, which writing removes", () => {
    generate(generator, true, root);
    writeFileSync(join(root, "docs/x/a.md"), "two\n");
    writeFileSync(join(root, "docs/x/old.md"), "old\n");
    expect(generate(generator, false, root)).toEqual(["docs/x/a.md", "docs/x/old.md"]);
    generate(generator, true, root);
    expect(readdirSync(join(root, "docs/x"))).toEqual(["a.md"]);
  });
});

describe("the pages of the rules", () => {
  it("are up to date", () => {
    expect(generate(rulePages, false)).toEqual([]);
  });

  it("are one for each rule, and a table that links to all of them", () => {
    const [table, ...pages] = pagesOf(RULES);
    expect(pages.map(({ path }) => path)).toEqual(RULES.map(({ id }) => `docs/rules/${id}.md`));
    for (const { id } of RULES) expect(table?.text).toContain(`[${id}](${id}.md)`);
  });

  it.each(
    pagesOf(RULES)
      .slice(1)
      .map(({ path, text }) => [path, text]),
  )("%s follows the template", (_path, text) => {
    const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
    expect(headings.filter((heading) => heading !== "Related")).toEqual([
      "Avoid",
      "Prefer",
      "Rationale",
      "Fix",
      "Options",
    ]);
    for (const [, block = ""] of text.matchAll(/```yaml\n(.*?)```/gs))
      for (const document of parseAllDocuments(block)) expect(document.errors).toEqual([]);
    expect(text.endsWith("[All rules](README.md)\n")).toBe(true);
    expect(text).not.toMatch(/\n{3}|undefined/);
  });
});

describe("generateDocs.ts", () => {
  it("ends with 2 for a generator that it does not have", async () => {
    const run = await execa("node", ["dev/scripts/generateDocs.ts", "nothing"], { reject: false, preferLocal: true });
    expect(run.exitCode).toBe(2);
    expect(run.stderr).toContain("There is no generator nothing");
  });

  it("ends with 0 when everything is up to date", async () => {
    const run = await execa("node", ["dev/scripts/generateDocs.ts", "rules", "--check"], {
      reject: false,
      preferLocal: true,
    });
    expect(run.exitCode).toBe(0);
  });
});
