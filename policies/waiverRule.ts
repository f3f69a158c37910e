/** The built-in rule that judges waivers themselves (waivers.ts). It has no checks: it looks at the findings of the other rules. */
import { z } from "zod";
import type { Rule } from "./rule.ts";

/** Days from today: a year and some weeks, so that a yearly review can renew in time. */
export const MAXIMUM_DAYS = 400;

export const waiverRule: Rule = {
  id: "waiver",
  category: "ownership",
  severity: "medium",
  enforcementLevel: "advisory",
  title: "Waivers are in force and about a finding that exists",
  why: "An exception that nobody ends, or that covers nothing any more, hides what the next reviewer should see.",
  fix: "Renew the waiver with a day that is approved, or remove it.",
  bad: `waivers:
  - finding: no-implicit-grant/client/widget/TOKEN
    reason: The old widget is replaced in spring
    owner: web-team@contoso.example
    expires: 2020-01-31`,
  good: `waivers: []`,
  related: [],
  options: z.object({
    maximumDays: z
      .int()
      .min(1)
      .default(MAXIMUM_DAYS)
      .meta({ loosens: "more" })
      .describe("Days from today that a waiver may still last; a longer one covers nothing."),
  }),
  checks: {},
};
