/** A page of so many atoms: clients with roles of twelve permissions in divisions, as in an org that grew for years. The same in every run. */
import type { PageItem, PageModel } from "../../access/report/page/model.ts";

const DOMAINS = [
  "analytics",
  "architect",
  "authorization",
  "conversation",
  "directory",
  "outbound",
  "quality",
  "routing",
];
const ACTIONS = ["view", "add", "edit", "delete"];
const LEVELS = ["read", "write", "write", "write"];
const RISKS = ["low", "high", "medium", "critical"] as const;
/** Of a client: three roles, each of twelve permissions in five divisions or in all of them. */
const [ROLES, PERMISSIONS, DIVISIONS] = [3, 12, 5];

export function largePage(atoms: number): PageModel {
  const subjects: PageModel["subjects"][number][] = [];
  const blocks: PageModel["blocks"][number][] = [];
  for (let left = atoms; left > 0; ) {
    const client = subjects.length;
    subjects.push({
      kind: "client",
      name: `Integration ${client} of team ${client % 17}`,
      id: `00000000-0000-4000-8000-${String(client).padStart(12, "0")}`,
      owner: `team-${client % 17}@contoso.example`,
      grantType: client % 4 === 0 ? "CODE" : "CLIENT-CREDENTIALS",
      facts: [{ label: "Purpose", value: `Exports of team ${client % 17}` }],
    });
    for (let role = 0; role < ROLES && left > 0; role++) {
      const wanted = (client + role) % 7 === 0 ? 1 : DIVISIONS;
      const items = Array.from({ length: Math.max(1, Math.min(PERMISSIONS, Math.floor(left / wanted))) }, (_, index) =>
        itemAt(client, role, index),
      );
      const places =
        wanted === 1
          ? ["all divisions"]
          : Array.from(
              { length: Math.min(wanted, left) },
              (_, index) => `Division ${(client + role * 3 + index) % 40}`,
            );
      left -= items.length * places.length;
      const line = 10 + client * 9 + role;
      blocks.push({
        subject: client,
        places,
        items,
        facts: [
          { label: "Role", value: `Role ${(client * ROLES + role) % 211}` },
          { label: "Granted at", value: `stacks/prod.yaml:${line}:9 clients.integration-${client}.grants[${role}]` },
        ],
      });
    }
  }
  return {
    title: "Access register of a large org",
    lead: "Who can do what, where, and why.",
    facts: [],
    warnings: [],
    words: {
      parts: ["domain", "entity", "action"],
      atom: "atom",
      place: "division",
      everywhere: "all divisions",
      complete: "Every atom is in --format csv and json.",
    },
    subjects,
    blocks,
    tables: [],
    notes: [],
  };
}

function itemAt(client: number, role: number, index: number): PageItem {
  const action = index % ACTIONS.length;
  const domain = DOMAINS[(client + role + Math.floor(index / ACTIONS.length)) % DOMAINS.length] ?? "";
  return {
    path: [domain, `entity${(client * 5 + index) % 23}`, ACTIONS[action] ?? ""],
    level: LEVELS[action] ?? "",
    risk: RISKS[action] ?? "low",
  };
}
