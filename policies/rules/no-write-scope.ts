import { isWriteScope, scopeExists } from "../../access/catalogue/scopes.ts";
import { isPermissionLine } from "../../access/values/permission.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { nearlyAllScopes } from "./shared/nearlyAllScopes.ts";

export const noWriteScope: Rule = {
  id: "no-write-scope",
  category: "scope",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "A read-only client asks for readonly scopes only",
  why: "A scope without `:readonly` opens the writing operations of its API as well. Scopes bind user-context clients if the org enforces scopes; on client-credentials clients they are the ceiling that this tool enforces.",
  fix: "Write the `:readonly` form of the scope, or `access: read-write` on the client, and have that reviewed.",
  bad: `clients:
  wallboard:
    name: Wallboard
    grantType: client-credentials
    scopes: [routing]`,
  good: `clients:
  wallboard:
    name: Wallboard
    grantType: client-credentials
    scopes: ["routing:readonly"]`,
  related: ["no-write-permission", "no-wildcard-scope"],
  checks: {
    client: reads("client", ["access", "scopes"], ({ access, scopes }) =>
      access === "read-write" ? [] : judged(scopes),
    ),
  },
};

function judged(scopes: readonly string[]): Violation[] {
  // A scope in the form of a permission opens nothing: permission-as-scope.
  const writing = scopes.filter((scope) => isWriteScope(scope) && !isPermissionLine(scope));
  if (writing.length > 0 && nearlyAllScopes(scopes)) {
    const message = `${writing.length} scopes of a client that names nearly all open writing operations, and the client is read-only.`;
    return [{ atom: "nearly-all", at: ["scopes"], message }];
  }
  return writing.map((scope) => ({
    atom: scope,
    at: ["scopes"],
    message: scopeExists(scope)
      ? `Scope "${scope}" opens writing operations, and the client is read-only.`
      : `Scope "${scope}" is not in the catalogue, so it counts as one that writes, and the client is read-only.`,
  }));
}
