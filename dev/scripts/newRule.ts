/**
 * Begins a rule: `npm run rule:new NAME` writes policies/rules/NAME.ts from a template, registers it in index.ts, and writes a test that fails
 * until the rule is done. Exit code 2: a bad name, or a rule that exists.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { argv, cwd } from "node:process";

if (import.meta.main) {
  const [name = ""] = argv.slice(2);
  try {
    for (const path of newRule(cwd(), name)) console.log(`wrote ${path}`);
    console.log(
      `Next: fill in ${name}.ts, make test/fixtures/everything-wrong.yaml trip it, run \`node dev/scripts/generateDocs.ts rules\`.`,
    );
  } catch (error) {
    console.error((error as Error).message);
    process.exitCode = 2;
  }
}

/** Writes the files below `root` and returns their paths. Throws an Error with one sentence for a name that cannot be used. */
export function newRule(root: string, name: string): string[] {
  if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name)) {
    throw new Error(`"${name}" is not a name for a rule: write it in kebab-case, for instance no-wildcard-scope.`);
  }
  const rule = `policies/rules/${name}.ts`;
  if (existsSync(join(root, rule))) throw new Error(`${rule} exists already: choose another name.`);
  const index = "policies/rules/index.ts";
  const files = {
    [rule]: ruleText(name),
    [index]: register(readFileSync(join(root, index), "utf8"), name),
    [`test/policies/rules/${name}.test.ts`]: testText(name),
  };
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  return Object.keys(files);
}

/** The index with an import in its place of the alphabet, and the rule as the first of its category. */
function register(index: string, name: string): string {
  const lines = index.split("\n");
  const line = `import { ${camel(name)} } from "./${name}.ts";`;
  const source = (text: string) => /from "\.\/(.*)\.ts";$/.exec(text)?.[1];
  const after = lines.findLastIndex((text) => (source(text) ?? "~") < name);
  const before = lines.findIndex((text) => source(text) !== undefined);
  lines.splice(after >= 0 ? after + 1 : before, 0, line);
  const category = lines.findIndex((text) => text.trim() === "// privilege");
  if (category < 0) throw new Error('policies/rules/index.ts has no line "// privilege" to add the rule after.');
  lines.splice(category + 1, 0, `  ${camel(name)},`);
  return lines.join("\n");
}

function camel(name: string): string {
  return name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}

function ruleText(name: string): string {
  return `import { type Rule, reads } from "../rule.ts";

export const ${camel(name)}: Rule = {
  id: "${name}",
  category: "privilege",
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
