/** How each rule is enforced and with which options: the rule's defaults, changed by a spec's `policies:` section. */
import type { EnforcementLevel, Rule } from "./rule.ts";

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
  const setting = settings[rule.id];
  const { enforcementLevel, ...options } =
    typeof setting === "string" ? { enforcementLevel: setting } : (setting ?? {});
  return {
    enforcementLevel: enforcementLevel ?? rule.enforcementLevel,
    options: rule.options ? rule.options.parse(options) : {},
  };
}
