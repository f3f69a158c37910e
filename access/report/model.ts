/** The report of a check, independent of any format: the renderers beside this file turn it into text, JSON and SARIF. */
import type { Position } from "../language/problem.ts";

export interface Report {
  readonly tool: { readonly name: string; readonly version: string };
  /** Date of the vendored catalogue that permissions and scopes were judged by, `YYYY-MM-DD`. */
  readonly catalogueDate: string;
  readonly stacks: readonly ReportStack[];
  /** Every rule that took part or was disabled, and every kind of language problem that was found; each id once. */
  readonly rules: readonly RuleDescription[];
  /** Remarks about the run itself, for instance that waivers were taken from another git ref. */
  readonly notes: readonly string[];
}

export interface ReportStack {
  readonly name: string;
  /** As given to the command, with `/` between folders. */
  readonly file: string;
  /** In the order of files, lines and columns. */
  readonly results: readonly ReportResult[];
  /** Ids of rules that did not look at this stack, because it or the rule itself says so. */
  readonly disabled: readonly string[];
}

export type ReportSeverity = "critical" | "high" | "medium" | "low";
/** `mandatory` refuses, `advisory` is only told. */
export type ReportLevel = "mandatory" | "advisory";

export interface ReportResult {
  /** Names exactly one finding; a waiver repeats it. Stable when lines move. */
  readonly id: string;
  /** Id of a rule, or the code of a language problem. */
  readonly rule: string;
  readonly severity: ReportSeverity;
  readonly level: ReportLevel;
  readonly status: "open" | "waived";
  /** False for language problems and for findings about waivers themselves: those are corrected, never waived. */
  readonly waivable: boolean;
  readonly position: Position;
  /** As printed: `roles.bi.permissions[0]`. */
  readonly path: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
  /** Present exactly when `status` is `waived`. */
  readonly waiver?: ReportWaiver;
}

export interface ReportWaiver {
  readonly reason: string;
  readonly owner: string;
  /** Last day, `YYYY-MM-DD`. */
  readonly expires: string;
}

export interface RuleDescription {
  readonly id: string;
  /** `language` for what the YAML language itself refuses. */
  readonly category: string;
  readonly severity: ReportSeverity;
  /** The level in force where no stack says otherwise. */
  readonly level: ReportLevel | "disabled";
  readonly title: string;
  readonly why: string;
  readonly fix: string;
  /** YAML that the rule refuses, and the same put right; empty for language problems. */
  readonly bad: string;
  readonly good: string;
  /** Address of a page about the rule, where one is published. */
  readonly helpUri?: string;
}

export interface Summary {
  /** Open and mandatory. */
  readonly refused: number;
  /** Open and advisory. */
  readonly advised: number;
  readonly waived: number;
}

export function summarise({ stacks }: Pick<Report, "stacks">): Summary {
  const results = stacks.flatMap((stack) => stack.results);
  const open = results.filter(({ status }) => status === "open");
  const refused = open.filter(({ level }) => level === "mandatory").length;
  return { refused, advised: open.length - refused, waived: results.length - open.length };
}
