import { type Rule, reads } from "../rule.ts";

export const noWildcardScope: Rule = {
  id: "no-wildcard-scope",
  category: "scope",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "Scopes are listed one by one",
  why: "A wildcard or all-embracing scope lets an application ask for every API that its users may use.",
  fix: "List the scopes of the APIs that the application calls, the readonly form where it only reads.",
  bad: `clients:
  crm:
    name: CRM connector
    grantType: code
    redirectUris: ["https://crm.contoso.example/callback"]
    scopes: [all]`,
  good: `clients:
  crm:
    name: CRM connector
    grantType: code
    redirectUris: ["https://crm.contoso.example/callback"]
    scopes: ["conversations:readonly", "users:readonly"]`,
  related: ["no-write-scope"],
  checks: {
    client: reads("client", ["scopes"], ({ scopes }) =>
      scopes
        // `all` stands in the vendor's security definition as a scope of its own; no operation asks for it.
        .filter((scope) => scope.includes("*") || scope === "all" || scope === "all:readonly")
        .map((scope) => ({ atom: scope, at: ["scopes"], message: `Scope "${scope}" is a wildcard.` })),
    ),
  },
};
