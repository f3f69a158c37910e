/**
 * The waivers of a deployer's own spec. It is a stack of the organization like any other, so that a rule that it turned off would still hold by the
 * settings of the others: each finding that no deployer can avoid is named instead.
 */

import type { Spec, SpecWaiver } from "../../access/language/spec.ts";
import { deployerSpec, RULES_OF_OTHERS } from "../../access/preflight/deployerSpec.ts";
import { dayOf, printDay } from "../../access/values/day.ts";
import { judgeFacts } from "../../policies/judgeFacts.ts";
import { withFacts } from "../judge/judgeStack.ts";
import { isValid, openSpec } from "../open/loadedStack.ts";

const FILE = "deployer.yaml";
const DAYS = 365;

/** @param now the waivers last for a year from then on */
export function deployerWaivers(spec: Spec, stack: string, now: Date): SpecWaiver[] {
  const opened = openSpec({ name: FILE, file: FILE }, () => deployerSpec(spec, stack, []));
  // What is printed then has the same problems, and shows them.
  if (!isValid(opened)) return [];
  const { open } = judgeFacts(withFacts(opened).facts, { settings: {}, waivers: [], today: printDay(now) });
  const expires = printDay(new Date((dayOf(now) + DAYS) * 24 * 60 * 60 * 1000));
  const terms = { reason: "Managing access is what this client is for", owner: "team@change-me.example", expires };
  return open
    .filter(({ rule, enforcementLevel }) => enforcementLevel === "mandatory" && RULES_OF_OTHERS.includes(rule))
    .map(({ id }) => ({ finding: id, ...terms }));
}
