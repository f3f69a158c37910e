import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseAllDocuments } from "yaml";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { printProblem } from "../../access/language/problem.ts";
import { RULES } from "../../policies/rules/index.ts";
import { settingProblems } from "../../policies/settings.ts";
import { genesysAccess } from "../support/inProcess.ts";
import { projectFile } from "../support/project.ts";
import { type Block, type Page, ROOT, readPages } from "./pages.ts";

const PAGES = readPages();

/**
 * A block is a whole spec when it names the organization; its first line may give it a name: `# stacks/emea.yaml: one org`. The pages of rules
 * show sketches, which test/policies holds to their rules.
 */
function specsOf(page: Page): Block[] {
  return yamlOf(page).filter(({ text }) => /^organization:/m.test(text) && !page.file.startsWith("docs/rules/"));
}

function yamlOf({ blocks }: Page): Block[] {
  return blocks.filter(({ language }) => language === "yaml");
}

function fileOf({ text }: Block): string | undefined {
  return /^# (\S+\.yaml)\b/.exec(text)?.[1];
}

/** Other blocks of the page that have a name are the files that a spec may include. */
function problemsOf(page: Page, spec: Block): string[] {
  const files = new Map(yamlOf(page).map((block) => [fileOf(block), block.text] as const));
  const name = fileOf(spec) ?? "stacks/example.yaml";
  const result = loadSpec(name, (file) => {
    const text = file === name ? spec.text : files.get(file);
    if (text === undefined) throw new Error(`${spec.place} includes ${file}, which this page does not show.`);
    return text;
  });
  const problems = result.ok ? settingProblems(RULES, result.spec.value.policies, result.spec) : result.problems;
  return problems.map(printProblem);
}

describe("the YAML that the pages show", () => {
  it.each(PAGES.flatMap((page) => yamlOf(page).map((block) => [block.place, block] as const)))(
    "is YAML: %s",
    (_, { text }) => {
      expect(parseAllDocuments(text).flatMap(({ errors }) => errors.map(({ message }) => message))).toEqual([]);
    },
  );

  it.each(PAGES.flatMap((page) => specsOf(page).map((block) => [block.place, page, block] as const)))(
    "loads without a problem where it is a whole spec: %s",
    (_, page, block) => {
      expect(problemsOf(page, block)).toEqual([]);
    },
  );

  it.each(["README.md", "docs/spec.md"])("passes every rule: %s", async (name) => {
    const page = PAGES.find(({ file }) => file === name) as Page;
    const folder = mkdtempSync(join(tmpdir(), "page-"));
    for (const block of yamlOf(page)) {
      const file = join(folder, fileOf(block) ?? "stacks/readme.yaml");
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, block.text);
    }
    const [spec] = specsOf(page);
    expect(await check(join(folder, (spec && fileOf(spec)) ?? "stacks/readme.yaml"))).toContain("nothing refused");
  });

  it("has a whole spec on the pages that explain the language", () => {
    const withSpecs = PAGES.filter((page) => specsOf(page).length > 0).map(({ file }) => file);
    expect(withSpecs).toEqual(expect.arrayContaining(["README.md", "docs/spec.md", "docs/fleet.md"]));
  });
});

const SAME_LINE = 80;

describe("the README", () => {
  const readme = PAGES.find(({ file }) => file === "README.md") as Page;

  it("shows what `genesys-access check` says of the change that it opens with", async () => {
    const [change] = readme.blocks.filter(({ language }) => language === "diff");
    const file = join(mkdtempSync(join(tmpdir(), "readme-")), "demo.yaml");
    writeFileSync(file, changed(readFileSync(join(ROOT, projectFile("stacks/demo.yaml")), "utf8"), change?.text ?? ""));
    const said = await check(file);
    const shown = readme.blocks.find(({ text }) => text.startsWith("$ npx genesys-access check"))?.text ?? "";
    const lines = shown.split("\n").filter((line) => line.startsWith("  ") && !line.includes("…"));
    expect(lines.length).toBeGreaterThan(5);
    for (const line of lines) expect(said).toContain(line.slice(0, SAME_LINE));
  });
});

/** A day on which the waivers of the pages hold. */
const TODAY = "2026-12-01";

/** The command that people run, offline; a refusal is an answer too. */
async function check(file: string): Promise<string> {
  return (await genesysAccess(["check", file, "--today", TODAY])).stdout;
}

/** The text with the `-` lines of a diff replaced by its `+` lines; the indentation of the diff is that of the file. */
function changed(text: string, diff: string): string {
  const lines = diff.split("\n");
  const [minus = "", ...others] = lines.filter((line) => line.startsWith("-")).map((line) => line.slice(1));
  expect(others).toEqual([]);
  expect(text).toContain(`${minus}\n`);
  const plus = lines.filter((line) => line.startsWith("+")).map((line) => line.slice(1));
  return text.replace(minus, () => plus.join("\n"));
}
