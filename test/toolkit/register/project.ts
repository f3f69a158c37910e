/** A project with one stack in a folder of its own. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** With an old general name, a formula and text that turns around: an org calls its things as it likes. */
export const SPEC = `organization: { id: 9d2b6f18-5a3e-4e07-b1c4-60f7a8d3e592, name: Contoso, region: mypurecloud.de }
divisions: { EMEA: {}, NA: {} }
roles:
  reader:
    name: "=HYPERLINK(\\"http://contoso.example\\")"
    purpose: Reads queues
    permissions: ["routing:queue:view"]
  listener:
    name: Integration - Listener
    purpose: Reads recordings
    permissions:
      - permission: recording:recording:view
        condition:
          conjunction: AND
          terms:
            - { variableName: Conversation.mediaType, operator: EQ, operands: [{ type: SCALAR, value: CALL }] }
clients:
  crm:
    name: <script>alert(1)</script>
    owner: crm@contoso.example
    purpose: "@everyone reads queues"
    grantType: client-credentials
    scopes: ["routing:readonly"]
    dataProtection: { legalBasis: "Contract, article 6 (1) b", nativeMasking: true }
    grants:
      - { role: reader, divisions: [EMEA] }
      - { role: listener, divisions: all, justification: Recordings of all regions are archived together }
    can: [{ permission: "routing:queue:view", in: EMEA }]
    cannot: [{ permission: "routing:queue:edit" }]
users:
  ann@contoso.example: { grants: [{ role: reader, divisions: [NA] }] }
waivers:
  - finding: sensitive-read/client/crm/none
    reason: It was accepted by the board
    owner: board@contoso.example
    expires: 2027-03-31
`;

export function project(change: (yaml: string) => string = (yaml) => yaml): {
  readonly folder: string;
  readonly remove: () => void;
} {
  const folder = mkdtempSync(join(tmpdir(), "genesys-access-register-"));
  mkdirSync(join(folder, "stacks"));
  writeFileSync(join(folder, "Pulumi.yaml"), "name: access\nruntime: nodejs\nmain: index.ts\n");
  writeFileSync(join(folder, "stacks", "prod.yaml"), change(SPEC));
  return { folder, remove: () => rmSync(folder, { recursive: true }) };
}
