import { type Rule, reads } from "../rule.ts";
import { listedInExisting, listedInGrants, listedInRole } from "./shared/listed.ts";

export const noCredentialCreation: Rule = {
  id: "no-credential-creation",
  category: "privilege",
  severity: "critical",
  enforcementLevel: "mandatory",
  title: "Nobody but this tool and administrators makes credentials",
  why: "A client that can make or replace what others sign in with can become any of them, and what it made outlives the removal of its own access.",
  fix: "Remove the permission; let an administrator or this tool make the credential.",
  bad: `roles:
  provisioning:
    name: Integration - Provisioning
    access: read-write
    permissions: ["directory:user:edit", "directory:user:setPassword"]`,
  good: `roles:
  provisioning:
    name: Integration - Provisioning
    permissions: ["directory:user:view"]`,
  related: ["no-self-escalation"],
  checks: {
    role: reads("role", ["permissions"], ({ permissions }) => listedInRole(permissions, "credentials")),
    client: reads("client", ["grants"], ({ grants }) => listedInGrants(grants, "credentials")),
    grant: reads("grant", ["grants"], ({ grants }) => listedInExisting(grants, "credentials")),
  },
};
