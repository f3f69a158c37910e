/** Clients that nobody uses, by the vendor's own counts of calls. */
import type { SnapshotClient } from "../../../access/snapshot/model.ts";
import type { Found, OrgCheck } from "../check.ts";
import type { AuditedOrg } from "../org.ts";

export const dormantClient: OrgCheck = {
  id: "dormant-client",
  category: "ownership",
  severity: "medium",
  title: "Every client is used",
  why: "A client that nobody uses is watched by nobody: its secret lies somewhere and opens everything that it ever could. The counts leave out today, and calls of the vendor's own programs.",
  fix: "Ask its owner; then set it inactive, which the org takes back, and delete it after a while.",
  look: (org) => {
    const { usage } = org;
    if (!usage.read) return { found: [], skipped: usage.reason };
    const { days, requests } = usage;
    return {
      found: org.snapshot.clients.flatMap((client): Found[] => {
        // The reading client has just made calls, and today's are not counted yet.
        if (client.state !== "active" || client.id === org.snapshot.readBy.clientId) return [];
        const calls = requests.get(client.id.toLowerCase());
        const subject = org.subject("client", client.id);
        const found = (message: string): Found => ({ subject, items: [{ key: "calls", message }] });
        if (calls && calls.requests > 0) {
          if (calls.successes > 0) return [];
          const message = `All of its ${calls.requests} calls in ${days} days failed.`;
          return [
            {
              ...found(message),
              severity: "low",
              fix: "Ask its owner what it tries; a client that gets nothing may be left over.",
            },
          ];
        }
        return judged(client, days, org).map((state) =>
          state === "finding"
            ? found(`It made no call in ${days} days.`)
            : {
                ...found(
                  `It made no call in ${days} days, and the org does not say when it was made: it may be younger.`,
                ),
                state,
              },
        );
      }),
    };
  },
};

/** What is younger than the days that were looked at is not judged. */
function judged(
  { dateCreated }: SnapshotClient,
  days: number,
  { snapshot }: AuditedOrg,
): ("finding" | "investigate")[] {
  const made = Date.parse(dateCreated ?? "");
  if (Number.isNaN(made)) return ["investigate"];
  return Date.parse(snapshot.readAt) - made > days * 86_400_000 ? ["finding"] : [];
}
