import { isWildcard, parsePermission } from "../../access/values/permission.ts";
import { type Rule, reads } from "../rule.ts";

export const noWildcardPermission: Rule = {
  id: "no-wildcard-permission",
  category: "privilege",
  severity: "critical",
  enforcementLevel: "mandatory",
  title: "Permissions are listed one by one",
  why: "A star in domain, entity or action grants everything that exists today and everything that the vendor adds later; nobody has reviewed that.",
  fix: "List the permissions that the integration calls, one by one.",
  bad: `roles:
  bi-reader:
    name: Integration - BI Reader
    permissions: ["analytics:*:view"]`,
  good: `roles:
  bi-reader:
    name: Integration - BI Reader
    permissions: ["analytics:conversationDetail:view", "analytics:conversationAggregate:view"]`,
  related: ["no-write-permission"],
  checks: {
    role: reads("role", ["permissions"], ({ permissions }) =>
      permissions.filter(hasWildcard).map((permission) => ({
        atom: permission,
        at: ["permissions"],
        message: `Permission "${permission}" has a wildcard.`,
      })),
    ),
  },
};

function hasWildcard(text: string): boolean {
  const permission = parsePermission(text);
  return permission === undefined ? text.includes("*") : isWildcard(permission);
}
