import { lackOf, saysSomething } from "../../access/values/reason.ts";
import { type Rule, reads } from "../rule.ts";

export const roleDescription: Rule = {
  id: "role-description",
  category: "ownership",
  severity: "low",
  enforcementLevel: "advisory",
  title: "Every role says what it is for",
  why: "The console shows name and description only; whoever grants the role there chooses by them.",
  fix: "Write `purpose:` or `description:` on the role.",
  bad: `roles:
  queue-reader:
    name: Integration - Queue Reader
    permissions: ["routing:queue:view"]`,
  good: `roles:
  queue-reader:
    name: Integration - Queue Reader
    purpose: Names of queues for reports
    permissions: ["routing:queue:view"]`,
  related: ["owner-and-purpose"],
  checks: {
    role: reads("role", ["description"], ({ description }) =>
      saysSomething(description) ? [] : [{ atom: "description", at: [], message: lack(description) }],
    ),
  },
};

function lack(description: string): string {
  if (description.trim() === "") return "The role has neither purpose nor description.";
  return `The role has ${lackOf("description", description)}.`;
}
