import type { StackFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";

export const clientAcrossOrgs: Rule = {
  id: "client-across-orgs",
  category: "client",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "A client serves one organization",
  why: "An OAuth client lives in one organization. Its id in the files of two means that one of them is a copy that was not finished, or that one secret is meant to open both.",
  fix: "Make a client of its own in each organization.",
  bad: `organization: { id: 7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101 }
clients:
  export:
    existing: 6f1a2c3d-0000-4000-8000-000000000001
---
organization: { id: 0b0e5d0c-93a4-4b52-8a43-52d6ffb10202 }
clients:
  export:
    existing: 6f1a2c3d-0000-4000-8000-000000000001`,
  good: `organization: { id: 7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101 }
clients:
  export:
    existing: 6f1a2c3d-0000-4000-8000-000000000001
---
organization: { id: 0b0e5d0c-93a4-4b52-8a43-52d6ffb10202 }
clients:
  export:
    existing: 6f1a2c3d-0000-4000-8000-000000000002`,
  related: [],
  checks: {
    fleet: reads("fleet", ["stacks"], ({ stacks }) => shared(stacks)),
  },
};

/** One violation for each id, however many stacks name it: they all have to be looked at. */
function shared(stacks: readonly StackFacts[]): Violation[] {
  const uses = stacks.flatMap(({ key, organization, existingClients }) =>
    existingClients.map((client) => ({ id: client.id.toLowerCase(), stack: key, organization })),
  );
  return [...Map.groupBy(uses, ({ id }) => id)]
    .filter(([, named]) => new Set(named.map(({ organization }) => organization.toLowerCase())).size > 1)
    .map(([id, named]) => {
      const where = [...new Set(named.map(({ stack }) => `"${stack}"`))].join(" and ");
      return { atom: id, at: [], message: `Client ${id} stands in the stacks ${where}, of different organizations.` };
    });
}
