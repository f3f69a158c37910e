import { type Rule, reads } from "../rule.ts";
import { listedInExisting, listedInRole } from "./shared/listed.ts";

export const noTakeover: Rule = {
  id: "no-takeover",
  category: "privilege",
  severity: "critical",
  enforcementLevel: "mandatory",
  title: "No role decides what others run, or takes access from others",
  why: "Who publishes scripts and web deployments runs code in the sessions of agents and on the pages of customers; who removes grants, roles, divisions or trusts locks out whoever could undo it. `access: read-write` is not meant for that.",
  fix: "Remove the permission, or waive the finding with the reason why this is the integration's job.",
  bad: `roles:
  site-builder:
    name: Integration - Site Builder
    access: read-write
    permissions: ["webDeployments:configuration:edit"]`,
  good: `roles:
  site-builder:
    name: Integration - Site Builder
    permissions: ["webDeployments:configuration:view"]`,
  related: ["no-self-escalation", "no-credential-creation", "no-disruption"],
  checks: {
    role: reads("role", ["permissions"], ({ permissions }) => listedInRole(permissions, "takeover")),
    grant: reads("grant", ["grants"], ({ grants }) => listedInExisting(grants, "takeover")),
  },
};
