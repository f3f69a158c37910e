/** Divisions that the stack would make beyond the number that the org itself says it may have: an update would stop half-way. */
import type { Spec } from "../language/spec.ts";
import { foldedName, keepsName, madeNames } from "../plan/madeNames.ts";
import { quote } from "../values/flaw.ts";
import type { Lack } from "./finding.ts";
import type { NameQuestion } from "./names.ts";

/**
 * An error where there is certainly no room; a warning where it depends on whether the org counts its Home division, which nobody published.
 *
 * @param most the org's own number; undefined where it was not asked or did not say
 */
export function divisionsLimitLacks(spec: Spec, { names, deployed }: NameQuestion, most: number | undefined): Lack[] {
  const there = names.divisions;
  if (!there || most === undefined) return [];
  const taken = new Set(there.map(({ name }) => foldedName("divisions", name)));
  const made = madeNames(spec, "divisions").filter(
    (one) =>
      !keepsName(deployed, one) &&
      // A renaming makes none.
      !deployed?.has(`divisions/${one.resource}`) &&
      !taken.has(foldedName("divisions", one.name)),
  );
  // What the update removes, it removes last.
  const beyond = there.length + made.length - most;
  const [first] = made.slice(Math.max(0, made.length - beyond));
  if (beyond <= 0 || !first) return [];
  const level = beyond > 1 ? "error" : "warning";
  return [
    {
      level,
      about: "org",
      code: "too-many-divisions",
      message: `the org says that it may have ${most} divisions; it has ${there.length}, Home among them, and this stack would make ${made.length} more: from ${quote(first.name)} on they would be refused`,
      fix: "Delete divisions that nobody needs, or have the vendor raise the limit (GET /api/v2/authorization/divisions/limit tells it).",
      path: first.path,
      atKey: true,
    },
  ];
}
