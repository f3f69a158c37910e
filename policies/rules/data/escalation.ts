/**
 * Permissions with which a holder can widen its own access, alone or together. Genesys Cloud has a guard of its own: an identity can hand out only
 * roles that it holds. The vendor's tools work around it for users; its answer to client-credentials callers is unverified against a live org.
 * That is why `authorization:grant:add` alone is not listed: with it alone, the guard holds.
 */
import type { Danger } from "../shared/danger.ts";

export const ESCALATION: readonly Danger[] = [
  one("authorization:role:edit", "add permissions to the very role through which it holds this one"),
  both("authorization:grant:add", "authorization:role:edit", "widen any role and grant it to itself"),
  both("authorization:grant:add", "authorization:role:add", "make a role of any permissions and grant it to itself"),
  both("authorization:grant:add", "directory:user:add", "make a user and grant it roles"),
  one("oauth:client:add", "create a client with more roles than its own and read that client's secret"),
  one("oauth:client:edit", "put more roles on a client, its own included"),
  one("oauth:client:authorize", "authorize applications in an org that enforces scopes"),
  one("authorization:settings:edit", "switch off how the org checks grants"),
  one("authorization:policy:add", "write access policies that decide who is denied what"),
  one("authorization:policy:edit", "rewrite access policies that deny it something"),
  one("authorization:policy:delete", "remove access policies that deny it something"),
  one("authorization:orgTrustee:add", "let another organization in"),
  one("authorization:orgTrustee:edit", "switch the access of another organization on"),
  one("authorization:orgTrusteeGroup:add", "let groups of another organization in"),
  one("authorization:orgTrusteeGroup:edit", "give groups of another organization more roles"),
  one("authorization:orgTrusteeUser:add", "let users of another organization in"),
  one("authorization:orgTrusteeUser:edit", "give users of another organization more roles"),
  both(
    "integrations:action:add",
    "integrations:action:execute",
    "write a data action and run it with the credentials that the integration stores",
  ),
  both(
    "integrations:action:edit",
    "integrations:action:execute",
    "rewrite a data action and run it with the credentials that the integration stores",
  ),
];

function one(permission: string, lets: string): Danger {
  return { permissions: [permission], lets };
}

function both(first: string, second: string, lets: string): Danger {
  return { permissions: [first, second], lets };
}
