/** Roles on clients that act as whoever signs in: they have no effect there. */
import type { Found, OrgCheck } from "../check.ts";

export const uselessGrant: OrgCheck = {
  id: "useless-grant",
  category: "client",
  severity: "low",
  title: "Only a client that acts by itself holds roles",
  why: "A client that people sign in to has their access; roles of its own wait for the day on which somebody changes its grant type.",
  fix: "Take the roles away, or make it a client-credentials client.",
  look: (org) => {
    const held = Map.groupBy(org.snapshot.grants, ({ subject }) => subject);
    return {
      found: org.snapshot.clients.flatMap(({ id, grantType }): Found[] => {
        const roles = new Set((held.get(id) ?? []).map(({ role }) => role));
        if (grantType === "CLIENT-CREDENTIALS" || roles.size === 0) return [];
        const message = `It logs in with ${JSON.stringify(grantType)}, and holds ${roles.size === 1 ? "a role" : `${roles.size} roles`}.`;
        return [{ subject: org.subject("client", id), items: [{ key: "grants", message }] }];
      }),
    };
  },
};
