/** People and groups who can make themselves anything: somebody has to be, and everybody should know who. */

import { dangersOf } from "../../../access/catalogue/dangers.ts";
import { isAdminRole } from "../../../access/catalogue/defaultRoles.ts";
import { quote } from "../../../access/values/flaw.ts";
import { dangersIn } from "../../../policies/rules/shared/danger.ts";
import { permissionsOf, singles } from "../../../policies/rules/shared/held.ts";
import type { Found, OrgCheck } from "../check.ts";

export const administrators: OrgCheck = {
  id: "administrators",
  category: "privilege",
  severity: "info",
  title: "Who administers the org is known",
  why: "An administrator is appointed by a person; a list that is longer than anybody thought is the most common surprise of an audit. Members of a group are not known here.",
  fix: "Take the role from whoever does not need it.",
  look: (org) => {
    const holders = org.stack.grants.filter(({ key }) => !key.startsWith("clients/"));
    const byRole = Map.groupBy(
      holders.flatMap(({ key, grants }) => grants.map((grant) => ({ key, grant }))),
      ({ grant }) => org.withIds(grant.roleKey),
    );
    return {
      found: [...byRole].flatMap(([id, held]): Found[] => {
        const [first] = held;
        const role = org.roles.get(id);
        if (!first || !role) return [];
        const permitted = new Set(singles(permissionsOf(first.grant)));
        const isAdmin = role.default && isAdminRole(role.name);
        if (!isAdmin && dangersIn(permitted, dangersOf("escalation")).length === 0) return [];
        const items = [...new Set(held.map(({ key }) => key))].map((key) => {
          const [section = "", ...rest] = key.split("/");
          const who = rest.join("/");
          const kind = section === "users" ? "user" : "group";
          return { key: `${kind}:${org.withIds(who)}`, message: `The ${kind} ${quote(org.withNames(who))} holds it.` };
        });
        return [{ subject: org.subject("role", id), items }];
      }),
    };
  },
};
