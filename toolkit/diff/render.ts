/** The output of `genesys-access diff`: text for people, JSON for programs. */
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import type { Occasion } from "../../access/diff/approval.ts";
import { diffJson } from "../../access/diff/json.ts";
import { printDiff } from "../../access/diff/printDiff.ts";
import { DRIFT_NOT_LOOKED_FOR } from "../../access/diff/words.ts";
import { printable, printableJson } from "../../access/values/untrusted.ts";
import type { ComparedStack } from "../compare/compareStack.ts";
import type { Judged } from "../judge/gate.ts";
import type { Gate } from "../judge/gates.ts";
import { TOOL } from "../tool.ts";

/** Grows with every change that could break a reader. */
export const DIFF_FORMAT_VERSION = 1;

export interface Result extends ComparedStack, Judged {}

export interface Comparison {
  /** Labels of the two sides. */
  readonly base: string;
  readonly head: string;
  readonly failOn: readonly Gate[];
  readonly occasion: Occasion;
  readonly results: readonly Result[];
}

export function renderText({ base, head, results }: Comparison): string {
  const blocks = results.map((result) => {
    const file = result.headFile === head ? "" : `${result.headFile}: `;
    const title = printable(`${file}access of ${head}, compared with ${base}`);
    return [`${title}\n`, printDiff(result.diff, limitOf(result)), ...driftOf(result), ...endOf(result)].join("\n");
  });
  return blocks.join("\n");
}

function limitOf({ driftLookedFor }: Result): string | undefined {
  return driftLookedFor === false ? DRIFT_NOT_LOOKED_FOR : undefined;
}

function driftOf({ drift }: Result): string[] {
  return drift ? [`Changed in the org since the last update\n${printDiff(drift)}`] : [];
}

function endOf({ diff, coverage, refusals }: Result): string[] {
  if (refusals.length > 0) return [`Refused: ${refusals.join("; ")}.\n`];
  return diff.digest && coverage.covered ? ["Everything that is gained is approved.\n"] : [];
}

export function renderJson({ base, head, failOn, occasion, results }: Comparison): string {
  return printableJson({
    formatVersion: DIFF_FORMAT_VERSION,
    tool: TOOL,
    catalogueDate: CATALOGUE_DATE,
    base,
    head,
    gate: { failOn, refused: results.some(({ refusals }) => refusals.length > 0) },
    stacks: results.map(({ headFile, diff, drift, driftLookedFor, coverage, refusals }) => ({
      file: headFile,
      ...diffJson(diff, occasion),
      ...(driftLookedFor !== undefined && { driftLookedFor }),
      ...(drift && { drift: diffJson(drift, occasion) }),
      open: coverage.open,
      refusals,
    })),
  });
}
