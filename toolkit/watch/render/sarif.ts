/** Reports as SARIF 2.1.0 (OASIS), as GitHub code scanning and GitLab read it: a run for each stack. An org has no lines: every place is the first line of the stack. */
import { createHash } from "node:crypto";
import type { ReportingDescriptor, Result, Run } from "sarif";
import { DRIFT_KINDS, type DriftKind, type DriftRow } from "../../../access/drift/model.ts";
import { SARIF_SCHEMA } from "../../../access/report/sarif.ts";
import { sarifLocation, sarifText } from "../../../access/report/sarifText.ts";
import { printableJson } from "../../../access/values/untrusted.ts";
import { TOOL } from "../../tool.ts";
import type { WatchReport } from "../model.ts";
import { atomsOf, coverageLine, objectOf, valuesOf, whoOf } from "./words.ts";

const TITLES: Readonly<Record<DriftKind, string>> = {
  added: "Access was added outside of the stack",
  removed: "Access was removed outside of the stack",
  changed: "Something of the stack was changed outside of it",
  backfilled: "The vendor added permissions to a role",
  unmanaged: "A client or role appeared that no stack manages",
  expiring: "Something ends soon",
};

export function renderWatchSarif(reports: readonly WatchReport[]): string {
  return printableJson({ $schema: SARIF_SCHEMA, version: "2.1.0", runs: reports.map(runOf) });
}

function runOf({ stack, organization, readAt, complete, coverage, rows, digest }: WatchReport): Run {
  const missing = coverage.filter(({ state }) => state !== "read" && state !== "not-asked");
  return {
    tool: { driver: { ...TOOL, semanticVersion: TOOL.version, rules: DRIFT_KINDS.map(descriptor) } },
    automationDetails: { id: sarifText(`genesys-access/watch/${stack}/`) },
    columnKind: "utf16CodeUnits",
    originalUriBaseIds: { SRCROOT: { description: { text: "The folder that the watch ran in." } } },
    invocations: [
      {
        executionSuccessful: complete,
        toolExecutionNotifications: missing.map((line) => ({
          level: "error" as const,
          message: { text: sarifText(coverageLine(line)) },
        })),
      },
    ],
    results: rows.map((row) => resultOf(row, stack)),
    properties: { digest, organization: organization.id, readAt, complete },
  };
}

function descriptor(kind: DriftKind): ReportingDescriptor {
  const text = TITLES[kind];
  return {
    id: `drift-${kind}`,
    shortDescription: { text },
    fullDescription: { text: `${text}.` },
    help: { text: `${text}: genesys-access watch says who did it, and what can be done.` },
    defaultConfiguration: { level: "warning" },
    properties: { tags: ["security", "drift"] },
  };
}

const LEVELS = { wider: "error", narrower: "warning", neutral: "note" } as const;

function resultOf(row: DriftRow, stack: string): Result {
  const { id, kind, verdict, access, todo } = row;
  const hash = createHash("sha256")
    .update(JSON.stringify([stack, id]))
    .digest("hex")
    .slice(0, 32);
  const more = access.length > 5 ? [`and ${access.length - 5} more`] : [];
  const text = [
    `${objectOf(row)}: ${valuesOf(row)}.`,
    ...access.slice(0, 5).map(atomsOf),
    ...more,
    ...whoOf(row),
    ...todo,
  ];
  return {
    ruleId: `drift-${kind}`,
    ruleIndex: DRIFT_KINDS.indexOf(kind),
    level: LEVELS[verdict],
    message: { text: sarifText(text.join(" ")) },
    locations: [
      sarifLocation(
        { file: `stacks/${stack.slice(stack.lastIndexOf("/") + 1)}.yaml`, line: 1, column: 1 },
        row.object.key,
      ),
    ],
    partialFingerprints: { "genesysAccessDrift/v1": hash, primaryLocationLineHash: `${hash}:1` },
    properties: { kind, verdict, certainty: row.who.certainty },
  };
}
