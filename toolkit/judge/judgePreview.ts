/** The findings of the rules and the violations of other policy packs in a preview. */

import type { LoadedSpec } from "../../access/language/loadSpec.ts";
import { desiredDeliveries } from "../../access/plan/deliveries.ts";
import { desiredExpectations } from "../../access/plan/expectations.ts";
import { stackNameOf } from "../../access/plan/plan.ts";
import { unusedPermissions } from "../../access/plan/unusedPermissions.ts";
import { userCalls } from "../../access/plan/userCalls.ts";
import type { PolicyViolation, PreviewStatus } from "../../access/report/comment/index.ts";
import type { ReportResult } from "../../access/report/model.ts";
import type { ResourceInputs } from "../../access/resources/resourceType.ts";
import { UNKNOWN, UNKNOWN_VALUE } from "../../access/resources/unknown.ts";
import { factsFromStack } from "../../policies/fromResource.ts";
import { judgeFacts } from "../../policies/judgeFacts.ts";
import { type OrgTerms, ownTerms } from "../../policies/orgTerms.ts";
import type { Specs } from "../open/specs.ts";
import type { PolicyMessage } from "../pulumi/events.ts";
import { judgedStack } from "./toReport.ts";

/** A preview, as far as rules look at it. */
export interface SeenPreview {
  /** The resources of the stack after the update, as far as the preview knows them. */
  readonly head: readonly ResourceInputs[];
  readonly status: PreviewStatus;
}

export interface JudgedPreview {
  readonly findings: readonly ReportResult[];
  readonly violations: readonly PolicyViolation[];
}

/** The rules are asked again, because the engine tells no place, no fix and no waiver apart from its text; whatever else it tells is added. */
export function judgePreview(
  { head, status }: SeenPreview,
  messages: readonly PolicyMessage[],
  { head: spec, org }: Pick<Specs, "head" | "org">,
  today: string,
): JudgedPreview {
  const terms = org ?? (spec && ownTerms(spec));
  const findings = spec && terms && status.state !== "failed" ? resultsOf(head, spec, terms, today) : [];
  const violations = messages.filter(
    ({ mandatory, message }) => !findings.some((one) => isSame(one, mandatory, message)),
  );
  return { findings, violations };
}

function isSame({ id, status, level }: ReportResult, mandatory: boolean, message: string): boolean {
  return status === "open" && (level === "mandatory") === mandatory && message.includes(`[${id}]`);
}

function resultsOf(
  head: SeenPreview["head"],
  spec: LoadedSpec,
  { settings, promises }: OrgTerms,
  today: string,
): ReportResult[] {
  const { waivers } = spec.value;
  // The stack's name as the plan and the pack have it.
  const name = stackNameOf(spec.file);
  const resources = head.map(({ type, inputs, dateCreated }) => ({
    type,
    props: { ...(withUnknowns(inputs) as typeof inputs), dateCreated },
  }));
  const expectations = [...desiredExpectations(spec.value), ...promises];
  const deliveries = desiredDeliveries(spec.value);
  const facts = factsFromStack(resources, {
    name,
    expectations,
    deliveries,
    userCalls: userCalls(spec.value),
    unusedPermissions: unusedPermissions(spec),
    today,
  });
  const judged = judgeFacts(facts ?? [], { settings, waivers, today });
  return [...judgedStack({ name, file: spec.file, spec }, { ...judged, disabled: [] }, false).results];
}

/** The rules know unknown values by a mark of their own: they refuse what they cannot see. */
function withUnknowns(value: unknown): unknown {
  if (value === UNKNOWN_VALUE) return UNKNOWN;
  if (Array.isArray(value)) return value.map(withUnknowns);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withUnknowns(inner)]));
}
