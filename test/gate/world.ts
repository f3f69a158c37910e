/** The project that every attack starts from: deployed, and without a mandatory finding. */
import { SEED } from "../../simulator/index.ts";

/** Text by file; undefined for a file that is taken away. */
export type Files = Readonly<Record<string, string | undefined>>;

export const STACK = "prod";
export const SPEC_FILE = `stacks/${STACK}.yaml`;
export const SETTINGS_FILE = `stacks/Pulumi.${STACK}.yaml`;
export const LOCK_FILE = `stacks/${STACK}.lock.json`;

export const SPEC = `organization: { id: ${SEED.organizationId}, name: Contoso (simulated) }
divisions:
  EMEA_Operations: {}
  NA_Operations: {}
roles:
  reader:
    name: Integration - Reader
    purpose: Names of queues
    permissions: ["routing:queue:view"]
  viewer:
    name: Team - Viewer
    purpose: Names of skills
    permissions: ["routing:skill:view"]
  changer:
    name: Team - Changer
    purpose: Changes of skills
    access: read-write
    permissions: ["routing:skill:update"]
  desk: { existing: ${SEED.roles.user} }
clients:
  export:
    name: Export
    owner: bi-team@contoso.example
    purpose: Names of queues
    grantType: client-credentials
    secret: { deliver: { command: "cat > secret.txt" } }
    cannot: ["routing:queue:edit"]
    grants:
      - { role: reader, divisions: [EMEA_Operations] }
  crm:
    name: CRM
    owner: crm@contoso.example
    purpose: Records of callers
    grantType: code
    tokenLifetime: 1h
    scopes: ["conversations:readonly"]
    redirectUris: ["https://crm.contoso.example/callback"]
  old:
    existing: ${SEED.legacy.clientId}
    grants:
      - { role: viewer, divisions: [EMEA_Operations] }
users:
  emma.emea@contoso.example:
    grants:
      - { role: desk, divisions: [EMEA_Operations] }
      - { role: viewer, divisions: { match: "EMEA_*" } }
groups:
  EMEA Supervisors:
    grants:
      - { role: changer, divisions: [EMEA_Operations] }
only:
  - { permission: "routing:skill:update", subjects: ["groups.EMEA Supervisors", users.emma.emea@contoso.example] }
policies:
  delivery-command: { commands: ["cat > secret.txt"] }
  exact-redirect-uri: { hosts: [crm.contoso.example] }
  no-self-escalation: mandatory
`;

/** The selectors of the stack may take one division, and no other that gets a matching name. */
export const LOCK = `{
  "formatVersion": 1,
  "organization": "${SEED.organizationId}",
  "divisions": [
    { "name": "EMEA_Operations", "id": "${SEED.divisions.EMEA_Operations}" }
  ]
}
`;

export const PROJECT = `name: genesys-access
runtime: { name: nodejs, options: { typescript: false } }
main: index.ts
stackConfigDir: stacks
requiredPulumiVersion: ">=3.100.0"
`;

export const BASE: Files = {
  [SPEC_FILE]: SPEC,
  [LOCK_FILE]: LOCK,
  "Pulumi.yaml": PROJECT,
  CODEOWNERS: "stacks/ @contoso/security\n",
};

/** The spec with other words in one place, and perhaps more behind it. */
export function spec(from: string, to: string, more = ""): Files {
  if (SPEC.split(from).length !== 2) throw new Error(`The spec says ${from} not exactly once.`);
  return { [SPEC_FILE]: `${SPEC.replace(from, to)}${more}` };
}

export function settings(text: string): Files {
  return { [SETTINGS_FILE]: text };
}

/** The line of the attacked spec, from 1, that has these words first. */
export function lineOf(files: Files, words: string, file = SPEC_FILE): number {
  const line = (files[file] ?? "").split("\n").findIndex((text) => text.includes(words));
  if (line < 0) throw new Error(`${file} does not say ${words}.`);
  return line + 1;
}
