/**
 * The direction of a rule's option: which change of its value lets more through. Each option declares it beside its description, as
 * `.meta({ loosens: … })`, so that a change of settings can be told apart: loosened, or tightened.
 */
import type { Rule } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { waiverRule } from "./waiverRule.ts";

/**
 * - `more`: a larger number, one more element of the list, or true lets more through
 * - `less`: a smaller number, one element fewer, or false does
 * - `any`: nobody can tell from the values, so that every change counts as loosening
 */
export type OptionDirection = "more" | "less" | "any";

const DIRECTIONS: readonly unknown[] = ["more", "less", "any"] satisfies OptionDirection[];

/** What an option declares; undefined where it declares nothing, which a test refuses. */
export function declaredDirection({ options }: Rule, option: string): OptionDirection | undefined {
  if (!options || !Object.hasOwn(options.shape, option)) return undefined;
  const declared = options.shape[option]?.meta()?.loosens;
  return isDirection(declared) ? declared : undefined;
}

/** The direction of one option of a rule, rule `waiver` included. What is not known lets more through with every change. */
export function optionDirection(ruleId: string, option: string): OptionDirection {
  const rule = [...RULES, waiverRule].find(({ id }) => id === ruleId);
  return (rule && declaredDirection(rule, option)) ?? "any";
}

function isDirection(value: unknown): value is OptionDirection {
  return DIRECTIONS.includes(value);
}
