/** The terms of a spec's `policies:`: each way in which a rule refuses less, or looks at less, than by its own defaults. */
import type { LoadedSpec } from "../access/language/loadSpec.ts";
import type { Term, TermEffect } from "../access/terms/model.ts";
import { STACK, specTerms } from "../access/terms/specTerms.ts";
import { optionDirection } from "./optionDirection.ts";
import type { EnforcementLevel, Rule } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { settingOf } from "./settings.ts";
import { waiverRule } from "./waiverRule.ts";

/** Every term of a spec: the model's, and those of the settings of its rules. */
export function termsOfSpec(spec: LoadedSpec): Term[] {
  return [...specTerms(spec), ...settingTerms(spec)];
}

export function settingTerms(spec: LoadedSpec): Term[] {
  const { policies } = spec.value;
  const rules = [...RULES, waiverRule].filter(({ id }) => Object.hasOwn(policies, id));
  return rules
    .flatMap((rule): Term[] => [levelTerm(rule, policies), ...optionTerms(rule, policies)])
    .map((term) => ({ ...term, position: spec.locate(term.path) }));
}

const RANK: Readonly<Record<EnforcementLevel, number>> = { mandatory: 0, advisory: 1, disabled: 2 };

type Settings = LoadedSpec["value"]["policies"];

function levelTerm(rule: Rule | typeof waiverRule, settings: Settings): Term {
  const { enforcementLevel } = settingOf(rule, settings);
  const effect = { slot: rule.id, rank: RANK[enforcementLevel], usual: RANK[rule.enforcementLevel] };
  return {
    kind: "policy-level",
    owner: STACK,
    value: `${rule.id}: ${enforcementLevel}`,
    effect,
    path: ["policies", rule.id],
  };
}

function optionTerms(rule: Rule | typeof waiverRule, settings: Settings): Term[] {
  const [own, usual] = [settingOf(rule, settings).options, settingOf(rule, {}).options];
  return Object.keys(own).flatMap((option) => optionTerm(rule.id, option, own[option], usual[option]));
}

/** Lists by their elements; numbers and switches by their rank; anything else that is not the default counts as loosening. */
function optionTerm(rule: string, option: string, own: unknown, usual: unknown): Term[] {
  const direction = optionDirection(rule, option);
  const path = ["policies", rule, option];
  const term = (value: string, effect: TermEffect): Term => ({
    kind: "policy-option",
    owner: STACK,
    value: `${rule}: ${option} ${value}`,
    effect,
    path,
  });
  if (direction !== "any" && Array.isArray(own) && Array.isArray(usual)) {
    const [more, fewer] = direction === "more" ? (["gives", "limits"] as const) : (["limits", "gives"] as const);
    return [
      ...without(own, usual).map((element) => term(`has ${element}`, more)),
      ...without(usual, own).map((element) => term(`lacks ${element}`, fewer)),
    ];
  }
  const [now, before] = [rankOf(own), rankOf(usual)];
  if (direction !== "any" && now !== undefined && before !== undefined) {
    const sign = direction === "more" ? 1 : -1;
    return [term(`is ${JSON.stringify(own)}`, { slot: `${rule}.${option}`, rank: sign * now, usual: sign * before })];
  }
  return JSON.stringify(own) === JSON.stringify(usual) ? [] : [term(`is ${JSON.stringify(own)}`, "gives")];
}

function rankOf(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  return typeof value === "boolean" ? Number(value) : undefined;
}

/** Elements as texts: of a list of maps, as JSON. */
function without(list: readonly unknown[], others: readonly unknown[]): string[] {
  const texts = (values: readonly unknown[]) =>
    values.map((value) => (typeof value === "string" ? value : JSON.stringify(value)));
  const known = new Set(texts(others));
  return texts(list).filter((text) => !known.has(text));
}
