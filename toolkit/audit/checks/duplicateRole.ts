/** Roles of the org's own that permit the same. */
import { quote } from "../../../access/values/flaw.ts";
import { listed } from "../../../access/values/listed.ts";
import type { Found, OrgCheck } from "../check.ts";

export const duplicateRole: OrgCheck = {
  id: "duplicate-role",
  category: "ownership",
  severity: "low",
  title: "No two roles permit the same",
  why: "What is mended in one of them stays wrong in the other.",
  fix: "Keep one of them, grant it to the holders of the others, and delete those.",
  look: (org) => {
    const own = org.desired.roles.filter(({ key, permissions, conditional, general }) => {
      const role = org.roles.get(org.withIds(key));
      const permitsSomething = permissions.length + conditional.length + (general?.length ?? 0) > 0;
      return role?.default === false && role.policies !== null && permitsSomething;
    });
    const same = Map.groupBy(own, ({ permissions, conditional, general }) =>
      JSON.stringify([permissions, conditional, general ?? []]),
    );
    return {
      found: [...same.values()].flatMap((roles): Found[] => {
        const [first, ...others] = roles.map(({ key }) => org.subject("role", org.withIds(key)));
        if (!first || others.length === 0) return [];
        const names = listed(others.map(({ name, id }) => `${quote(name)} (${id})`));
        return [
          {
            subject: first,
            items: [{ key: others.map(({ id }) => id).join("+"), message: `It permits the same as ${names}.` }],
          },
        ];
      }),
    };
  },
};
