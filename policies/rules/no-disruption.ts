import { type Rule, reads } from "../rule.ts";
import { listedInExisting, listedInRole } from "./shared/listed.ts";

export const noDisruption: Rule = {
  id: "no-disruption",
  category: "privilege",
  severity: "medium",
  enforcementLevel: "advisory",
  title: "No role diverts conversations, speaks for the org or changes its rules unless that is its job",
  why: "Another account at the other end of conversations, another member of a queue or another server for e-mail looks like configuration, and decides where customers end up. Some of these permissions open more than their names say.",
  fix: "Remove the permission, or waive the finding with the reason why the integration needs it.",
  bad: `roles:
  channel-setup:
    name: Integration - Channel Setup
    access: read-write
    permissions: ["messaging:integration:add"]`,
  good: `roles:
  channel-setup:
    name: Integration - Channel Setup
    permissions: ["messaging:integration:view"]`,
  related: ["no-takeover", "no-write-permission"],
  checks: {
    role: reads("role", ["permissions"], ({ permissions }) => listedInRole(permissions, "disruption")),
    grant: reads("grant", ["grants"], ({ grants }) => listedInExisting(grants, "disruption")),
  },
};
