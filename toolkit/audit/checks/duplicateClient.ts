/** Clients that seem to be one and the same: of one name, with the same roles in the same divisions. */
import { quote } from "../../../access/values/flaw.ts";
import { listed } from "../../../access/values/listed.ts";
import { compareText } from "../../../access/values/text.ts";
import type { Found, OrgCheck } from "../check.ts";

export const duplicateClient: OrgCheck = {
  id: "duplicate-client",
  category: "ownership",
  severity: "low",
  title: "No two clients of one name hold the same",
  why: "The second one is what a rotation or a trial left behind: its secret works as well as the first one's.",
  fix: "Find out which of them is in use, and delete the other.",
  look: (org) => {
    const held = Map.groupBy(org.snapshot.grants, ({ subject }) => subject);
    const same = Map.groupBy(org.snapshot.clients, ({ id, name, grantType }) => {
      const grants = (held.get(id) ?? []).map(({ role, division }) => `${role}/${division}`).sort(compareText);
      return JSON.stringify([withoutNumber(name), grantType, grants]);
    });
    return {
      found: [...same.values()].flatMap((clients): Found[] => {
        const [first, ...others] = clients;
        if (!first || others.length === 0 || (held.get(first.id) ?? []).length === 0) return [];
        const names = listed(others.map(({ name, id }) => `${quote(name)} (${id})`));
        const key = others.map(({ id }) => id).join("+");
        return [
          {
            subject: org.subject("client", first.id),
            items: [{ key, message: `It holds exactly what ${names} holds.` }],
          },
        ];
      }),
    };
  },
};

/** `Reports`, `reports 2`, `Reports (copy)` and `Reports (2)` are one name here. */
function withoutNumber(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[\s_-]*(\((copy|\d+)\)|copy|\d+)$/, "");
}
