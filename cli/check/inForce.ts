/** The settings and waivers that a check applies to a stack: its own, or those of a git ref. */
import type { PolicySettings } from "../../policies/settings.ts";
import type { Waiver } from "../../policies/waivers.ts";
import type { BaseRef } from "./base.ts";
import { isValid, loadStack, type ValidStack } from "./loadedStack.ts";

export interface InForce {
  readonly settings: PolicySettings;
  readonly waivers: readonly Waiver[];
  /** What a reader of the report should know about them. */
  readonly notes: readonly string[];
}

/** With a base, a spec that is new or not valid there has no waivers and the rules' own settings: in doubt nothing is excused. */
export function inForce(stack: ValidStack, base: BaseRef | undefined): InForce {
  if (!base) return of(stack, []);
  const { file } = stack;
  if (!base.has(file)) return none(`${file} is not in ${base.ref}: no waivers, and the rules' own settings.`);
  const before = loadStack(stack, base.readText);
  if (isValid(before)) return of(before, [`Waivers and policies of ${file} are those of ${base.ref}.`]);
  return none(`${file} is not valid in ${base.ref}: no waivers, and the rules' own settings.`);
}

function of({ spec }: ValidStack, notes: readonly string[]): InForce {
  return { settings: spec.value.policies, waivers: spec.value.waivers, notes };
}

function none(note: string): InForce {
  return { settings: {}, waivers: [], notes: [note] };
}
