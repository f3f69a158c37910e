import { scopeExists } from "../../access/catalogue/scopes.ts";
import type { RoleGrantFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { heldBy } from "./shared/held.ts";
import { nearlyAllScopes } from "./shared/nearlyAllScopes.ts";
import { openedBy, scopesWithoutPermission } from "./shared/opened.ts";

export const unusedScope: Rule = {
  id: "unused-scope",
  category: "scope",
  severity: "low",
  enforcementLevel: "advisory",
  title: "Every declared scope is one that the roles of the client use",
  why: "A scope that no permission needs says that the client does more than it can, or that a role lost a permission. Scopes whose operations ask for no permission (`users:readonly`, for names) are not reported.",
  fix: "Remove the scope, or add the permission that needs it.",
  bad: `roles:
  queue-reader:
    name: Integration - Queue Reader
    permissions: ["routing:queue:view"]
clients:
  queue-names:
    name: Queue Names
    grantType: client-credentials
    scopes: ["routing:readonly", "outbound:readonly"]
    grants:
      - { role: queue-reader, divisions: [EMEA_Operations] }`,
  good: `roles:
  queue-reader:
    name: Integration - Queue Reader
    permissions: ["routing:queue:view"]
clients:
  queue-names:
    name: Queue Names
    grantType: client-credentials
    scopes: ["routing:readonly"]
    grants:
      - { role: queue-reader, divisions: [EMEA_Operations] }`,
  related: ["scope-ceiling", "no-wildcard-scope"],
  checks: {
    client: reads("client", ["scopes", "grants"], ({ scopes, grants }) =>
      // A user-context client has no roles of its own: what its users can do is not known here. Nearly all scopes are one finding of no-wildcard-scope.
      grants.length === 0 || nearlyAllScopes(scopes) ? [] : unused(scopes, grants),
    ),
  },
};

function unused(scopes: readonly string[], grants: readonly RoleGrantFacts[]): Violation[] {
  const held = heldBy(grants);
  const operations = [...held.keys()].flatMap((permission) => openedBy(permission, held));
  if (operations.some((operation) => operation.scopes === undefined)) return []; // its scope may be any of them
  const used = new Set(operations.flatMap((operation) => operation.scopes ?? []));
  return scopes
    .filter(
      (scope) => scopeExists(scope) && scope !== "all" && !used.has(scope) && !scopesWithoutPermission().has(scope),
    )
    .map((scope) => ({
      atom: scope,
      at: ["scopes"],
      message: `No permission of the client's roles uses the scope "${scope}".`,
    }));
}
