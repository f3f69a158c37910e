/** The findings of the rules in the head of a difference. */
import type { ReportResult } from "../../access/report/model.ts";
import { factsFromPlan } from "../../policies/fromPlan.ts";
import { ProjectSpecs } from "../../policies/projectSpecs.ts";
import type { ComparedStack } from "../compare/compareStack.ts";
import { inForce } from "../judge/inForce.ts";
import { judgeSpecs } from "../judge/judgeSpecs.ts";
import { judgeStack } from "../judge/judgeStack.ts";
import { judgedStack } from "../judge/toReport.ts";
import type { BaseRef } from "../open/base.ts";
import type { SpecSource } from "../open/source.ts";
import type { StackPair } from "../open/stackPairs.ts";

export type FindingsOf = (stack: StackPair) => readonly ReportResult[];

/** As `genesys-access check --base` finds them: waivers, settings and promises are the base's. */
export function findingsOfSpecs(
  pairs: readonly StackPair[],
  base: SpecSource,
  head: SpecSource,
  today: string,
): FindingsOf {
  const files = pairs.flatMap(({ stack, headFile }) => (head.has(headFile) ? [{ name: stack, file: headFile }] : []));
  const request = { files, readText: head.readText, project: head, base: asBase(pairs, base), strict: false, today };
  const { stacks } = judgeSpecs(request);
  const results = new Map(stacks.map((stack) => [stack.file, stack.results]));
  return ({ headFile }) => results.get(headFile) ?? [];
}

/** A stack may be called otherwise in the base, where that is one file. */
function asBase(pairs: readonly StackPair[], base: SpecSource): BaseRef {
  const names = new Map(pairs.map(({ headFile, baseFile }) => [headFile, baseFile]));
  const named = (file: string) => names.get(file) ?? file;
  return {
    ref: base.label,
    project: base,
    fileOf: named,
    has: (file) => base.has(named(file)),
    readText: (file, first) => base.readText(named(file), first === undefined ? undefined : named(first)),
  };
}

/** Of a spec that was planned for its deployment, with the waivers of the base where one is named, else its own: no state holds any. */
export function findingsOfPlan(
  { stack, headFile, planned }: ComparedStack,
  today: string,
  head: SpecSource,
  base?: BaseRef,
): readonly ReportResult[] {
  if (!planned) return [];
  const valid = { name: stack, file: headFile, ...planned };
  const facts = factsFromPlan(planned.desired);
  const judged = judgeStack({ stack: valid, facts }, undefined, inForce(valid, new ProjectSpecs(head), base), today);
  return judgedStack(valid, judged, false).results;
}
