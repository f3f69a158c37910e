/** Clients that are switched off and keep what they hold. */
import { quote } from "../../../access/values/flaw.ts";
import type { Found, OrgCheck } from "../check.ts";

export const inactiveClient: OrgCheck = {
  id: "inactive-client",
  category: "client",
  severity: "low",
  title: "A client that is switched off holds no role",
  why: "Whoever may edit clients switches it on again with one call, and it has all of its roles that moment.",
  fix: "Delete the client, or take its roles away.",
  look: ({ snapshot, subject }) => {
    const holders = new Set(snapshot.grants.map((grant) => grant.subject));
    return {
      found: snapshot.clients.flatMap(({ id, state, dateToDelete }): Found[] => {
        if (state === "active" || !holders.has(id)) return [];
        const end = dateToDelete === null ? "" : ` The org deletes it on ${dateToDelete.slice(0, 10)}.`;
        return [
          {
            subject: subject("client", id),
            items: [{ key: "state", message: `It is ${quote(state)} and holds roles.${end}` }],
          },
        ];
      }),
    };
  },
};
