/** What nobody can say of a client here: how it logs in, how long its tokens live, and clients that hold roles and are not listed. */
import { parseGrantType } from "../../../access/values/grantType.ts";
import type { Found, OrgCheck } from "../check.ts";

export const unknownClient: OrgCheck = {
  id: "unknown-client",
  category: "client",
  severity: "medium",
  title: "Of every client is known how it logs in and what it is",
  why: "What is not known of a client cannot be judged, and may be the worst of it.",
  fix: "Look at the client in Admin > Integrations > OAuth, and read the org again with a client that may see it.",
  look: (org) => {
    const { clients, grants } = org.snapshot;
    const listed = new Set(clients.map(({ id }) => id));
    const hidden = new Set(
      grants.flatMap(({ subjectKind, subject }) => (subjectKind === "client" && !listed.has(subject) ? [subject] : [])),
    );
    const found = (id: string, key: string, message: string): Found => ({
      subject: org.subject("client", id),
      items: [{ key, message }],
      state: "investigate",
    });
    return {
      found: [
        ...clients.flatMap(({ id, grantType, tokenLifetime }): Found[] => {
          if (parseGrantType(grantType) === undefined)
            return [found(id, "grantType", `It logs in with ${JSON.stringify(grantType)}, which is not known here.`)];
          if (tokenLifetime !== null) return [];
          return [{ ...found(id, "tokenLifetime", "The org does not say how long its tokens live."), severity: "low" }];
        }),
        ...[...hidden].map((id) =>
          found(id, "listed", "It holds roles, and the org does not list it to the reading client."),
        ),
      ],
    };
  },
};
