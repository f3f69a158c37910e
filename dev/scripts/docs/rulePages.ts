/** One page for each rule of the policy pack, and the table of all of them. */
import type { z } from "zod";
import type { Rule, RuleCategory } from "../../../policies/rule.ts";
import { RULES } from "../../../policies/rules/index.ts";
import type { Generator, Page } from "./generator.ts";
import { sections, table, yaml } from "./markdown.ts";

const FOLDER = "docs/rules";

export const rulePages: Generator = {
  name: "rules",
  folder: FOLDER,
  pages: () => pagesOf(RULES),
};

/** The pages of a set of rules. */
export function pagesOf(rules: readonly Rule[]): Page[] {
  return [
    { path: `${FOLDER}/README.md`, text: `${tablePage(rules)}\n` },
    ...rules.map((rule) => ({ path: `${FOLDER}/${rule.id}.md`, text: `${rulePage(rule)}\n` })),
  ];
}

function rulePage(rule: Rule): string {
  return sections(
    `# ${rule.id}`,
    `**${rule.title}.**`,
    `Category ${rule.category}, severity ${rule.severity}, ${levelText(rule)}. Looks at ${subjectsOf(rule)}.`,
    "## Avoid",
    yaml(rule.bad),
    "## Prefer",
    yaml(rule.good),
    "## Rationale",
    rule.why,
    "## Fix",
    rule.fix,
    "## Options",
    optionsText(rule),
    ...relatedSection(rule),
    "[All rules](README.md)",
  );
}

function levelText({ enforcementLevel }: Rule): string {
  switch (enforcementLevel) {
    case "mandatory":
      return "mandatory: a finding refuses the deployment";
    case "advisory":
      return "advisory: a finding is told and refuses nothing";
    case "disabled":
      return "disabled until the spec's `policies:` sets a level";
  }
}

const SUBJECTS = {
  role: "roles",
  client: "clients",
  grant: "grants to users, groups and existing clients",
  stack: "the stack as a whole",
  fleet: "several stacks together (`genesys-access check` with several files)",
} as const;

function subjectsOf({ checks }: Rule): string {
  return Object.entries(SUBJECTS)
    .filter(([kind]) => kind in checks)
    .map(([, text]) => text)
    .join("; ");
}

function optionsText({ id, enforcementLevel, options }: Rule): string {
  const level = ["enforcementLevel", "`mandatory`, `advisory` or `disabled`", `\`${enforcementLevel}\``];
  const rows = Object.entries(options?.shape ?? {}).map(([name, option]) => [
    name,
    (option as z.ZodType).description ?? "",
    `\`${JSON.stringify((option as z.ZodType).parse(undefined))}\``,
  ]);
  const example = [
    `policies:`,
    `  ${id}:`,
    ...[
      `enforcementLevel: ${enforcementLevel === "mandatory" ? "advisory" : "mandatory"}`,
      ...optionLines(options),
    ].map((line) => `    ${line}`),
  ];
  return sections(table(["option", "meaning", "default"], [level, ...rows]), yaml(example.join("\n")));
}

function optionLines(options: Rule["options"]): string[] {
  return Object.entries(options?.shape ?? {}).map(
    ([name, option]) => `${name}: ${JSON.stringify((option as z.ZodType).parse(undefined))}`,
  );
}

function relatedSection({ related }: Rule): string[] {
  if (related.length === 0) return [];
  return [
    "## Related",
    related.map((to) => `- ${to.startsWith("https://") ? `<${to}>` : `[${to}](${to}.md)`}`).join("\n"),
  ];
}

const CATEGORIES: Readonly<Record<RuleCategory, string>> = {
  privilege: "Privilege: what a role may do",
  scope: "Scopes: what an application may ask for",
  division: "Divisions: where",
  expectation: "Expectations: what is relied on",
  "data-protection": "Data protection: whose data",
  client: "Clients: how an application signs in",
  ownership: "Ownership: who answers for it",
  catalogue: "Catalogue: is it what Genesys Cloud has",
};

function tablePage(rules: readonly Rule[]): string {
  const used = [...new Set(rules.map(({ category }) => category))];
  return sections(
    "# Rules",
    "Generated from `policies/rules/` by `node dev/scripts/generateDocs.ts rules`. The program, the policy pack and `genesys-access check` judge by the same rules.",
    "Level and options of each are set in the spec under `policies:`, or with `--policy-pack-config`; one finding is excepted with a waiver, by its id `rule/kind/key/atom`. A rule that cannot decide, because a value is not known during a preview, refuses.",
    ...used.flatMap((category) => [
      `## ${CATEGORIES[category]}`,
      table(
        ["rule", "what it asks for", "severity", "level"],
        rules.filter((rule) => rule.category === category).map(rowOf),
      ),
    ]),
  );
}

function rowOf({ id, title, severity, enforcementLevel }: Rule): string[] {
  return [`[${id}](${id}.md)`, title, severity, enforcementLevel];
}
