import { scopeExists } from "../../access/catalogue/scopes.ts";
import { isPermissionAsScope, unknownScopeFlaw } from "../../access/catalogue/unknownScope.ts";
import { type Rule, reads } from "../rule.ts";

export const unknownScope: Rule = {
  id: "unknown-scope",
  category: "catalogue",
  severity: "medium",
  enforcementLevel: "mandatory",
  title: "Every scope exists",
  why: "An invented scope (`conversations:view`, `analytics:read`) opens nothing, and whoever reads the file believes in a limit that is none.",
  fix: "Write a scope of the catalogue.",
  bad: `clients:
  crm:
    name: CRM connector
    grantType: code
    redirectUris: ["https://crm.contoso.example/callback"]
    scopes: ["conversations:view"]`,
  good: `clients:
  crm:
    name: CRM connector
    grantType: code
    redirectUris: ["https://crm.contoso.example/callback"]
    scopes: ["conversations:readonly"]`,
  related: ["permission-as-scope", "unknown-permission"],
  checks: {
    client: reads("client", ["access", "scopes"], ({ access, scopes }) =>
      scopes
        // A star is the business of no-wildcard-scope.
        .filter((scope) => !scopeExists(scope) && !isPermissionAsScope(scope) && !scope.includes("*"))
        .map((scope) => {
          const { message, nearest = [], fix } = unknownScopeFlaw(scope, access !== "read-write");
          const near = nearest.length > 0 ? ` Nearest: ${nearest.join(", ")}.` : "";
          return { atom: scope, at: ["scopes"], message: `${message}.${near}`, fix };
        }),
    ),
  },
};
