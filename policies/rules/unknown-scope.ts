import { nearestScopes } from "../../access/catalogue/nearestScopes.ts";
import { meantScope, scopeExists } from "../../access/catalogue/scopes.ts";
import { otherSpelling } from "../../access/values/otherSpelling.ts";
import { isPermissionLine } from "../../access/values/permission.ts";
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
    client: reads("client", ["scopes"], ({ scopes }) =>
      scopes
        // A star is the business of no-wildcard-scope.
        .filter((scope) => !scopeExists(scope) && !isPermissionLine(scope) && !scope.includes("*"))
        .map((scope) => {
          const spelling = otherSpelling("unknown-scope", scope, meantScope);
          if (spelling) return { atom: scope, at: ["scopes"], message: `${spelling.message}.`, fix: spelling.fix };
          const near = nearestScopes(scope);
          return {
            atom: scope,
            at: ["scopes"],
            message: `Genesys Cloud has no OAuth scope "${scope}".${near.length > 0 ? ` Nearest: ${near.join(", ")}.` : ""}`,
            ...(near[0] !== undefined && { fix: `Write \`${near[0]}\`, or remove it.` }),
          };
        }),
    ),
  },
};
