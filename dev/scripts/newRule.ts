/**
 * Begins a rule: `npm run rule:new -- NAME --category CATEGORY` writes policies/rules/NAME.ts from a template, registers it in index.ts, and
 * writes a test that fails until the rule is done. Exit code 2: a bad name, a category that does not exist, or a rule that exists.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv, cwd } from "node:process";
import { parseArgs } from "node:util";

const INDEX = "policies/rules/index.ts";

if (import.meta.main) {
  try {
    const { values, positionals } = parseArgs({
      args: argv.slice(2),
      options: { category: { type: "string" } },
      allowPositionals: true,
    });
    const [name = ""] = positionals;
    for (const path of newRule(cwd(), name, values.category ?? "")) console.log(`wrote ${path}`);
    console.log(nextSteps(name));
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
  }
}

/** Writes the files below `root` and returns their paths. Throws an Error with one sentence for a name or a category that cannot be used. */
export function newRule(root: string, name: string, category: string): string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`"${name}" is not a name for a rule: write it in kebab-case, for instance no-wildcard-scope.`);
  }
  const rule = `policies/rules/${name}.ts`;
  if (existsSync(join(root, rule))) throw new Error(`${rule} exists already: choose another name.`);
  const index = readFileSync(join(root, INDEX), "utf8");
  requireCategory(index, name, category);
  const files = {
    [rule]: ruleText(name, category),
    [INDEX]: register(index, name, category),
    [`test/policies/rules/${name}.test.ts`]: testText(name),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return Object.keys(files);
}

/** The steps after the template, which only a person can take, and the goldens that change with a rule. */
export function nextSteps(name: string): string {
  return [
    "Next:",
    `  1. Fill in every TODO of policies/rules/${name}.ts and of its test. In index.ts a category goes from the general to the particular.`,
    "  2. Make test/fixtures/everything-wrong.yaml trip the rule, and test/fixtures/everything-right.yaml not.",
    "  3. Run `npm run schemas` and `npm run docs`: the editor's schema and docs/rules/ are made from the rules.",
    "  4. Add the new ids to test/fixtures/everything-wrong.findings.txt.",
    "  5. Run `UPDATE_GOLDEN=1 npx vitest run test/cli/golden.test.ts` and review the difference of test/golden/check/.",
    "  6. Run `npx vitest run test/policies test/cli`.",
  ].join("\n");
}

function requireCategory(index: string, name: string, category: string): void {
  const known = categoriesOf(index);
  if (known.includes(category)) return;
  const wrong = category === "" ? "A rule needs a category" : `There is no category "${category}"`;
  throw new Error(`${wrong}: run \`npm run rule:new -- ${name} --category X\`, where X is one of ${known.join(", ")}.`);
}

/** The categories of the index: a comment opens each, and its rules follow. */
export function categoriesOf(index: string): string[] {
  return [...index.matchAll(/^ {2}\/\/ ([a-z-]+)$/gm)].map(([, category = ""]) => category);
}

/** The index with an import in its place of the alphabet, and the rule as the last of its category. */
function register(index: string, name: string, category: string): string {
  const lines = index.split("\n");
  const line = `import { ${camel(name)} } from "./${name}.ts";`;
  const source = (text: string) => /from "\.\/(.*)\.ts";$/.exec(text)?.[1];
  const after = lines.findLastIndex((text) => (source(text) ?? "~") < name);
  const before = lines.findIndex((text) => source(text) !== undefined);
  lines.splice(after >= 0 ? after + 1 : before, 0, line);
  const first = lines.indexOf(`  // ${category}`) + 1;
  const others = lines.slice(first).findIndex((text) => !/^ {2}\w+,$/.test(text));
  lines.splice(first + others, 0, `  ${camel(name)},`);
  return lines.join("\n");
}

function camel(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function ruleText(name: string, category: string): string {
  return `import { type Rule, reads } from "../rule.ts";

export const ${camel(name)}: Rule = {
  id: "${name}",
  category: "${category}",
  severity: "medium",
  enforcementLevel: "mandatory",
  title: "TODO: the state that the rule asks for",
  why: "TODO: why it matters, in one or two sentences.",
  fix: "TODO: one imperative sentence.",
  bad: \`roles:
  reader:
    name: TODO what the rule refuses
    permissions: ["routing:queue:view"]\`,
  good: \`roles:
  reader:
    name: TODO the same, put right
    permissions: ["routing:queue:view"]\`,
  related: [],
  checks: {
    // Name every field that the check reads: the rule then refuses whatever is unknown in them.
    role: reads("role", ["permissions"], ({ permissions }) =>
      permissions
        .filter(() => false)
        .map((permission) => ({ atom: permission, at: ["permissions"], message: \`TODO "\${permission}".\` })),
    ),
  },
};
`;
}

function testText(name: string): string {
  return `import { describe, expect, it } from "vitest";
import { evaluateRule } from "../../../policies/evaluate.ts";
import { ${camel(name)} } from "../../../policies/rules/${name}.ts";
import { goodRole } from "../../support/ruleFacts.ts";

describe("${name}", () => {
  it("refuses TODO", () => {
    const facts = goodRole({ permissions: ["routing:queue:edit"] });
    expect(evaluateRule(${camel(name)}, facts).map(({ atom }) => atom)).toEqual(["routing:queue:edit"]);
  });

  it("accepts TODO", () => {
    expect(evaluateRule(${camel(name)}, goodRole())).toEqual([]);
  });
});
`;
}
