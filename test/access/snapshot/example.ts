import type { Snapshot } from "../../../access/snapshot/model.ts";

const id = (kind: string, index: number) => `${kind}000000-0000-4000-8000-00000000000${index}`;

export const ROLE = id("b0", 1);
export const DIVISION = id("d0", 1);
export const CLIENT = id("c0", 1);
export const USER = id("e0", 1);
export const GROUP = id("f0", 1);

/** A small org, read in full. */
export function exampleSnapshot(changes: Partial<Snapshot> = {}): Snapshot {
  return {
    formatVersion: 1,
    tool: "genesys-access 0.0.0",
    readAt: "2026-11-29T12:00:00.000Z",
    organization: { id: "7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101", name: "Contoso", region: "mypurecloud.de" },
    readBy: { clientId: CLIENT, name: "Reader" },
    settings: { authorizationGrantDivisionAware: false },
    personalData: "kept",
    divisions: [{ id: DIVISION, name: "Home", description: "", home: true }],
    roles: [
      {
        id: ROLE,
        name: "Reader",
        description: "",
        default: false,
        general: [],
        policies: [
          { domain: "analytics", entity: "conversationDetail", actions: ["view"], condition: null },
          { domain: "routing", entity: "queue", actions: ["view"], condition: { conjunction: "AND", terms: [] } },
        ],
      },
    ],
    clients: [
      {
        id: CLIENT,
        name: "Reader",
        description: "",
        grantType: "CLIENT-CREDENTIALS",
        tokenLifetime: 3600,
        redirectUris: [],
        scopes: [],
        state: "active",
        dateCreated: null,
        dateModified: null,
        dateToDelete: null,
      },
    ],
    people: [
      { kind: "user", id: USER, name: "ada@contoso.example", state: "active" },
      { kind: "group", id: GROUP, name: "Analysts", state: "active" },
    ],
    grants: [
      { subjectKind: "client", subject: CLIENT, role: ROLE, division: "*" },
      { subjectKind: "group", subject: GROUP, role: ROLE, division: DIVISION },
      { subjectKind: "user", subject: USER, role: ROLE, division: DIVISION },
    ],
    coverage: [
      { part: "settings", state: "read", count: 1 },
      { part: "divisions", state: "read", count: 1 },
      { part: "roles", state: "read", count: 1 },
      { part: "clients", state: "read", count: 1 },
      { part: "client-grants", state: "read", count: 1 },
      { part: "user-grants", state: "read", count: 1 },
      { part: "group-grants", state: "read", count: 1 },
      { part: "people", state: "read", count: 2 },
    ],
    ...changes,
  };
}
