/** Each client of the org with what it can do, those with most that is wrong first. */
import { DANGER_KINDS, dangersOf } from "../../access/catalogue/dangers.ts";
import { isWritePermission } from "../../access/catalogue/permissions.ts";
import { compareText, sortedOnce } from "../../access/values/text.ts";
import { dangersIn } from "../../policies/rules/shared/danger.ts";
import { heldBy, permissionsOf } from "../../policies/rules/shared/held.ts";
import { AUDIT_SEVERITIES, type AuditClient, type AuditFinding } from "./model.ts";
import type { AuditedOrg } from "./org.ts";

export function auditClients(org: AuditedOrg, findings: readonly AuditFinding[]): AuditClient[] {
  const known = new Set(org.desired.roles.map(({ key }) => key));
  const open = findings.filter(({ status }) => status === "open");
  const about = Map.groupBy(open, ({ subject }) => `${subject.kind}/${subject.id}`);
  return org.stack.clients
    .flatMap(({ key, grants }): AuditClient[] => {
      const client = org.clients.get(org.withIds(key));
      if (!client) return [];
      const { id, name, description, grantType, state } = client;
      const held = heldBy(grants);
      const roles = grants
        .filter(({ roleKey }) => known.has(roleKey))
        .map(({ roleKey, divisions, allDivisions }) => {
          const { id: role, name: title } = org.subject("role", org.withIds(roleKey));
          return {
            id: role,
            name: title,
            divisions: allDivisions ? ["*"] : divisions.map(org.withNames).sort(compareText),
          };
        });
      const own = [
        ...(about.get(`client/${id}`) ?? []),
        ...roles
          .flatMap((role) => about.get(`role/${role.id}`) ?? [])
          .filter(({ check }) => check !== "administrators"),
      ];
      const written = grants.flatMap(permissionsOf);
      const calls = org.usage.read ? (org.usage.requests.get(id.toLowerCase())?.requests ?? 0) : null;
      const severities = own.map(({ severity }) => AUDIT_SEVERITIES.indexOf(severity));
      return [
        {
          id,
          name,
          description,
          grantType,
          state,
          roles,
          allDivisions: grants.some(({ allDivisions }) => allDivisions),
          permissions: held.size,
          writes: [...held.keys()].filter(isWritePermission).length,
          wildcards: sortedOnce(written.filter((one) => one.includes("*"))),
          dangers: DANGER_KINDS.filter((kind) => dangersIn(held, dangersOf(kind)).length > 0),
          unknown: grants.some(({ roleKey }) => !known.has(roleKey)),
          requests: calls,
          severity: severities.length === 0 ? null : (AUDIT_SEVERITIES[Math.min(...severities)] ?? null),
          findings: own.map((finding) => finding.id),
        },
      ];
    })
    .sort((a, b) => rank(a) - rank(b) || b.permissions - a.permissions || compareText(a.id, b.id));
}

function rank({ severity }: AuditClient): number {
  return severity === null ? AUDIT_SEVERITIES.length : AUDIT_SEVERITIES.indexOf(severity);
}
