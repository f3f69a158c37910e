/** The output of `genesys-access preflight`: text for people, JSON for programs. */

import { findingLines, type PreflightFinding, type PreflightLevel } from "../../access/preflight/finding.ts";
import { isNeededToDeploy, type Need } from "../../access/preflight/needs.ts";
import { printable, printableJson } from "../../access/values/untrusted.ts";
import { printYamlPath } from "../../access/values/yamlPath.ts";
import type { PreflightFormat } from "./options.ts";

/** Grows with every change that could break a reader. */
export const PREFLIGHT_FORMAT_VERSION = 1;

export interface PreflightReport {
  readonly stack: string;
  readonly organization: { readonly id: string; readonly name: string };
  /** In another org than the spec's nobody asks for the name. */
  readonly deployer: { readonly clientId: string; readonly name?: string };
  /** Everything that the spec needs, held or not. */
  readonly needs: readonly Need[];
  readonly findings: readonly PreflightFinding[];
}

export function renderPreflight(report: PreflightReport, format: PreflightFormat): string {
  return format === "json" ? renderJson(report) : renderText(report);
}

const HEADS: Readonly<Record<PreflightLevel, string>> = {
  error: "Errors: an update stops before its first write",
  warning: "Warnings: an update passes, and later steps would fail",
  advice: "Advice: may matter, and the API cannot tell",
};

function renderText({ stack, organization, deployer, needs, findings }: PreflightReport): string {
  const name = deployer.name === undefined ? "" : `${JSON.stringify(deployer.name)} `;
  const who = `${stack}: deploying client ${name}(id ${deployer.clientId})`;
  const where = `in ${JSON.stringify(organization.name)} (id ${organization.id})`;
  return [
    printable(`${who} ${where}`),
    ...(["error", "warning", "advice"] as const).flatMap((level) => section(level, findings)),
    "",
    `${sum(findings)} ${needs.length} permissions are needed.`,
    "",
  ].join("\n");
}

function section(level: PreflightLevel, findings: readonly PreflightFinding[]): string[] {
  const lines = findingLines(findings, level);
  return lines.length === 0 ? [] : ["", HEADS[level], ...lines.map((line) => `  - ${printable(line)}`)];
}

function sum(findings: readonly PreflightFinding[]): string {
  const count = (level: PreflightLevel, noun: string) => {
    const { length } = findings.filter((one) => one.level === level);
    return length === 0 ? [] : [`${length} ${noun}${length === 1 || noun === "advice" ? "" : "s"}`];
  };
  const counts = [...count("error", "error"), ...count("warning", "warning"), ...count("advice", "advice")];
  return counts.length === 0 ? "Nothing is missing." : `${counts.join(", ")}.`;
}

function renderJson({ needs, findings, ...rest }: PreflightReport): string {
  return printableJson({
    formatVersion: PREFLIGHT_FORMAT_VERSION,
    ...rest,
    passes: !findings.some(({ level }) => level === "error"),
    needs: needs.map((need) => ({
      anyOf: need.anyOf,
      neededToDeploy: isNeededToDeploy(need),
      operations: [...new Set(need.uses.map(({ operation }) => operation))],
    })),
    findings: findings.map((finding) => ({ ...finding, path: printYamlPath(finding.path) })),
  });
}
