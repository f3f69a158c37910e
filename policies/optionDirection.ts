/** Which way an option of a rule loosens it: the difference tells a rule that looks at less from one that looks at more. */

/**
 * `more`: a larger number, an element more in the list, or `true` refuses less. `less`: the opposite. `any`: the option has no order, and every
 * value that is not the default counts as refusing less.
 */
export type OptionDirection = "more" | "less" | "any";

const DIRECTIONS: Readonly<Record<string, Readonly<Record<string, OptionDirection>>>> = {
  "division-leak": { unknown: "any" },
  "expectation-cannot": { unknown: "any" },
  "expectation-only": { existingRoles: "any" },
  "hidden-dependency": { kinds: "less" },
  "name-conventions": { role: "any", client: "any" },
  "no-admin-role": { share: "more" },
  "permission-deny-list": { permissions: "less" },
  "secret-age": { maxDays: "more" },
  "sensitive-read": { kinds: "less" },
  "token-lifetime": { maximumSeconds: "more" },
  waiver: { maximumDays: "more" },
};

/** Of an option that is on no list, every change counts as loosening. */
export function optionDirection(rule: string, option: string): OptionDirection {
  return listedDirection(rule, option) ?? "any";
}

/** Undefined where nobody has said it; a contract holds the list complete. */
export function listedDirection(rule: string, option: string): OptionDirection | undefined {
  const options = Object.hasOwn(DIRECTIONS, rule) ? DIRECTIONS[rule] : undefined;
  return options && Object.hasOwn(options, option) ? options[option] : undefined;
}
