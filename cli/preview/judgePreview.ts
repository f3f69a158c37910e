/** What the rules and other policy packs say of a preview. */
import type { PolicyViolation } from "../../access/report/comment/index.ts";
import type { ReportResult } from "../../access/report/model.ts";
import type { LoadedSpec } from "../../access/spec/loadSpec.ts";
import { evaluate } from "../../policies/evaluate.ts";
import { factsFromStack } from "../../policies/fromResource.ts";
import { RULES } from "../../policies/rules/index.ts";
import { waiverSettings } from "../../policies/settings.ts";
import { applyWaivers } from "../../policies/waivers.ts";
import { findingResults } from "../check/toReport.ts";
import type { ComparedPreview } from "./comparePreview.ts";
import type { PolicyMessage } from "./events.ts";

export interface JudgedPreview {
  readonly findings: readonly ReportResult[];
  readonly violations: readonly PolicyViolation[];
}

/** The rules are asked again, because the engine tells no place, no fix and no waiver apart from its text; whatever else it tells is added. */
export function judgePreview(
  { head, status }: ComparedPreview,
  messages: readonly PolicyMessage[],
  spec: LoadedSpec | undefined,
  stack: string,
  today: string,
): JudgedPreview {
  const findings = spec && status.state !== "failed" ? resultsOf(head, spec, stack, today) : [];
  const violations = messages.filter(({ mandatory, message }) => !findings.some((one) => isSame(one, mandatory, message)));
  return { findings, violations };
}

function isSame({ id, status, level }: ReportResult, mandatory: boolean, message: string): boolean {
  return status === "open" && (level === "mandatory") === mandatory && message.includes(`[${id}]`);
}

function resultsOf(head: ComparedPreview["head"], spec: LoadedSpec, stack: string, today: string): ReportResult[] {
  const { policies, waivers } = spec.value;
  const facts = factsFromStack(
    head.map(({ type, inputs }) => ({ type, props: inputs })),
    stack,
  );
  const judged = applyWaivers(evaluate(RULES, facts ?? [], policies), waivers, { today, ...waiverSettings(policies) });
  return findingResults(spec, judged);
}
