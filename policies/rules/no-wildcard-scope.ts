import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";
import { nearlyAllScopes } from "./shared/nearlyAllScopes.ts";

export const noWildcardScope: Rule = {
  id: "no-wildcard-scope",
  category: "scope",
  severity: "high",
  enforcementLevel: "mandatory",
  title: "Scopes are listed one by one",
  why: "A wildcard or all-embracing scope lets an application ask for every API that its users may use, and so does a list of nearly all scopes, as the console selects it with one click: `access: read-write` says that the application writes, and not that it writes everywhere.",
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
    client: reads("client", ["scopes"], ({ scopes }) => nearlyAll(scopes) ?? wildcards(scopes)),
  },
};

/** One violation for all of them. */
function nearlyAll(scopes: readonly string[]): Violation[] | undefined {
  const many = nearlyAllScopes(scopes);
  if (!many) return undefined;
  const message = `The client names ${many.named} of the ${many.of} families of scopes: that is no choice.`;
  return [{ atom: "nearly-all", at: ["scopes"], message }];
}

function wildcards(scopes: readonly string[]): Violation[] {
  return (
    scopes
      // `all` stands in the vendor's security definition as a scope of its own; no operation asks for it.
      .filter((scope) => scope.includes("*") || scope === "all" || scope === "all:readonly")
      .map((scope) => ({ atom: scope, at: ["scopes"], message: `Scope "${scope}" is a wildcard.` }))
  );
}
