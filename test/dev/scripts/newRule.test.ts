import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newRule } from "../../../dev/scripts/newRule.ts";

describe("a new rule", { timeout: 60_000 }, () => {
  let root: string;
  let written: string[];

  beforeAll(() => {
    root = mkdtempSync(join(tmpdir(), "new-rule-"));
    for (const folder of ["policies", "test/support"]) cpSync(folder, join(root, folder), { recursive: true });
    for (const name of ["access", "catalogue", "node_modules", "package.json", "tsconfig.json", "vitest.config.ts"])
      symlinkSync(join(process.cwd(), name), join(root, name));
    written = newRule(root, "no-late-calls");
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

  it("stands in the set", async () => {
    const script = 'import { RULES } from "./policies/rules/index.ts"; console.log(RULES.map(({ id }) => id).join());';
    const { stdout } = await execa("node", ["--input-type=module", "-e", script], { cwd: root, preferLocal: true });
    expect(stdout.split(",")).toContain("no-late-calls");
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
    expect(() => newRule(root, "no-late-calls")).toThrow("exists already");
    expect(() => newRule(root, "token-lifetime")).toThrow("exists already");
  });

  it.each(["NoLateCalls", "", "../escape", "no_late_calls", "-x"])("does not take %j for a name", (name) => {
    expect(() => newRule(root, name)).toThrow("is not a name for a rule");
  });
});
