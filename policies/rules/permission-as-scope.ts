import { isPermissionAsScope, scopeBesidePermission } from "../../access/catalogue/unknownScope.ts";
import { type Rule, reads } from "../rule.ts";

export const permissionAsScope: Rule = {
  id: "permission-as-scope",
  category: "catalogue",
  severity: "medium",
  enforcementLevel: "mandatory",
  title: "Scopes are scopes, and permissions stand in roles",
  why: "A scope is an API family (`analytics:readonly`) and belongs to a client; `domain:entity:action` is a permission and belongs to a role. In the other's place either does nothing.",
  fix: "Move it to the permissions of a role, and list OAuth scopes here.",
  bad: `clients:
  crm:
    name: CRM connector
    grantType: code
    redirectUris: ["https://crm.contoso.example/callback"]
    scopes: ["analytics:conversationDetail:view"]`,
  good: `clients:
  crm:
    name: CRM connector
    grantType: code
    redirectUris: ["https://crm.contoso.example/callback"]
    scopes: ["analytics:readonly"]`,
  related: ["unknown-scope", "scope-ceiling"],
  checks: {
    client: reads("client", ["scopes"], ({ scopes }) =>
      scopes.filter(isPermissionAsScope).map((scope) => {
        const near = scopeBesidePermission(scope);
        return {
          atom: scope,
          at: ["scopes"],
          message: `"${scope}" is a permission; permissions go into a role.`,
          ...(near !== undefined && { fix: `Move it to the permissions of a role, and write \`${near}\` here.` }),
        };
      }),
    ),
  },
};
