/** The level and the options of each rule: the rule's defaults, changed by a spec's `policies:` section. */

import type { LoadedSpec } from "../access/language/loadSpec.ts";
import { type Problem, problemAt } from "../access/language/problem.ts";
import { type Flaw, quote } from "../access/values/flaw.ts";
import { nearest } from "../access/values/nearest.ts";
import type { YamlPath } from "../access/values/yamlPath.ts";
import type { EnforcementLevel, Rule } from "./rule.ts";
import { waiverRule } from "./waiverRule.ts";

/** One entry of `policies:`: a level, or a level with options. The same words as in a `--policy-pack-config` file. */
export type RuleSetting =
  | EnforcementLevel
  | ({ readonly enforcementLevel?: EnforcementLevel } & Readonly<Record<string, unknown>>);

export type PolicySettings = Readonly<Record<string, RuleSetting>>;

export interface EffectiveSetting {
  readonly enforcementLevel: EnforcementLevel;
  /** The rule's options with defaults filled in; an empty object for a rule without options. */
  readonly options: Readonly<Record<string, unknown>>;
}

/** Throws a ZodError for options that do not fit: specs are checked when they are loaded, pack configuration by the engine. */
export function settingOf(rule: Rule, settings: PolicySettings = {}): EffectiveSetting {
  const { enforcementLevel, options } = partsOf(settings[rule.id]);
  return {
    enforcementLevel: enforcementLevel ?? rule.enforcementLevel,
    options: rule.options ? rule.options.parse(options) : {},
  };
}

/** The settings of waivers, for `waivers.ts`: the longest time, and the level where the settings name one. */
export function waiverSettings(settings: PolicySettings): {
  readonly maximumDays: number;
  readonly enforcementLevel?: EnforcementLevel;
} {
  const { enforcementLevel } = partsOf(settings[waiverRule.id]);
  const { maximumDays } = settingOf(waiverRule, settings).options as { maximumDays: number };
  return { maximumDays, ...(enforcementLevel && { enforcementLevel }) };
}

/** Problems of the `policies:` of a spec: rules that do not exist, options that a rule does not have, values that an option does not take. */
export function settingProblems(rules: readonly Rule[], settings: PolicySettings, spec: LoadedSpec): Problem[] {
  const byId = new Map([...rules, waiverRule].map((rule) => [rule.id, rule]));
  return Object.entries(settings).flatMap(([id, setting]) => {
    const rule = byId.get(id);
    const path = ["policies", id];
    if (!rule) return [problemAt(spec.locateKey(path), path, unknownRule(id, byId.keys()))];
    return optionFlaws(rule, setting).map((flaw) => {
      const at = [...path, ...flaw.path];
      return problemAt(flaw.atKey ? spec.locateKey(at) : spec.locate(at), at, flaw);
    });
  });
}

/** True when the rule's entry can be used. */
export function isUsable(rule: Rule, settings: PolicySettings): boolean {
  return optionFlaws(rule, settings[rule.id]).length === 0;
}

function partsOf(setting: RuleSetting | undefined): {
  readonly enforcementLevel?: EnforcementLevel | undefined;
  readonly options: Readonly<Record<string, unknown>>;
} {
  if (typeof setting !== "object") return { enforcementLevel: setting, options: {} };
  const { enforcementLevel, ...options } = setting;
  return { enforcementLevel, options };
}

interface OptionFlaw extends Flaw {
  readonly path: YamlPath;
  readonly atKey?: boolean;
}

function optionFlaws(rule: Rule, setting: RuleSetting | undefined): OptionFlaw[] {
  const { options } = partsOf(setting);
  const known = Object.keys(rule.options?.shape ?? {});
  const unknown = Object.keys(options).filter((option) => !known.includes(option));
  const issues = rule.options?.safeParse(options).error?.issues ?? [];
  return [
    ...unknown.map((option) => unknownOption(rule.id, option, known)),
    ...issues.map(({ path, message }) => ({
      code: "bad-option",
      message: `rule ${quote(rule.id)} does not take this: ${message}`,
      fix: `Correct the option${descriptionOf(rule, path[0])}.`,
      path: path.filter((part) => typeof part !== "symbol"),
    })),
  ];
}

function descriptionOf({ options }: Rule, option: PropertyKey | undefined): string {
  const text = options?.shape[String(option)]?.description;
  return text === undefined ? "" : ` (${text.replace(/\.$/, "")})`;
}

function unknownRule(id: string, known: Iterable<string>): Flaw {
  const ids = [...known];
  return {
    code: "unknown-rule",
    message: `there is no rule ${quote(id)}`,
    nearest: nearest(id, ids),
    fix: "Write the id of a rule, as findings name it.",
  };
}

function unknownOption(rule: string, option: string, known: readonly string[]): OptionFlaw {
  return {
    code: "unknown-option",
    message: `rule ${quote(rule)} has no option ${quote(option)}`,
    nearest: nearest(option, known),
    fix: `Use one of ${["enforcementLevel", ...known].join(", ")}, or remove it.`,
    path: [option],
    atKey: true,
  };
}
