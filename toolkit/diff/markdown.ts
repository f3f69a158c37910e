/** A difference as Markdown: one report per stack, for its comment or for the summary of a job. */
import { CATALOGUE_DATE } from "../../access/catalogue/date.ts";
import type { AccessDiff } from "../../access/diff/model.ts";
import { printProblem } from "../../access/language/problem.ts";
import { type CommentModel, renderComment } from "../../access/report/comment/index.ts";
import type { ReportResult } from "../../access/report/model.ts";
import type { InvalidHead } from "../compare/compareStack.ts";
import { TOOL } from "../tool.ts";
import type { Result } from "./render.ts";

interface Sides {
  readonly base: string;
  readonly head: string;
}

const ONLY_SPECS =
  "What is deployed and what the org holds: only specs were compared. `genesys-access preview` asks both.";

/** @param specs both sides are specs: nothing else was looked at */
export function diffMarkdown(result: Result, { base, head }: Sides, findings: readonly ReportResult[], specs: boolean) {
  const { diff, drift, driftLookedFor, refusals, coverage } = result;
  const notCovered = [...diff.notCovered, ...(specs ? [ONLY_SPECS] : [])];
  return renderComment({
    diff: { ...diff, notCovered },
    ...(drift && { drift }),
    ...(driftLookedFor !== undefined && { driftLookedFor }),
    findings,
    compared: { base, head, problems: [] },
    gate: { refusals, approved: diff.digest !== undefined && coverage.covered },
    ...EVERY,
  });
}

/** A comment about a spec that is not valid: its problems take the place of a difference. */
export function invalidMarkdown({ stack, problems }: InvalidHead, { base, head }: Sides): string {
  return renderComment({
    diff: { ...NOTHING, stack },
    findings: [],
    compared: { base, head, problems: problems.map(printProblem) },
    gate: { refusals: [], approved: false },
    ...EVERY,
  });
}

const EVERY = { violations: [], catalogueDate: CATALOGUE_DATE, tool: TOOL } satisfies Partial<CommentModel>;

const NOTHING: AccessDiff = {
  stack: "",
  organization: { id: "", name: "" },
  verdict: "unknown",
  counts: { gained: 0, lost: 0, unknown: 0 },
  subjects: [],
  terms: [],
  renames: [],
  notCovered: ["All access: a spec that is not valid says nothing."],
};
