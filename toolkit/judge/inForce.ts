/** The settings and waivers that a check applies to a stack: its own, or those of a git ref, whose promises hold as well. */
import type { Expectation } from "../../access/plan/desired.ts";
import type { PolicySettings } from "../../policies/settings.ts";
import type { Waiver } from "../../policies/waivers.ts";
import type { BaseRef } from "../open/base.ts";
import { isValid, openSpec, type ValidStack } from "../open/loadedStack.ts";
import { keptPromises, promiseWords } from "./promises.ts";

export interface InForce {
  readonly settings: PolicySettings;
  readonly waivers: readonly Waiver[];
  /** Expectations of the git ref that the spec does not have itself. */
  readonly promises: readonly Expectation[];
  /** Notes for the reader of the report: the source of the settings and waivers, and promises that the spec drops. */
  readonly notes: readonly string[];
}

/** With a base, a spec that is new or not valid there has no waivers and the rules' own settings: in doubt nothing is excused. */
export function inForce(stack: ValidStack, base: BaseRef | undefined): InForce {
  if (!base) return of(stack, [], []);
  const { file } = stack;
  if (!base.has(file)) return none(`${file} is not in ${base.ref}: no waivers, and the rules' own settings.`);
  const before = openSpec(stack, base.readText);
  if (isValid(before)) return ofBase(stack, before, base.ref);
  return none(`${file} is not valid in ${base.ref}: no waivers, and the rules' own settings.`);
}

function ofBase(stack: ValidStack, before: ValidStack, ref: string): InForce {
  const { file } = stack;
  const promises = keptPromises(before, stack);
  const dropped = `${file} drops promises (cannot, only) of ${ref}, and is held to them: ${promises.map(promiseWords).join("; ")}. Drop a promise in a change of its own.`;
  return of(before, promises, [
    `Waivers and policies of ${file} are those of ${ref}.`,
    ...(promises.length > 0 ? [dropped] : []),
  ]);
}

function of({ spec }: ValidStack, promises: readonly Expectation[], notes: readonly string[]): InForce {
  return { settings: spec.value.policies, waivers: spec.value.waivers, promises, notes };
}

function none(note: string): InForce {
  return { settings: {}, waivers: [], promises: [], notes: [note] };
}
