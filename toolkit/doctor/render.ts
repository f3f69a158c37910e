/** The output of `genesys-access doctor`: text for people, JSON for programs. */
import { aligned } from "../../access/values/alignedRows.ts";
import { printable, printableJson } from "../../access/values/untrusted.ts";
import { TOOL } from "../tool.ts";
import type { Check, DoctorReport } from "./model.ts";

/** Grows with every change that could break a reader. */
export const DOCTOR_FORMAT_VERSION = 1;

/**
 * A line for each check, and the sum.
 *
 * @param width of the terminal, where there is one: texts go on below themselves
 */
export function renderDoctor({ checks }: DoctorReport, width?: number): string {
  return [...aligned(checks.map(row), width), "", sum(checks), ""].join("\n");
}

function row({ state, id, text, fix }: Check): string[] {
  const told = `${text}${fix === undefined ? "" : ` ${fix}`}`;
  return [state.padEnd("missing".length), id, printable(told.replace(/\s*\n\s*/g, " "))];
}

function sum(checks: readonly Check[]): string {
  const count = (wanted: Check["state"]) => checks.filter(({ state }) => state === wanted).length;
  const warnings = count("warn") === 1 ? "1 warning" : `${count("warn")} warnings`;
  return count("missing") === 0 ? `Nothing is missing, ${warnings}.` : `${count("missing")} missing, ${warnings}.`;
}

export function renderDoctorJson(report: DoctorReport, exitCode: number): string {
  return printableJson({ formatVersion: DOCTOR_FORMAT_VERSION, tool: TOOL, ...report, exitCode });
}
