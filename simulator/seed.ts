/** Ids, credentials and names of the seed org, for tests, the demo and people. All are made up; the credentials work only here. */
import { fixedId } from "./seed/fixedId.ts";

export const DIVISION_NAMES = ["Home", "NA_Operations", "EMEA_Operations", "EMEA_Support", "BPO_Partner"] as const;
export const ROLE_NAMES = [
  "employee",
  "admin",
  "supervisor",
  "user",
  "communicate user",
  "Trusted External User",
  "Access as Code Deployer",
  "Legacy Reporting - all",
] as const;
export const QUEUE_NAMES = [
  "NA Sales",
  "NA Service",
  "EMEA Sales",
  "EMEA Service",
  "EMEA Helpdesk",
  "BPO Overflow",
] as const;
export const GROUP_NAMES = ["Reporting Analysts", "EMEA Supervisors", "Partner Agents"] as const;
export const MANAGEMENT_UNIT_NAMES = ["NA Agents", "EMEA Agents", "EMEA Helpdesk Agents", "BPO Agents"] as const;
export const USER_EMAILS = [
  "ada.admin@contoso.example",
  "nora.na@contoso.example",
  "neil.na@contoso.example",
  "emma.emea@contoso.example",
  "erik.emea@contoso.example",
  "selma.support@contoso.example",
  "stefan.support@contoso.example",
  "bianca.bpo@partner.example",
  "boris.bpo@partner.example",
] as const;

function byName<const N extends string>(kind: string, names: readonly N[]): Readonly<Record<N, string>> {
  return Object.fromEntries(names.map((name) => [name, fixedId(`${kind}/${name}`)])) as Record<N, string>;
}

function credentials(name: string, word: string) {
  return { clientId: fixedId(`client/${name}`), clientSecret: `simulator-only-${word}-secret`, name };
}

export const SEED = {
  organizationId: fixedId("organization"),
  organizationName: "Contoso (simulated)",
  /** The client that `pulumi up` runs with: a small role of its own, in all divisions. */
  deployer: credentials("Access as Code Deployer", "deployer"),
  /** An admin client that stands for a person who clicks in the console. */
  console: credentials("Console Administrator", "console"),
  /** A third-party client that nobody manages, with far too broad a role. */
  legacy: credentials("Legacy Reporting", "legacy"),
  divisions: byName("division", DIVISION_NAMES),
  roles: byName("role", ROLE_NAMES),
  users: byName("user", USER_EMAILS),
  groups: byName("group", GROUP_NAMES),
  queues: byName("queue", QUEUE_NAMES),
  businessUnits: byName("businessUnit", ["NA", "EMEA", "BPO"]),
  managementUnits: byName("managementUnit", MANAGEMENT_UNIT_NAMES),
} as const;
