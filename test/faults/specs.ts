/** The stack that the faults strike: ten resources, and a second version that changes most of them. */
import { SEED } from "../../simulator/index.ts";

/** One division, three roles, three clients, three grants. */
export const SPEC = `
organization: { id: ${SEED.organizationId} }
divisions:
  EMEA_Operations: {}
  EMEA_Support: {}
  NA_Operations: {}
  Partner_Silo: { manage: true, description: Agents of the partner }
roles:
  export-reader:
    name: Integration - Export Reader
    purpose: Nightly export
    permissions: ["analytics:conversationDetail:view", "routing:queue:view"]
  adherence-reader:
    name: Integration - Adherence Reader
    purpose: Adherence of the partner's agents
    permissions: ["wfm:historicalAdherence:view", "wfm:managementUnit:view"]
  quality-reader:
    name: Team - Quality Reader
    purpose: Evaluations of conversations
    permissions: ["quality:evaluation:view"]
clients:
  export:
    name: Warehouse Export
    owner: bi@contoso.example
    purpose: Nightly export
    grantType: client-credentials
    grants: [{ role: export-reader, divisions: [EMEA_Operations, NA_Operations] }]
  adherence:
    name: Partner Adherence
    owner: wfm@contoso.example
    purpose: Adherence of the partner's agents
    grantType: client-credentials
    grants: [{ role: adherence-reader, divisions: [Partner_Silo] }]
  sampler:
    name: Quality Sampler
    owner: quality@contoso.example
    purpose: Draws conversations for evaluation
    grantType: client-credentials
    grants:
      - { role: export-reader, divisions: [EMEA_Operations] }
      - { role: quality-reader, divisions: [EMEA_Operations] }
groups:
  Reporting Analysts: { grants: [{ role: quality-reader, divisions: [EMEA_Operations, EMEA_Support] }] }
  Partner Agents: { grants: [{ role: quality-reader, divisions: [Partner_Silo] }] }
users:
  erik.emea@contoso.example: { grants: [{ role: export-reader, divisions: [EMEA_Operations] }] }
`;

/** The holdings after an undisturbed `up` of SPEC, as `holdings` prints them: written by hand, so that nothing of the product is believed. */
export const HOLDINGS: readonly string[] = [
  "client Partner Adherence CLIENT-CREDENTIALS active: Adherence of the partner's agents Owner: wfm@contoso.example. [genesys-access/faults/clients/adherence]",
  "client Quality Sampler CLIENT-CREDENTIALS active: Draws conversations for evaluation Owner: quality@contoso.example. [genesys-access/faults/clients/sampler]",
  "client Warehouse Export CLIENT-CREDENTIALS active: Nightly export Owner: bi@contoso.example. [genesys-access/faults/clients/export]",
  "division Partner_Silo: Agents of the partner [genesys-access/faults/divisions/Partner_Silo]",
  "grant PC_GROUP Partner Agents: Team - Quality Reader @ Partner_Silo",
  "grant PC_GROUP Reporting Analysts: Team - Quality Reader @ EMEA_Operations",
  "grant PC_GROUP Reporting Analysts: Team - Quality Reader @ EMEA_Support",
  "grant PC_OAUTH_CLIENT Partner Adherence: Integration - Adherence Reader @ Partner_Silo",
  "grant PC_OAUTH_CLIENT Quality Sampler: Integration - Export Reader @ EMEA_Operations",
  "grant PC_OAUTH_CLIENT Quality Sampler: Team - Quality Reader @ EMEA_Operations",
  "grant PC_OAUTH_CLIENT Warehouse Export: Integration - Export Reader @ EMEA_Operations",
  "grant PC_OAUTH_CLIENT Warehouse Export: Integration - Export Reader @ NA_Operations",
  "grant PC_USER Erik Emea: Integration - Export Reader @ EMEA_Operations",
  "role Integration - Adherence Reader wfm:historicalAdherence:view wfm:managementUnit:view: Adherence of the partner's agents [genesys-access/faults/roles/adherence-reader]",
  "role Integration - Export Reader analytics:conversationDetail:view routing:queue:view: Nightly export [genesys-access/faults/roles/export-reader]",
  "role Team - Quality Reader quality:evaluation:view: Evaluations of conversations [genesys-access/faults/roles/quality-reader]",
];

type Edit = readonly [from: string, to: string];

/** Every division, role and client changes its text; two grants move to other divisions. No access is gained but those. */
const CHANGES: readonly Edit[] = [
  ["Agents of the partner", "Agents of the new partner"],
  ["purpose: Nightly export", "purpose: Hourly export"],
  ["purpose: Adherence of", "purpose: Working times of"],
  ["Draws conversations", "Draws a few conversations"],
  ["Evaluations of conversations", "Evaluations of a few conversations"],
  ["[EMEA_Operations, EMEA_Support]", "[EMEA_Operations, NA_Operations]"],
  ["export-reader, divisions: [EMEA_Operations] }] }\n", "export-reader, divisions: [EMEA_Support] }] }\n"],
];
const HELD_CHANGES: readonly Edit[] = [
  ...CHANGES.slice(0, 1),
  [": Nightly export", ": Hourly export"],
  [": Adherence of", ": Working times of"],
  ...CHANGES.slice(3, 5),
  ["Analysts: Team - Quality Reader @ EMEA_Support", "Analysts: Team - Quality Reader @ NA_Operations"],
  ["Erik Emea: Integration - Export Reader @ EMEA_Operations", "Erik Emea: Integration - Export Reader @ EMEA_Support"],
];

export const CHANGED_SPEC = edit(SPEC, CHANGES);
export const CHANGED_HOLDINGS: readonly string[] = HOLDINGS.map((line) => edit(line, HELD_CHANGES)).sort();

/** A role gains a permission while a client and a group that hold it lose a division: at no moment may both be true the wrong way round. */
const NARROWING: readonly Edit[] = [
  ['"routing:queue:view"]', '"analytics:conversationAggregate:view", "routing:queue:view"]'],
  ["[EMEA_Operations, NA_Operations]", "[NA_Operations]"],
  ['["quality:evaluation:view"]', '["quality:calibration:view", "quality:evaluation:view"]'],
  ["[EMEA_Operations, EMEA_Support]", "[EMEA_Support]"],
];
export const NARROWING_SPEC = edit(SPEC, NARROWING);
export const NARROWING_HOLDINGS: readonly string[] = HOLDINGS.filter(
  (line) =>
    !line.endsWith("Warehouse Export: Integration - Export Reader @ EMEA_Operations") &&
    !line.endsWith("Reporting Analysts: Team - Quality Reader @ EMEA_Operations"),
).map((line) =>
  edit(line, [
    ["analytics:conversationDetail:view", "analytics:conversationAggregate:view analytics:conversationDetail:view"],
    ["Reader quality:evaluation:view", "Reader quality:calibration:view quality:evaluation:view"],
  ]),
);

/** The stack with every occurrence of each text replaced. */
function edit(text: string, edits: readonly Edit[]): string {
  return edits.reduce((edited, [from, to]) => edited.replaceAll(from, to), text);
}
