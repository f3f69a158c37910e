import type { UserCalls } from "../../access/plan/userCalls.ts";
import { listed } from "../../access/values/listed.ts";
import type { StackFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";

export const userOnlyOperation: Rule = {
  id: "user-only-operation",
  category: "client",
  severity: "medium",
  enforcementLevel: "advisory",
  title: "The roles of a client-credentials client are made for calls that it can make",
  why: "Some operations are about the user who signs in. A client-credentials client has none, and the API refuses it (400 not.a.user) whatever its roles: the integration fails with its first call, and a wider role does not help.",
  fix: "Sign users in (`grantType: code`) and give the role to those users, or take what only a user can call out of the role.",
  bad: `roles:
  screen-pop:
    name: Integration - Screen pop
    access: read-write
    profile: crm-screen-pop # lists GET /api/v2/users/me
clients:
  crm:
    name: CRM
    grantType: client-credentials
    access: read-write
    grants:
      - { role: screen-pop, divisions: [EMEA_Operations] }`,
  good: `roles:
  screen-pop:
    name: Integration - Screen pop
    access: read-write
    profile: crm-screen-pop
clients:
  crm:
    name: CRM
    grantType: code
    redirectUris: ["https://crm.contoso.example/callback"]
    scopes: [conversations, external-contacts, notifications, user-basic-info]
    access: read-write
groups:
  EMEA Agents:
    grants:
      - { role: screen-pop, divisions: [EMEA_Operations] }`,
  related: ["expectation-can"],
  checks: { stack: reads("stack", ["clients", "userCalls"], inVain) },
};

/** One violation for each client, and each profile or endpoint of a role that it holds. */
function inVain({ clients, userCalls }: Pick<StackFacts, "clients" | "userCalls">): Violation[] {
  return clients
    .filter(({ grantType }) => grantType === "CLIENT-CREDENTIALS")
    .flatMap(({ key, grants }) => {
      const held = new Set(grants.map(({ roleKey }) => roleKey));
      return userCalls.filter(({ role }) => held.has(role)).map((calls) => violation(key, calls));
    });
}

function violation(client: string, { role, path, profile, operations }: UserCalls): Violation {
  const source = profile === undefined ? "" : ` of profile "${profile}"`;
  const calls = listed(operations, 3);
  return {
    atom: `${client}: ${role}/${profile ?? calls}`,
    at: path,
    message: `Client "${client}" can never call ${calls}${source}, for which its role "${role}" is made: only a signed-in user can (400 not.a.user).`,
    fix:
      profile === undefined
        ? "Sign users in (`grantType: code`) and give the role to those users, or remove the endpoint."
        : `Sign users in (\`grantType: code\`) and give the role to those users, or list the other endpoints of the profile in place of \`profile: ${profile}\`.`,
  };
}
