/** The strictest settings of several specs: of each rule the highest level, and of each option the value that lets least through. */
import type { LoadedSpec } from "../access/language/loadSpec.ts";
import { type OptionDirection, optionDirection } from "./optionDirection.ts";
import type { EnforcementLevel, Rule } from "./rule.ts";
import { RULES } from "./rules/index.ts";
import { isUsable, type PolicySettings, settingOf } from "./settings.ts";
import { waiverRule } from "./waiverRule.ts";

export interface Strictest {
  readonly settings: PolicySettings;
  /** Ids of rules that are stricter than by the first of the specs alone. */
  readonly stricter: readonly string[];
  /** Options that the specs set differently, where nobody can tell which value is stricter; the first spec's holds. */
  readonly undecided: readonly UndecidedOption[];
}

export interface UndecidedOption {
  readonly rule: string;
  readonly option: string;
  /** The first spec that has another value than the first of all. */
  readonly other: LoadedSpec;
}

/** Lists that name single things of their own stack by exact text, as a waiver does, and so stay with it like one. */
const OWN: readonly string[] = ["delivery-command.commands", "delivery-command.variables"];

const LEVELS: readonly EnforcementLevel[] = ["disabled", "advisory", "mandatory"];

/** @param own settings of the stack itself; a spec that says nothing of a rule has the rule's own settings */
export function strictestSettings(own: PolicySettings, others: readonly LoadedSpec[]): Strictest {
  const all = [own, ...others.map(({ value }) => value.policies)];
  const rules = [...RULES, waiverRule].filter(({ id }) => all.some((settings) => Object.hasOwn(settings, id)));
  const judged = rules.map((rule) => strictestOf(rule, own, others));
  return {
    settings: { ...own, ...Object.fromEntries(judged.map(({ id, setting }) => [id, setting])) },
    stricter: judged.filter(({ isStricter }) => isStricter).map(({ id }) => id),
    undecided: judged.flatMap(({ undecided }) => undecided),
  };
}

function strictestOf(rule: Rule, own: PolicySettings, others: readonly LoadedSpec[]) {
  const effective = (settings: PolicySettings) => settingOf(rule, isUsable(rule, settings) ? settings : {});
  const mine = effective(own);
  const theirs = others.map((spec) => ({ spec, ...effective(spec.value.policies) }));
  const levels = [mine, ...theirs].map(({ enforcementLevel }) => LEVELS.indexOf(enforcementLevel));
  const level = LEVELS[Math.max(...levels)] ?? "mandatory";
  const all = [own, ...others.map(({ value }) => value.policies)];
  const undecided: UndecidedOption[] = [];
  const options = Object.entries(mine.options).map(([option, first]) => {
    const direction = optionDirection(rule.id, option);
    if (OWN.includes(`${rule.id}.${option}`)) return [option, first] as const;
    let value = first;
    for (const { spec, options: theirOptions } of theirs) {
      const strict = stricterOf(`${rule.id}.${option}`, direction, value, theirOptions[option]);
      if (strict) value = strict.value;
      else if (level !== "disabled") undecided.push({ rule: rule.id, option, other: spec });
    }
    return [option, value] as const;
  });
  // Where nobody names a level for waivers, one that does not hold is as grave as its finding: stricter than advice.
  const asGrave = rule === waiverRule && level !== "mandatory" && all.some((settings) => !namesLevel(rule, settings));
  const setting = { ...Object.fromEntries(options), ...(!asGrave && { enforcementLevel: level }) };
  const isStricter =
    level !== mine.enforcementLevel ||
    (asGrave && namesLevel(rule, own)) ||
    options.some(([option, value]) => !same(value, mine.options[option]));
  return { id: rule.id, setting, isStricter, undecided };
}

function namesLevel({ id }: Rule, settings: PolicySettings): boolean {
  const setting = Object.hasOwn(settings, id) ? settings[id] : undefined;
  return typeof setting === "string" || setting?.enforcementLevel !== undefined;
}

/** Undefined where nobody can tell. */
function stricterOf(
  name: string,
  direction: OptionDirection,
  a: unknown,
  b: unknown,
): { readonly value: unknown } | undefined {
  if (same(a, b)) return { value: a };
  if (direction === "any") return undefined;
  const least = direction === "more";
  if (Array.isArray(a) && Array.isArray(b)) return { value: least ? common(a, b, COVERS[name] ?? same) : united(a, b) };
  if (typeof a === "number" && typeof b === "number") return { value: least ? Math.min(a, b) : Math.max(a, b) };
  if (typeof a === "boolean" && typeof b === "boolean") return { value: least ? a && b : a || b };
  return undefined;
}

type Covers = (wide: unknown, narrow: unknown) => boolean;

/** Lists of patterns: what one of their elements allows besides itself. Elements of other lists stand for themselves. */
const COVERS: Readonly<Record<string, Covers>> = { "exact-redirect-uri.hosts": isHostWithin };

/** `*` is every host that nobody misreads, `.contoso.example` every host below it. */
function isHostWithin(wide: unknown, narrow: unknown): boolean {
  if (same(wide, narrow)) return true;
  if (typeof wide !== "string" || typeof narrow !== "string" || narrow === "*") return false;
  return wide === "*" ? !/(^|\.)xn--/.test(narrow) : wide.startsWith(".") && narrow.endsWith(wide);
}

/** What both lists allow. */
function common(a: readonly unknown[], b: readonly unknown[], covers: Covers): unknown[] {
  const within = (list: readonly unknown[], others: readonly unknown[]) =>
    list.filter((one) => others.some((other) => covers(other, one)));
  return united(within(a, b), within(b, a));
}

function united(a: readonly unknown[], b: readonly unknown[]): unknown[] {
  return [...a, ...b.filter((one) => !a.some((other) => same(one, other)))];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
