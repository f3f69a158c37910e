import { type Rule, reads } from "../rule.ts";
import { listedInExisting, listedInRole } from "./shared/listed.ts";

export const noBulkExport: Rule = {
  id: "no-bulk-export",
  category: "data-protection",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "No role exports in bulk unless that is its job",
  why: "An export job takes out in one call what reading one by one would take days to collect, and `view` of an export reads the result. The verb does not show it.",
  fix: "Remove the permission, or waive the finding with the reason why the integration exports.",
  bad: `roles:
  crm-sync:
    name: Integration - CRM Sync
    permissions: ["externalContacts:contact:view", "externalContacts:export:view"]`,
  good: `roles:
  crm-sync:
    name: Integration - CRM Sync
    permissions: ["externalContacts:contact:view"]`,
  related: ["sensitive-read"],
  checks: {
    role: reads("role", ["permissions"], ({ permissions }) => listedInRole(permissions, "bulk-export")),
    grant: reads("grant", ["grants"], ({ grants }) => listedInExisting(grants, "bulk-export")),
  },
};
