import type { Operation } from "../../access/catalogue/operations.ts";
import type { RoleGrantFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { heldBy, singles, writtenIn } from "./shared/held.ts";
import { openedBy } from "./shared/opened.ts";
import { smallestScope } from "./shared/smallestScope.ts";

export const scopeCeiling: Rule = {
  id: "scope-ceiling",
  category: "scope",
  severity: "medium",
  enforcementLevel: "mandatory",
  title: "The roles of a client stay below its declared scopes",
  why: "Genesys Cloud does not limit a client-credentials client by scopes: roles and divisions are all that counts there. This tool takes the scopes in the file as a ceiling that whoever approved the client has read, and refuses roles that reach above it. A client without scopes has no ceiling. Of a user-context client nothing is compared: it has the permissions of its user, and its scopes bind if the org enforces them.",
  fix: "Add the scope to the client, or remove the permission from the role.",
  bad: `roles:
  bi-reader:
    name: Integration - BI Reader
    permissions: ["analytics:conversationDetail:view", "outbound:campaign:view"]
clients:
  bi:
    name: BI
    grantType: client-credentials
    scopes: ["analytics:readonly"]
    grants:
      - { role: bi-reader, divisions: [EMEA_Operations] }`,
  good: `roles:
  bi-reader:
    name: Integration - BI Reader
    permissions: ["analytics:conversationDetail:view", "outbound:campaign:view"]
clients:
  bi:
    name: BI
    grantType: client-credentials
    scopes: ["analytics:readonly", "outbound:readonly"]
    grants:
      - { role: bi-reader, divisions: [EMEA_Operations] }`,
  related: ["unused-scope", "no-write-scope"],
  checks: {
    client: reads("client", ["scopes", "grants"], ({ scopes, grants }) =>
      scopes.length === 0 ? [] : aboveCeiling(new Set(scopes), grants),
    ),
  },
};

/** One violation for each permission as it is written, so that a pattern does not drown the rest. */
function aboveCeiling(scopes: ReadonlySet<string>, grants: readonly RoleGrantFacts[]): Violation[] {
  const held = heldBy(grants);
  return [...writtenIn(grants)].flatMap(([permission, roleKey]) => {
    const missing = smallestScope(singles([permission]).flatMap((single) => uncovered(single, held, scopes)));
    if (missing === undefined) return [];
    const message = `Role "${roleKey}" gives "${permission}", whose operations ask for the scope "${missing}", which the client does not declare.`;
    const fix = `Add \`${missing}\` to the scopes of the client, or remove the permission from "${roleKey}".`;
    return [{ atom: `${roleKey}/${permission}`, at: ["grants"], message, fix }];
  });
}

/**
 * The operations of a permission that is above the ceiling. It is below when at least one operation that it opens, with what else the roles hold,
 * accepts a declared scope or asks for none; one that opens nothing by itself, or only operations of unknown scope, is not judged.
 */
function uncovered(permission: string, held: ReadonlyMap<string, string>, scopes: ReadonlySet<string>): Operation[] {
  const operations = openedBy(permission, held).filter((operation) => operation.scopes !== undefined);
  const covered = operations.some(
    ({ scopes: accepted = [] }) => accepted.length === 0 || accepted.some((scope) => scopes.has(scope)),
  );
  return covered ? [] : operations;
}
