/**
 * The JSON and the SARIF of everything-wrong.yaml hold everything that its reviewed text says. Nobody would review them themselves: 260 KB.
 * Every branch of their renderers is in the goldens of judged.yaml.
 */
import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import type { Log, Run } from "sarif";
import { beforeAll, describe, expect, it } from "vitest";
import { renderReport } from "../../access/report/render.ts";
import { sarifFingerprint } from "../../access/report/sarifFingerprint.ts";
import type { RuleText } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import { checkReport, RULE_PAGES } from "../support/checkReport.ts";
import { expectedFindings } from "../support/fixtureFacts.ts";
import { type ReviewedFinding, reviewedReport } from "../support/reviewedReport.ts";
import { sarifErrors } from "../support/sarifSchema.ts";

const FILE = "test/fixtures/everything-wrong.yaml";
const STACK = "everything-wrong";
const REVIEWED = reviewedReport("test/golden/check/everything-wrong.txt");
/** Its findings are about several stacks, and here is one. */
const OF_A_FLEET = "client-across-orgs";
/** A check asks no org, and therefore does not know that the org has a permission which the catalogue lacks. */
const WITHOUT_ORG = ["catalogue-gap/", "unknown-permission/"] as const;
/** Nor does it count that permission as one that writes: nobody vouches for it. */
const WITH_ORG = "no-write-permission/role/mistyped/newProduct:newEntity:view";
const SILOS = /^Clients "campaigns", "listener" and "provisioning" are kept to divisions\. .*GET \/users \(names/;
const SECURITY_SEVERITY = { critical: "9.5", high: "8.0", medium: "5.0", low: "2.0" };

const describedRules = RULES.filter(({ id }) => REVIEWED.findings.some(({ rule }) => rule === id));

function ruleOf({ rule }: ReviewedFinding): RuleText {
  const found = RULES.find(({ id }) => id === rule);
  if (!found) throw new Error(`There is no rule ${rule}.`);
  return found;
}

/** The text tells the severity of a finding that refuses; the others have that of their rule. */
function severityOf(finding: ReviewedFinding): string {
  return finding.word === "advice" ? ruleOf(finding).severity : finding.word;
}

it("the reviewed text has every expected finding, except those of disabled rules and of a fleet", () => {
  const others = [...REVIEWED.disabled, OF_A_FLEET];
  const expected = expectedFindings("everything-wrong").filter(
    (id) => !others.includes(id.split("/")[0] ?? "") && id !== WITH_ORG,
  );
  const offline = expected.map((id) => id.replace(...WITHOUT_ORG)).sort();
  expect(REVIEWED.findings.map(({ id }) => id).sort()).toEqual(offline);
  expect(REVIEWED.findings).toHaveLength(REVIEWED.refused + REVIEWED.advised);
});

describe("the report as JSON", () => {
  let json: { readonly [key: string]: unknown };
  beforeAll(() => {
    json = JSON.parse(renderReport(checkReport(FILE), "json", { color: false }));
  });

  it("fits the published schema", () => {
    const ajv = new Ajv({ allErrors: true });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync("schemas/check-report.schema.json", "utf8")));
    validate(json);
    expect(validate.errors).toBeNull();
  });

  it("holds every finding of the text, with all that the text says of it", () => {
    expect(json["stacks"]).toEqual([
      { name: STACK, file: REVIEWED.file, results: REVIEWED.findings.map(jsonOf), disabled: REVIEWED.disabled },
    ]);
  });

  it("has the numbers and the date of the text, and nothing else beside the rules", () => {
    const { rules: _, stacks: __, ...rest } = json;
    expect(rest).toEqual({
      formatVersion: 1,
      tool: { name: "genesys-access", version: "0.0.0" },
      catalogueDate: REVIEWED.catalogueDate,
      summary: { refused: REVIEWED.refused, advised: REVIEWED.advised, waived: 0 },
      notes: [expect.stringMatching(SILOS)],
    });
  });

  it("describes the rules of its findings in their own words", () => {
    const described = describedRules.map(({ options: _, checks: __, related: ___, enforcementLevel, ...rule }) => ({
      ...rule,
      level: enforcementLevel,
      helpUri: `${RULE_PAGES}${rule.id}.md`,
    }));
    expect(json["rules"]).toEqual(described);
  });
});

function jsonOf(finding: ReviewedFinding) {
  const { id, rule, word, line, column, path, message, why, fix } = finding;
  return {
    id,
    rule,
    severity: severityOf(finding),
    level: word === "advice" ? "advisory" : "mandatory",
    status: "open",
    waivable: true,
    position: { file: REVIEWED.file, line, column },
    path,
    message,
    why,
    fix,
  };
}

describe("the report as SARIF", () => {
  let log: Log;
  let run: Run;
  beforeAll(() => {
    log = JSON.parse(renderReport(checkReport(FILE), "sarif", { color: false }));
    run = log.runs[0] as Run;
  });

  it("fits the schema of SARIF 2.1.0", () => {
    expect(sarifErrors(log)).toEqual([]);
    expect(log.runs).toHaveLength(1);
  });

  it("holds every finding of the text, with its rule, level, place and message", () => {
    expect(run.results).toEqual(REVIEWED.findings.map((finding) => sarifOf(finding)));
  });

  it("describes the rules of its findings in their own words", () => {
    expect(run.tool.driver).toEqual({
      name: "genesys-access",
      version: "0.0.0",
      semanticVersion: "0.0.0",
      properties: { catalogueDate: REVIEWED.catalogueDate },
      rules: describedRules.map(descriptorOf),
    });
  });

  it("says of the run itself only what no permission guards", () => {
    expect(run.invocations).toEqual([
      {
        executionSuccessful: true,
        toolExecutionNotifications: [{ level: "note", message: { text: expect.stringMatching(SILOS) } }],
      },
    ]);
  });
});

function sarifOf(finding: ReviewedFinding) {
  const { id, rule, word, line, column, path, message, fix } = finding;
  return {
    ruleId: rule,
    ruleIndex: describedRules.findIndex((one) => one.id === rule),
    level: word === "advice" ? "warning" : "error",
    message: { text: `${message} ${fix}` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: REVIEWED.file, uriBaseId: "SRCROOT" },
          region: { startLine: line, startColumn: column },
        },
        logicalLocations: [{ fullyQualifiedName: path, kind: "member" }],
      },
    ],
    partialFingerprints: sarifFingerprint({ id, position: { file: REVIEWED.file, line, column } }),
    properties: { finding: id, severity: severityOf(finding), stacks: [STACK] },
  };
}

function descriptorOf({ id, category, severity, enforcementLevel, title, why, fix, bad, good }: RuleText) {
  const yaml = (text: string) => `\`\`\`yaml\n${text}\n\`\`\``;
  return {
    id,
    name: id.replaceAll(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase()),
    shortDescription: { text: title },
    fullDescription: { text: why },
    help: {
      text: `${why} ${fix}`,
      markdown: [why, fix, "**Avoid**", yaml(bad), "**Prefer**", yaml(good)].join("\n\n"),
    },
    helpUri: `${RULE_PAGES}${id}.md`,
    defaultConfiguration: { enabled: true, level: enforcementLevel === "mandatory" ? "error" : "warning" },
    properties: { tags: ["security", category], precision: "high", "security-severity": SECURITY_SEVERITY[severity] },
  };
}
