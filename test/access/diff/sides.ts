/** Specs as short texts -> effective access, for tests that compare two of them. */
import { effectiveAccess } from "../../../access/effective/effectiveAccess.ts";
import type { EffectiveAccess } from "../../../access/effective/model.ts";
import { planOffline } from "../../../access/plan/planOffline.ts";
import { loadTexts, ORGANIZATION, specOf } from "../fixtures/load.ts";

/** Planned without an org; `text` is the spec below its organization. */
export function sideOf(text: string): EffectiveAccess {
  const spec = specOf(loadTexts({ "prod.yaml": `organization: { id: ${ORGANIZATION} }\n${text}` }));
  const planned = planOffline(spec);
  if (!planned.ok) throw new Error(JSON.stringify(planned.problems));
  return effectiveAccess(planned.desired, spec);
}

/** One client with one role in one division, and what is changed of it. */
export function oneClient({
  permissions = `["routing:queue:view"]`,
  divisions = "[EMEA_Operations]",
  key = "bi",
  name = "BI",
} = {}): EffectiveAccess {
  return sideOf(`
divisions: { EMEA_Operations: {}, NA_Operations: {} }
roles:
  reader: { name: Reader, permissions: ${permissions} }
clients:
  ${JSON.stringify(key)}:
    name: ${JSON.stringify(name)}
    grantType: client-credentials
    grants: [{ role: reader, divisions: ${divisions} }]
`);
}
