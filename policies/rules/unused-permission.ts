import type { UnusedPermission } from "../../access/plan/unusedPermissions.ts";
import type { StackFacts } from "../facts.ts";
import type { Violation } from "../finding.ts";
import { type Rule, reads } from "../rule.ts";

export const unusedPermission: Rule = {
  id: "unused-permission",
  category: "privilege",
  severity: "low",
  enforcementLevel: "advisory",
  title: "No role holds what nobody uses",
  why: "A permission that no client has called for months is only worth something to whoever steals a secret. The rule knows what the files say: the announcements of `genesys-access rightsize`, and the evidence beside the spec (`stacks/<stack>.rightsize.json`), which can bring advice and quiets nothing.",
  fix: "Run `genesys-access rightsize` for a client that holds the role.",
  bad: `roles:
  reader:
    name: Integration - Reader
    permissions:
      - routing:queue:view
      - { permission: "routing:skill:view", unused: { since: 2026-01-05, remove: 2026-01-12 } }`,
  good: `roles:
  reader:
    name: Integration - Reader
    permissions:
      - routing:queue:view`,
  related: ["unused-role", "unused-scope"],
  checks: { stack: reads("stack", ["unusedPermissions"], stillHeld) },
};

function stillHeld(
  { unusedPermissions }: Pick<StackFacts, "unusedPermissions">,
  _options: unknown,
  today?: string,
): Violation[] {
  return unusedPermissions.map((unused) => violation(unused, today));
}

function violation(unused: UnusedPermission, today: string | undefined): Violation {
  if (unused.kind === "unreadable")
    return {
      atom: "evidence",
      at: [],
      message: `The evidence in ${unused.file} tells nothing: ${unused.fault}.`,
      fix: "Remove the file, or have `genesys-access rightsize` write it again.",
    };
  const { role, permission, path } = unused;
  const place = { atom: `${role}/${permission}`, at: path };
  if (unused.kind === "evidence")
    return {
      ...place,
      message: `Role "${role}" holds "${permission}", which nobody used from ${unused.from} to ${unused.to} by ${unused.file}.`,
      fix: "Announce it with `genesys-access rightsize`, or say under `keep:` of the role why it stays.",
    };
  if (today !== undefined && today >= unused.remove)
    return {
      ...place,
      message: `Role "${role}" still holds "${permission}", and its notice is over since ${unused.remove}.`,
      fix: "Run `genesys-access rightsize` for a client that holds the role: it removes what is still unused, and withdraws the rest.",
    };
  return {
    ...place,
    message: `Role "${role}" still holds "${permission}", announced on ${unused.since} to go on ${unused.remove}.`,
    fix: `Run \`genesys-access rightsize\` from ${unused.remove} on, or say under \`keep:\` of the role why it stays.`,
  };
}
