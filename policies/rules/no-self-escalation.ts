import { dangersOf } from "../../access/catalogue/dangers.ts";
import { type Rule, reads } from "../rule.ts";
import { atomOf, dangersIn, subjectOf } from "./shared/danger.ts";
import { permissionsOf, singles } from "./shared/held.ts";
import { existingRoles } from "./shared/listed.ts";

export const noSelfEscalation: Rule = {
  id: "no-self-escalation",
  category: "privilege",
  severity: "critical",
  enforcementLevel: "mandatory",
  title: "No role lets its holder widen its own access",
  why: "Who can edit roles, clients, access policies or trusted organizations has every permission, one call later; the limits in this file are then advice. Genesys Cloud's own guard, that an identity hands out only roles that it holds, is about handing out, not about this; how it treats clients is unverified against a live org.",
  fix: "Remove the permission; leave access to this tool and to administrators.",
  bad: `roles:
  access-sync:
    name: Integration - Access Sync
    access: read-write
    permissions: ["authorization:role:edit"]`,
  good: `roles:
  access-sync:
    name: Integration - Access Sync
    permissions: ["authorization:role:view"]`,
  related: ["no-self-escalation-union", "no-credential-creation", "no-admin-role"],
  checks: {
    role: reads("role", ["permissions"], ({ permissions }) =>
      dangersIn(new Set(singles(permissions)), dangersOf("escalation")).map((danger) => ({
        atom: atomOf(danger),
        at: ["permissions"],
        message: `${subjectOf(danger)} lets its holder ${danger.does}.`,
      })),
    ),
    grant: reads("grant", ["grants"], ({ grants }) =>
      existingRoles(grants).flatMap((grant) =>
        dangersIn(new Set(singles(permissionsOf(grant))), dangersOf("escalation")).map((danger) => ({
          atom: `${grant.roleKey}/${atomOf(danger)}`,
          at: ["grants"],
          message: `Role "${grant.roleKey}" gives ${subjectOf(danger)}, which lets its holder ${danger.does}.`,
        })),
      ),
    ),
  },
};
