import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import { type ExplainResult, explain } from "../../../access/explain/explain.ts";
import type { Explanation } from "../../../access/explain/model.ts";
import { printProblem } from "../../../access/language/problem.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import { loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";

const YAML = `organization: { id: ${ORGANIZATION} }
divisions:
  EMEA: { name: EMEA_Operations }
  NA: { name: NA_Operations }
  Silo: { manage: true }
roles:
  queue-reader:
    name: Queue Reader
    permissions: [routing:queue:view]
  exporter:
    name: Exporter
    permissions:
      - outbound:schedule:view
      - analytics:queueObservation:view
      - permission: analytics:conversationDetail:view
        condition:
          conjunction: AND
          terms: [{ variableName: Conversation.mediaType, operator: EQ, operands: [{ type: SCALAR, value: CALL }] }]
  wide:
    name: Wide
    permissions: ["recording:*:view", "newProduct:newEntity:view"]
  employee: { existing: Employee }
clients:
  bi:
    name: BI
    grantType: client-credentials
    grants:
      - { role: queue-reader, divisions: [EMEA] }
      - { role: exporter, divisions: [EMEA] }
  selector:
    name: Selector
    grantType: client-credentials
    grants:
      - { role: queue-reader, divisions: { match: "EMEA_*", exclude: "*_Test" } }
  everywhere:
    name: Everywhere
    grantType: client-credentials
    grants:
      - { role: wide, divisions: all, justification: Recordings of all regions }
  portal:
    name: Portal
    grantType: code
    scopes: ["conversations", "users:readonly"]
    redirectUris: [https://portal.contoso.example/callback]
  legacy:
    existing: 7a0f1e5c-1111-4222-8333-444455556666
    grants:
      - { role: employee, divisions: [NA] }
groups:
  Quality Team:
    grants:
      - { role: employee, divisions: [EMEA] }
      - { role: queue-reader, divisions: [NA] }
`;

/** A stack with one subject for every layer, planned without an org. */
export function stack() {
  const spec = specOf(loadTexts({ "stack.yaml": YAML }));
  const planned = planOffline(spec);
  if (!planned.ok) throw new Error(planned.problems.map(printProblem).join("\n"));
  return { spec, access: effectiveAccess(planned.desired, spec) };
}

export function ask(client: string, can: string, division?: string): Explanation {
  const result = askAnything(client, can, division);
  if (!result.ok) throw new Error(result.flaw.message);
  return result.explanation;
}

export function askAnything(client: string, can: string, division?: string): ExplainResult {
  const { spec, access } = stack();
  return explain(access, spec, { client, can, ...(division !== undefined && { division }) });
}

/** The text at the line of a position in the stack's file. */
export function lineOf({ line }: { readonly line: number }): string {
  return YAML.split("\n")[line - 1]?.trim() ?? "";
}
