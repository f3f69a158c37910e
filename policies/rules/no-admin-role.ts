import { z } from "zod";
import { isAdminRole, isDefaultRole, soundsLikeAdmin } from "../../access/catalogue/defaultRoles.ts";
import { allPermissions } from "../../access/catalogue/permissions.ts";
import type { RoleGrantFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { singles } from "./shared/held.ts";

const options = z.object({
  share: z
    .number()
    .gt(0)
    .max(1)
    .default(0.5)
    .meta({ loosens: "more" })
    .describe(
      "Share of the catalogue's permissions from which on a role counts as an administrator's, whatever its name",
    ),
});

export const noAdminRole: Rule = {
  id: "no-admin-role",
  category: "privilege",
  severity: "critical",
  enforcementLevel: "mandatory",
  title: "No client holds a role that the vendor ships, and nobody is made an administrator",
  why: "Default roles are made for people, are wide, and grow with the vendor's releases. A client needs a role of its own; an administrator is appointed by a person, not by a file. Users and groups may hold default roles other than those of administrators.",
  fix: "Define a role with the permissions that are needed, under a name of its own.",
  bad: `roles:
  admin: { existing: Admin }
clients:
  legacy:
    existing: 6f1a2c3d-0000-4000-8000-000000000001
    grants:
      - { role: admin, divisions: all, justification: "It always had it" }`,
  good: `roles:
  queue-reader:
    name: Integration - Queue Reader
    permissions: ["routing:queue:view"]
clients:
  legacy:
    existing: 6f1a2c3d-0000-4000-8000-000000000001
    grants:
      - { role: queue-reader, divisions: [EMEA_Operations] }`,
  related: ["no-self-escalation", "no-legacy-permission"],
  options,
  checks: {
    role: reads("role", ["name", "permissions"], ({ name, permissions }, { share }: z.infer<typeof options>) => [
      ...(isDefaultRole(name)
        ? [{ atom: name, at: ["name"], message: `"${name}" is the name of a role that the vendor ships.` }]
        : []),
      ...tooWide(permissions, share),
    ]),
    grant: reads("grant", ["grants"], ({ key, grants }, { share }: z.infer<typeof options>) =>
      grants.flatMap((grant) => [...shippedRole(key, grant), ...tooWideExisting(grant, share)]),
    ),
  },
};

function tooWide(permissions: readonly string[], share: number): Violation[] {
  const [held, all] = [singles(permissions).length, [...allPermissions()].length];
  if (held < share * all) return [];
  const message = `The role holds ${held} permissions, where the catalogue has ${all}: an administrator under another name.`;
  return [{ atom: "too-wide", at: ["permissions"], message }];
}

function tooWideExisting({ roleKey, role, existingPermissions }: RoleGrantFacts, share: number): Violation[] {
  if (role !== undefined || existingPermissions === undefined) return [];
  return tooWide(existingPermissions, share).map(({ message }) => ({
    atom: `${roleKey}/too-wide`,
    at: ["grants"],
    message: `Role "${roleKey}" of the org: ${message}`,
  }));
}

/** By the name as it is written, and by the one that the org has for an id. */
function shippedRole(subject: string, grant: RoleGrantFacts): Violation[] {
  const { roleKey, existingRole, existingName = existingRole, existingPermissions } = grant;
  if (existingRole === undefined || existingName === undefined) return [];
  // Where the org told the permissions, a name that only sounds like an administrator's is judged by them.
  const isAdmin = existingPermissions === undefined ? soundsLikeAdmin : isAdminRole;
  const admin = [existingRole, existingName].find((name) => isAdmin(name));
  const shipped = subject.startsWith("clients/") && [existingRole, existingName].some(isDefaultRole);
  if (admin === undefined && !shipped) return [];
  const what = admin === undefined ? "a role that the vendor ships" : "an administrator's role";
  const message = `"${existingRole}"${existingName === existingRole ? "" : `, "${existingName}" in the org,`} is ${what}.`;
  return [{ atom: roleKey, at: ["grants"], message }];
}
