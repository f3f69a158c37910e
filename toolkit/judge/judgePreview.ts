/** What the rules and other policy packs say of a preview. */

import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { desiredExpectations } from "../../access/plan/expectations.ts";
import { stackNameOf } from "../../access/plan/plan.ts";
import type { PolicyViolation } from "../../access/report/comment/index.ts";
import type { ReportResult } from "../../access/report/model.ts";
import { UNKNOWN, UNKNOWN_VALUE } from "../../access/resources/unknown.ts";
import { evaluate } from "../../policies/evaluate.ts";
import { factsFromStack } from "../../policies/fromResource.ts";
import { RULES } from "../../policies/rules/index.ts";
import { waiverSettings } from "../../policies/settings.ts";
import { applyWaivers } from "../../policies/waivers.ts";
import type { ComparedPreview } from "../compare/comparePreview.ts";
import type { PolicyMessage } from "../pulumi/events.ts";
import { isAboutFleet } from "./severalStacks.ts";
import { judgedStack } from "./toReport.ts";

export interface JudgedPreview {
  readonly findings: readonly ReportResult[];
  readonly violations: readonly PolicyViolation[];
}

/** The rules are asked again, because the engine tells no place, no fix and no waiver apart from its text; whatever else it tells is added. */
export function judgePreview(
  { head, status }: ComparedPreview,
  messages: readonly PolicyMessage[],
  spec: LoadedSpec | undefined,
  today: string,
): JudgedPreview {
  const findings = spec && status.state !== "failed" ? resultsOf(head, spec, today) : [];
  const violations = messages.filter(
    ({ mandatory, message }) => !findings.some((one) => isSame(one, mandatory, message)),
  );
  return { findings, violations };
}

function isSame({ id, status, level }: ReportResult, mandatory: boolean, message: string): boolean {
  return status === "open" && (level === "mandatory") === mandatory && message.includes(`[${id}]`);
}

function resultsOf(head: ComparedPreview["head"], spec: LoadedSpec, today: string): ReportResult[] {
  const { policies, waivers } = spec.value;
  // The stack's name as the plan and the pack have it.
  const name = stackNameOf(spec.file);
  const resources = head.map(({ type, inputs, dateCreated }) => ({
    type,
    props: { ...(withUnknowns(inputs) as typeof inputs), dateCreated },
  }));
  const facts = factsFromStack(resources, { name, expectations: desiredExpectations(spec.value), today });
  // A waiver of a finding about several stacks waits for a check that sees them; it is no stray one.
  const own = waivers.filter(({ finding }) => !isAboutFleet(finding));
  const judged = applyWaivers(evaluate(RULES, facts ?? [], policies), own, { today, ...waiverSettings(policies) });
  return [...judgedStack({ name, file: spec.file, spec }, { ...judged, disabled: [] }, false).results];
}

/** The rules know unknown values by a mark of their own: they refuse what they cannot see. */
function withUnknowns(value: unknown): unknown {
  if (value === UNKNOWN_VALUE) return UNKNOWN;
  if (Array.isArray(value)) return value.map(withUnknowns);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withUnknowns(inner)]));
}
