/** Who can make itself anything: what lets a holder widen its own access, over all of its roles together. */

import { dangersOf } from "../../../access/catalogue/dangers.ts";
import { isAdminRole } from "../../../access/catalogue/defaultRoles.ts";
import { generalPermission } from "../../../access/catalogue/generalPermissions.ts";
import { partNotShown } from "../../../access/snapshot/desired.ts";
import { quote } from "../../../access/values/flaw.ts";
import { listed } from "../../../access/values/listed.ts";
import type { RoleGrantFacts } from "../../../policies/facts.ts";
import { atomOf, dangersIn } from "../../../policies/rules/shared/danger.ts";
import { heldBy, permissionsOf } from "../../../policies/rules/shared/held.ts";
import type { Found, OrgCheck } from "../check.ts";
import type { AuditItem } from "../model.ts";
import type { AuditedOrg } from "../org.ts";

export const escalationPath: OrgCheck = {
  id: "escalation-path",
  category: "privilege",
  severity: "critical",
  title: "No client can give itself any access",
  why: "Whoever has the secret of such a client is an administrator of the org, one call later, whatever its roles say today.",
  fix: "In Admin > Integrations > OAuth > the client > Roles, take away the roles that are named here, or give the client a role of its own with what it calls.",
  look: (org) => ({
    found: org.stack.clients.flatMap(({ key, grants }): Found[] => {
      const subject = org.subject("client", org.withIds(key));
      const items = pathsOf(grants, org);
      if (items.length > 0) return [{ subject, items }];
      const doubts = doubtsOf(grants, org);
      return doubts.length > 0
        ? [{ subject, items: doubts, state: "investigate", severity: "high", fix: READ_IT }]
        : [];
    }),
  }),
};

const ADMIN = "admin";
const READ_IT = "Read the org with a client that may see the role, or look at its permissions in the console.";

function pathsOf(grants: readonly RoleGrantFacts[], org: AuditedOrg): AuditItem[] {
  const held = heldBy(grants);
  const byKey = new Map(grants.map((grant) => [grant.roleKey, grant]));
  const through = (roleKeys: readonly (string | undefined)[]) =>
    listed(
      [...new Set(roleKeys)].map((one) => `role ${roleText(one === undefined ? undefined : byKey.get(one), org)}`),
    );
  const admins = grants.flatMap((grant): AuditItem[] => {
    const id = org.withIds(grant.roleKey);
    const role = org.roles.get(id);
    if (!role?.default || !isAdminRole(role.name)) return [];
    return [
      {
        key: `role:${id}`,
        message: `It holds ${roleText(grant, org)}, a role of administrators that the vendor ships.`,
      },
    ];
  });
  const everything = grants.flatMap((grant): AuditItem[] =>
    permissionsOf(grant).includes("*:*:*")
      ? [
          {
            key: `*:*:*/${org.withIds(grant.roleKey)}`,
            message: `"*:*:*" lets it do everything, through ${through([grant.roleKey])}.`,
          },
        ]
      : [],
  );
  const flags = grants.flatMap((grant): AuditItem[] =>
    permissionsOf(grant).includes(ADMIN)
      ? [
          {
            key: `${ADMIN}/${org.withIds(grant.roleKey)}`,
            message: `It holds the old general permission "${ADMIN}", which ${generalPermission(ADMIN)}, through ${through([grant.roleKey])}.`,
          },
        ]
      : [],
  );
  const dangers = dangersIn(held, dangersOf("escalation")).map((danger): AuditItem => {
    const permissions = danger.permissions.map(quote).join(" with ");
    const roles = danger.permissions.map((permission) => held.get(permission));
    return { key: atomOf(danger), message: `${permissions} lets it ${danger.does}, through ${through(roles)}.` };
  });
  return [...everything, ...admins, ...flags, ...dangers];
}

/** `"Legacy" in all divisions`. */
function roleText(grant: RoleGrantFacts | undefined, org: AuditedOrg): string {
  if (!grant) return "that is not known";
  const where = grant.allDivisions ? "all divisions" : listed(grant.divisions.map(org.withNames));
  return `${quote(org.withNames(grant.roleKey))} in ${where}`;
}

/** Roles of which something is not known: one that is not in the reading, and one of which a part was not shown. */
function doubtsOf(grants: readonly RoleGrantFacts[], org: AuditedOrg): AuditItem[] {
  const known = new Set(org.desired.roles.map(({ key }) => key));
  return grants
    .filter(({ roleKey }) => !known.has(roleKey))
    .map(({ roleKey }) => {
      const whole = org.desired.roles.find(({ key }) => partNotShown(key) === roleKey);
      const name = whole ? quote(org.withNames(whole.key)) : quote(org.withIds(roleKey));
      return {
        key: `role:${org.withIds(roleKey)}`,
        message: `Nobody can say here whether it can: not everything that role ${name} permits was shown to the reading client.`,
      };
    });
}
