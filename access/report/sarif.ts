/** The report as SARIF 2.1.0 (OASIS), as GitHub code scanning and GitLab read it. */
import type { ReportingDescriptor, Result, Run } from "sarif";
import { printableJson } from "../values/untrusted.ts";
import type { Report, ReportLevel, ReportResult, ReportSeverity, RuleDescription } from "./model.ts";
import { sarifFingerprint } from "./sarifFingerprint.ts";
import { sarifLocation, sarifText } from "./sarifText.ts";

export const SARIF_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** GitHub ranks alerts by this number: over 9.0 critical, 7.0 high, 4.0 medium, else low. */
export const SECURITY_SEVERITY = { critical: "9.5", high: "8.0", medium: "5.0", low: "2.0" } as const satisfies Record<
  ReportSeverity,
  string
>;

export function renderSarif(report: Report): string {
  return printableJson({ $schema: SARIF_SCHEMA, version: "2.1.0", runs: [run(report)] });
}

function run({ tool, catalogueDate, stacks, rules, notes }: Report): Run {
  const indexes = new Map(rules.map(({ id }, index) => [id, index]));
  return {
    tool: {
      driver: {
        ...tool,
        semanticVersion: tool.version,
        rules: rules.map(descriptor),
        properties: { catalogueDate },
      },
    },
    automationDetails: { id: "genesys-access/check/" },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { SRCROOT: { description: { text: "The folder that the check ran in." } } },
    invocations: [
      {
        executionSuccessful: true,
        toolExecutionNotifications: notes.map((text) => ({ level: "note", message: { text: sarifText(text) } })),
      },
    ],
    results: distinct(stacks.flatMap(({ name, results }) => results.map((result) => ({ stack: name, result })))).map(
      ({ result, stacks: names }) => resultOf(result, indexes.get(result.rule) ?? -1, names),
    ),
  };
}

interface Distinct {
  readonly result: ReportResult;
  readonly stacks: string[];
}

/** Stacks that include one file share what is found in it: one alert, not one per stack. */
function distinct(found: readonly { readonly stack: string; readonly result: ReportResult }[]): Distinct[] {
  const seen = new Map<string, Distinct>();
  for (const { stack, result } of found) {
    const { id, status, level, position } = result;
    const key = JSON.stringify([id, status, level, position]);
    const before = seen.get(key);
    if (before) before.stacks.push(stack);
    else seen.set(key, { result, stacks: [stack] });
  }
  return [...seen.values()];
}

function descriptor(rule: RuleDescription): ReportingDescriptor {
  const { id, category, severity, level, title, why, fix, helpUri } = rule;
  return {
    id,
    name: id
      .split("-")
      .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
      .join(""),
    shortDescription: { text: sarifText(title) },
    fullDescription: { text: sarifText(why === "" ? title : why) },
    help: { text: sarifText(`${why} ${fix}`.trim()), markdown: markdown(rule) },
    ...(helpUri !== undefined && { helpUri }),
    defaultConfiguration: {
      enabled: level !== "disabled",
      level: sarifLevel(level === "disabled" ? "advisory" : level),
    },
    properties: { tags: ["security", category], precision: "high", "security-severity": SECURITY_SEVERITY[severity] },
  };
}

function markdown({ why, fix, bad, good }: RuleDescription): string {
  const example = (title: string, yaml: string) => (yaml === "" ? [] : [`**${title}**`, `\`\`\`yaml\n${yaml}\n\`\`\``]);
  return [...(why === "" ? [] : [why]), fix, ...example("Avoid", bad), ...example("Prefer", good)].join("\n\n");
}

function resultOf(result: ReportResult, ruleIndex: number, stacks: readonly string[]): Result {
  const { id, rule, severity, level, path, message, fix, waiver } = result;
  return {
    ruleId: rule,
    ruleIndex,
    level: sarifLevel(level),
    message: { text: sarifText(`${message} ${fix}`) },
    locations: [sarifLocation(result.position, path)],
    partialFingerprints: sarifFingerprint(result),
    ...(waiver && {
      suppressions: [
        {
          kind: "inSource",
          status: "accepted",
          justification: sarifText(`${waiver.reason} (${waiver.owner}, until ${waiver.expires})`),
        },
      ],
    }),
    properties: { finding: id, severity, stacks: [...stacks] },
  };
}

function sarifLevel(level: ReportLevel): "error" | "warning" {
  return level === "mandatory" ? "error" : "warning";
}
