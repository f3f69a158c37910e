import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { categoriesOf, newRule, nextSteps } from "../../../dev/scripts/newRule.ts";
import { RULES } from "../../../policies/rules/index.ts";

const INDEX = readFileSync("policies/rules/index.ts", "utf8");

describe("a new rule", { timeout: 60_000 }, () => {
  let root: string;
  let written: string[];

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "new-rule-"));
    for (const folder of ["policies", "test/support"]) cpSync(folder, join(root, folder), { recursive: true });
    for (const name of ["access", "catalogue", "node_modules", "package.json", "tsconfig.json", "vitest.config.ts"])
      symlinkSync(join(process.cwd(), name), join(root, name));
    written = newRule(root, "no-late-calls", "scope");
  });

  afterAll(() => rmSync(root, { recursive: true, force: true }));

  it("is a rule file, an entry of the index and a test", () => {
    expect(written).toEqual([
      "policies/rules/no-late-calls.ts",
      "policies/rules/index.ts",
      "test/policies/rules/no-late-calls.test.ts",
    ]);
  });

  it("is imported in its place of the alphabet", () => {
    const imports = [
      ...readFileSync(join(root, "policies/rules/index.ts"), "utf8").matchAll(/from "\.\/(.+)\.ts"/g),
    ].map(([, name]) => name);
    expect(imports).toContain("no-late-calls");
    expect(imports).toEqual([...imports].sort());
  });

  it("stands in the set, as the last rule of its category", async () => {
    const script =
      'import { RULES } from "./policies/rules/index.ts"; console.log(JSON.stringify(RULES.map(({ id, category }) => [category, id])));';
    const { stdout } = await execa("node", ["--input-type=module", "-e", script], { cwd: root, preferLocal: true });
    const rules = RULES.map(({ id, category }) => [category, id]);
    const last = rules.findLastIndex(([category]) => category === "scope");
    expect(JSON.parse(stdout)).toEqual(rules.toSpliced(last + 1, 0, ["scope", "no-late-calls"]));
  });

  it.each(categoriesOf(INDEX))("may be of the category %s, and is registered under it", (category) => {
    const other = mkdtempSync(join(tmpdir(), "new-rule-"));
    cpSync("policies/rules/index.ts", join(other, "policies/rules/index.ts"));
    newRule(other, "no-early-calls", category);
    const index = readFileSync(join(other, "policies/rules/index.ts"), "utf8");
    const [, section = ""] = index.split(`  // ${category}\n`);
    expect(section.split(/^ {2}\/\/|^\]/m)[0]).toMatch(/^ {2}noEarlyCalls,\n$/m);
    expect(readFileSync(join(other, "policies/rules/no-early-calls.ts"), "utf8")).toContain(`category: "${category}",`);
    rmSync(other, { recursive: true });
  });

  it("has exactly the categories to choose from that rules have", () => {
    expect(categoriesOf(INDEX)).toEqual([...new Set(RULES.map(({ category }) => category))]);
  });

  it("has a test that fails until the rule is written", async () => {
    const run = await execa("vitest", ["run", "--root", root, "no-late-calls", "--reporter=json"], {
      reject: false,
      preferLocal: true,
    });
    expect(run.exitCode).toBe(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ numFailedTests: 1, numPassedTests: 1 });
  });

  it("is formatted as the rest of the project", async () => {
    for (const path of written) {
      const formatted = await execa("biome", ["format", `--stdin-file-path=${path}`], {
        input: readFileSync(join(root, path), "utf8"),
        preferLocal: true,
        stripFinalNewline: false,
      });
      expect(formatted.stdout).toBe(readFileSync(join(root, path), "utf8"));
    }
  });

  it("does not overwrite one that is there", () => {
    expect(() => newRule(root, "no-late-calls", "scope")).toThrow("exists already");
    expect(() => newRule(root, "token-lifetime", "client")).toThrow("exists already");
  });

  it.each(["NoLateCalls", "", "../escape", "no_late_calls", "-x"])("does not take %j for a name", (name) => {
    expect(() => newRule(root, name, "scope")).toThrow("is not a name for a rule");
  });

  it.each([
    ["", "A rule needs a category"],
    ["scopes", 'There is no category "scopes"'],
    ["Scope", 'There is no category "Scope"'],
    ["scope\n  // client", "There is no category"],
  ])("does not take %j for a category, tells which there are, and writes nothing", (category, message) => {
    expect(() => newRule(root, "no-calls", category)).toThrow(message);
    expect(() => newRule(root, "no-calls", category)).toThrow(/one of privilege, scope, division, .*catalogue\.$/);
    expect(existsSync(join(root, "policies/rules/no-calls.ts"))).toBe(false);
  });

  it("is begun by one command, which tells the steps that are left", async () => {
    const script = join(process.cwd(), "dev/scripts/newRule.ts");
    const begun = await execa("node", [script, "no-second-calls", "--category", "client"], {
      cwd: root,
      preferLocal: true,
    });
    expect(begun.stdout).toContain("wrote policies/rules/no-second-calls.ts\n");
    expect(begun.stdout).toContain(nextSteps("no-second-calls"));
    const refused = await execa("node", [script, "no-third-calls"], { cwd: root, reject: false, preferLocal: true });
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringContaining("npm run rule:new -- no-third-calls"),
    ]);
  });

  it("names files, folders and scripts that exist in its next steps", () => {
    const steps = nextSteps("token-lifetime");
    const paths = [...steps.matchAll(/\b(?:policies|test|docs)\/[\w./-]*\w/g)].map(([path]) => path);
    expect(paths).toContain("test/fixtures/everything-wrong.findings.txt");
    expect(paths.filter((path) => !existsSync(path))).toEqual([]);
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
    const named = [...steps.matchAll(/npm run (\w+)/g)].map(([, script]) => script);
    expect(named).toEqual(["schemas", "docs"]);
    expect(Object.keys(scripts)).toEqual(expect.arrayContaining(named));
  });
});
