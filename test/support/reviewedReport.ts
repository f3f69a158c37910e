/** A reviewed report for people, read back from its text: findings that the renderers of other formats are compared with. */
import { readFileSync } from "node:fs";

export interface ReviewedFinding {
  readonly line: number;
  readonly column: number;
  /** `advice`, or the severity of a finding that refuses. */
  readonly word: string;
  readonly rule: string;
  readonly path: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  readonly id: string;
}

export interface ReviewedReport {
  readonly file: string;
  /** In the order of the text. */
  readonly findings: readonly ReviewedFinding[];
  readonly catalogueDate: string;
  readonly refused: number;
  readonly advised: number;
  /** Ids of the disabled rules. */
  readonly disabled: readonly string[];
}

/** One finding: its place, and four indented lines. */
const FINDING =
  /^ +(?<line>\d+):(?<column>\d+) {2}(?<word>\S+) +(?<rule>\S+) +(?<path>\S.*)\n +(?<message>\S.*)\n +why: (?<why>.+)\n +fix: (?<fix>.+)\n +id: {2}(?<id>.+)\n/gm;
const END = /catalogue of (\S+): (\d+) refused, (\d+) advised\.\nDisabled: (.+)\.\n$/;

/** Reads a report about one file in which nothing is waived. Throws where something of its first part is no finding. */
export function reviewedReport(path: string): ReviewedReport {
  const text = readFileSync(path, "utf8");
  const [, file = "", blocks = ""] = /^(\S+)\n(.*?)\nTo accept a finding/s.exec(text) ?? [];
  const unread = blocks.replace(FINDING, "");
  const end = END.exec(text);
  if (unread !== "" || end === null) throw new Error(`${path} is not read completely: ${unread.slice(0, 100)}`);
  const findings = [...blocks.matchAll(FINDING)].map(({ groups }) => {
    const { line, column, ...rest } = groups as Readonly<Record<keyof ReviewedFinding, string>>;
    return { ...rest, line: Number(line), column: Number(column) };
  });
  const [, catalogueDate = "", refused, advised, disabled = ""] = end;
  return {
    file,
    findings,
    catalogueDate,
    refused: Number(refused),
    advised: Number(advised),
    disabled: disabled.split(", "),
  };
}
