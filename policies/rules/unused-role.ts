import { type Rule, reads } from "../rule.ts";

export const unusedRole: Rule = {
  id: "unused-role",
  category: "ownership",
  severity: "low",
  enforcementLevel: "advisory",
  title: "Every role of the stack is granted to somebody",
  why: "A role that no grant uses waits in the console for somebody to grant it by hand, outside of this file.",
  fix: "Grant the role, or remove it.",
  bad: `roles:
  queue-reader:
    name: Integration - Queue Reader
    permissions: ["routing:queue:view"]`,
  good: `roles:
  queue-reader:
    name: Integration - Queue Reader
    permissions: ["routing:queue:view"]
groups:
  EMEA Supervisors:
    grants:
      - { role: queue-reader, divisions: [EMEA_Operations] }`,
  related: ["role-description"],
  checks: {
    stack: reads("stack", ["roles", "clients", "grants"], ({ roles, clients, grants }) => {
      const used = new Set([...clients, ...grants].flatMap((subject) => subject.grants.map(({ roleKey }) => roleKey)));
      return roles
        .filter(({ key }) => !used.has(key))
        .map(({ key }) => ({
          atom: key,
          at: ["roles", key],
          message: `No grant of the stack uses the role "${key}".`,
        }));
    }),
  },
};
