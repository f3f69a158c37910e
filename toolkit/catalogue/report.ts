/** The report of a refresh: for a terminal, for a pull request, for a program. */
import { printable, printableJson, printableLines } from "../../access/values/untrusted.ts";
import type { Refusal } from "./guards.ts";
import { type CatalogueChange, CHANGE_KINDS } from "./model.ts";
import type { Touched } from "./touches.ts";

export interface RefreshReport {
  /** Where the facts before and after come from. */
  readonly before: string;
  readonly after: string;
  readonly common: number;
  readonly equal: number;
  readonly changes: readonly CatalogueChange[];
  readonly touched: readonly Touched[];
  /** Guards that refuse; those that the user accepted are in `accepted`. */
  readonly refused: readonly Refusal[];
  readonly accepted: readonly Refusal[];
  readonly remarks: readonly string[];
  /** What could not be read: then nothing was written. */
  readonly missing: readonly string[];
  /** Files that were written. */
  readonly written: readonly string[];
}

export type RefreshFormat = "text" | "markdown" | "json";

export function printRefresh(report: RefreshReport, format: RefreshFormat): string {
  if (format === "json") return printableJson({ formatVersion: 1, ...report });
  const sections = sectionsOf(report);
  const title = headline(report);
  if (format === "markdown") {
    const body = sections.map(({ heading, lines }) => `### ${heading}\n\n${lines.map(markdownItem).join("\n")}\n`);
    return `## ${title}\n\n${body.join("\n")}`;
  }
  return printableLines(
    `${title}\n${sections.map(({ heading, lines }) => `\n${heading}\n${lines.map((line) => `  ${line}\n`).join("")}`).join("")}`,
  );
}

function headline({ before, after, changes, refused, missing, written }: RefreshReport): string {
  const what = changes.length === 0 ? "nothing has changed" : `${changes.length} changes`;
  const end =
    missing.length > 0
      ? "; incomplete, nothing was written"
      : refused.length > 0
        ? "; refused, nothing was written"
        : written.length > 0
          ? `; wrote ${written.join(", ")}`
          : "";
  return printable(`Catalogue: ${what} from ${before} to ${after}${end}`);
}

const HEADINGS: Readonly<Record<CatalogueChange["kind"], string>> = {
  "operation-added": "Operations added",
  "operation-removed": "Operations removed",
  "requirement-lost": "Operations that ask for no permission any more",
  "requirement-widened": "Operations that open to more callers",
  "requirement-narrowed": "Operations that open to fewer callers",
  "requirement-changed": "Operations that ask for something else",
  "scopes-changed": "Scopes of operations changed",
  "status-changed": "Status of operations changed",
  "permission-added": "Permissions added",
  "permission-removed": "Permissions removed",
  "permission-renamed": "Permissions renamed: the same operations ask for the new name",
  "permission-split": "Permissions split: the same operations take any of the new ones",
  "division-awareness": "Division awareness",
  "scope-added": "Scopes added",
  "scope-removed": "Scopes removed",
  "default-role-added": "Roles that the vendor ships, added",
  "default-role-key": "Roles that the vendor ships, known by their name only until now",
  "default-role-name": "Roles that the vendor ships, under another name",
  "back-fill": "New permissions that the vendor gave to roles of its own: it may have given them to others",
};

function sectionsOf(report: RefreshReport): { heading: string; lines: readonly string[] }[] {
  const refusals = (all: readonly Refusal[]) => all.map(({ guard, message }) => `${guard}: ${message}`);
  return [
    { heading: "Not read; nothing was written", lines: report.missing },
    { heading: "Refused", lines: refusals(report.refused) },
    { heading: "Accepted by --accept", lines: refusals(report.accepted) },
    {
      heading: "Whose access or judgement changes, because the catalogue changed",
      lines: report.touched.flatMap(({ kind, name, lines }) => lines.map((line) => `${kind} ${name}: ${line}`)),
    },
    ...CHANGE_KINDS.map((kind) => {
      const all = report.changes.filter((one) => one.kind === kind);
      return { heading: `${HEADINGS[kind]} (${all.length})`, lines: all.map(changeLine) };
    }),
    {
      heading: "Compared",
      lines: [
        `${report.common} operations are in both; ${report.equal} of them ask for the same permissions and scopes.`,
        ...report.remarks,
      ],
    },
  ].filter(({ lines }) => lines.length > 0);
}

function changeLine({ what, before, after, note }: CatalogueChange): string {
  const change =
    before === undefined
      ? after === what
        ? ""
        : `: ${after}`
      : after === undefined
        ? before === what
          ? ""
          : `: ${before}`
        : `: ${before} -> ${after}`;
  return `${what}${change}${note === undefined ? "" : ` (${note})`}`;
}

/** Names come from a document of another: what is not plain is shown as code, and never as markup. */
function markdownItem(line: string): string {
  return `- \`${printable(line).replaceAll("`", "'")}\``;
}
