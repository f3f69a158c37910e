/** What the rules say of an org, as findings by rule and subject: one for each role or client, with everything that the rule has against it. */
import { parseDay, printDay } from "../../access/values/day.ts";
import { saysSomething } from "../../access/values/reason.ts";
import { compareText } from "../../access/values/text.ts";
import { evaluate } from "../../policies/evaluate.ts";
import type { ClientFacts, Facts, GrantFacts, RoleGrantFacts } from "../../policies/facts.ts";
import type { Finding } from "../../policies/finding.ts";
import type { Rule } from "../../policies/rule.ts";
import { RULES } from "../../policies/rules/index.ts";
import { makeAuditFinding } from "./check.ts";
import type { AuditFinding, AuditItem, SkippedCheck, SubjectKind } from "./model.ts";
import type { AuditedOrg } from "./org.ts";

const NO_PROMISE = "It judges what a file promises, and nobody has promised anything of this org.";

/** Rules that have nothing to look at in an org, and why. */
const NOT_FOR_ORGS: Readonly<Record<string, string>> = {
  "no-write-permission": NO_PROMISE,
  "no-write-scope": NO_PROMISE,
  "expectation-can": NO_PROMISE,
  "expectation-cannot": NO_PROMISE,
  "expectation-only": NO_PROMISE,
  "delivery-command": "It judges commands of a file, and an org has none.",
  "client-across-orgs": "It compares several orgs, and this is one.",
  "name-conventions": "No convention is known for this org.",
};

/** Users and groups are judged for what their roles let them do together; all else about people is for whoever employs them. */
const FOR_PEOPLE: ReadonlySet<string> = new Set(["no-self-escalation-union"]);
/** What `escalation-path` says of each client with more. */
const TOLD_OTHERWISE: ReadonlySet<string> = new Set(["no-self-escalation", "no-self-escalation-union"]);

/** Those that took part. */
export const AUDIT_RULES: readonly Rule[] = RULES.filter(({ id }) => !Object.hasOwn(NOT_FOR_ORGS, id));

export const SKIPPED_RULES: readonly SkippedCheck[] = RULES.flatMap(({ id }) =>
  Object.hasOwn(NOT_FOR_ORGS, id) ? [{ check: id, reason: NOT_FOR_ORGS[id] ?? "" }] : [],
);

export function ruleFindings(org: AuditedOrg): AuditFinding[] {
  const found = [
    ...evaluate(AUDIT_RULES, judged(org)),
    ...evaluate(
      // A grant of a vendor's role to a client is judged where it is: the role itself is not the org's to mend.
      AUDIT_RULES.filter(({ id, checks }) => checks.grant && !checks.client && !UNDER_SPEC.has(id)),
      defaultRolesOfClients(org),
    ),
  ];
  const byRule = new Map(RULES.map((rule) => [rule.id, rule]));
  const subjects = Map.groupBy(found, (finding) => JSON.stringify([finding.rule, ...placeOf(finding, org)]));
  return [...subjects.values()].flatMap((findings) => {
    const [first] = findings;
    const rule = first && byRule.get(first.rule);
    if (!first || !rule) return [];
    const [kind, id] = placeOf(first, org);
    if (kind === undefined || !isWanted(rule.id, kind)) return [];
    const own = findings.filter((finding) => !isToldElsewhere(finding, kind, id, org));
    return own.length === 0 ? [] : [auditFinding(rule, { kind, id, findings: own }, org)];
  });
}

/** They ask for words beside a grant, which an org has no place for. */
const UNDER_SPEC: ReadonlySet<string> = new Set(["sensitive-grant", "existing-role"]);

function isWanted(rule: string, kind: SubjectKind): boolean {
  if (kind === "user" || kind === "group") return FOR_PEOPLE.has(rule);
  return kind !== "client" || !TOLD_OTHERWISE.has(rule);
}

/**
 * What the org's own roles hold is told once at the role, where it is mended. An org has one text for purpose and owner: a description that says something
 * may say both.
 */
function isToldElsewhere({ rule, atom }: Finding, kind: SubjectKind, id: string, org: AuditedOrg): boolean {
  if (kind !== "client") return false;
  if (rule === "owner-and-purpose") return saysSomething(org.clients.get(id)?.description);
  if (rule !== "no-credential-creation") return false;
  const [role = ""] = org.withIds(atom).split("/");
  return org.roles.get(role)?.default === false;
}

interface OfSubject {
  readonly kind: SubjectKind;
  readonly id: string;
  readonly findings: readonly Finding[];
}

function auditFinding(rule: Rule, { kind, id, findings }: OfSubject, org: AuditedOrg): AuditFinding {
  const items = new Map<string, AuditItem>();
  for (const { atom, message } of findings) {
    const key = org.withIds(atom);
    if (!items.has(key)) items.set(key, { key, message: org.withNames(message) });
  }
  const idle = kind === "role" && isHeldByNobody(id, org);
  const doubt = rule.id === "unused-role" && !allGrantsRead(org);
  return makeAuditFinding(
    { id: rule.id, severity: rule.severity, why: rule.why, fix: FIXES[rule.id] ?? rule.fix },
    {
      subject: org.subject(kind, id),
      items: [...items.values()]
        .sort((a, b) => compareText(a.key, b.key))
        .map((item) =>
          doubt ? { ...item, message: `${item.message} Not all grants could be read, so somebody may hold it.` } : item,
        ),
      // A role that nobody holds does no harm yet.
      ...(idle && { severity: "low" as const }),
      ...(doubt && { state: "investigate" as const }),
    },
  );
}

/** Remedies of rules that speak of a file, in words of the console. */
const FIXES: Readonly<Record<string, string>> = {
  "all-divisions-justification":
    "In Admin > Integrations > OAuth > the client > Roles, name the divisions that it works in.",
  "home-division": "Grant the role in the divisions that the client works in; new objects land in Home.",
  "owner-and-purpose":
    "Write into the client's description what it is for and who answers for it: `Nightly export. Owner: bi@example.com.`",
  "role-description": "Write into the role's description what it is for.",
  "sensitive-read":
    "Ask its owner why it reads this; take the role away where nobody can say, or put it under a spec that says it.",
  "secret-age":
    "Make a new client for the consumer, change it over, and delete this one; a client under a spec does it by `genesys-access rotate`.",
  "unused-role": "Delete the role, or grant it to whom it was made for.",
  "duplicate-purpose": "Find out which of them is in use, and delete the other.",
  "token-lifetime": "Shorten the client's token duration in Admin > Integrations > OAuth.",
  "no-admin-role": "Give the client a role of its own with what it calls, and take this one away.",
};

export function allGrantsRead(org: AuditedOrg): boolean {
  return org.isRead("client-grants") && org.isRead("user-grants") && org.isRead("group-grants");
}

export function isHeldByNobody(role: string, org: AuditedOrg): boolean {
  return allGrantsRead(org) && !org.snapshot.grants.some((grant) => grant.role === role);
}

/** What a finding is about: its place has the section and the key. */
function placeOf({ path: [section, key = ""] }: Finding, org: AuditedOrg): [SubjectKind | undefined, string] {
  const id = org.withIds(String(key));
  switch (section) {
    case "roles":
      return ["role", id];
    case "clients":
      return ["client", bare(id)];
    case "users":
      return ["user", bare(id)];
    case "groups":
      return ["group", bare(id)];
    default:
      return ["org", org.snapshot.organization.id];
  }
}

/** Something that is not in the reading has its id in brackets. */
function bare(key: string): string {
  return /^not shown \((.*)\)$/s.exec(key)?.[1] ?? key;
}

/** Without the vendor's roles, and with the age of each client's secret. */
function judged(org: AuditedOrg): Facts[] {
  const vendors = new Set(
    org.desired.roles.filter((role) => isVendors(org.withIds(role.key), org)).map(({ key }) => key),
  );
  const ages = new Map(
    org.snapshot.clients.map(({ id, dateCreated }) => [id, ageOf(dateCreated, org.snapshot.readAt)]),
  );
  const aged = (client: ClientFacts): ClientFacts => {
    const ageDays = ages.get(org.withIds(client.key));
    return ageDays === undefined ? client : { ...client, secrets: [{ generation: 1, ageDays }] };
  };
  return org.facts.flatMap((one): Facts[] => {
    switch (one.kind) {
      case "role":
        return vendors.has(one.key) ? [] : [one];
      case "client":
        return [aged(one)];
      case "stack":
        return [{ ...one, roles: one.roles.filter(({ key }) => !vendors.has(key)), clients: one.clients.map(aged) }];
      default:
        return [one];
    }
  });
}

function isVendors(id: string, { roles }: AuditedOrg): boolean {
  return roles.get(id)?.default === true;
}

function ageOf(date: string | null, readAt: string): number | undefined {
  const [made, read] = [date, readAt].map((moment) => (moment === null ? undefined : parseDay(dayOf(moment))));
  return made === undefined || read === undefined ? undefined : Math.max(0, read - made);
}

function dayOf(moment: string): string {
  const time = Date.parse(moment);
  return Number.isNaN(time) ? "" : printDay(new Date(time));
}

/** As if the client existed already and a spec only granted it the vendor's roles. */
function defaultRolesOfClients(org: AuditedOrg): GrantFacts[] {
  return org.stack.clients.flatMap(({ key, grants }) => {
    const held = grants.flatMap((grant) => {
      const role = org.roles.get(org.withIds(grant.roleKey));
      return role?.default ? [asExisting(grant, role.name, role.general)] : [];
    });
    return held.map((grant): GrantFacts => ({ kind: "grant", key: `clients/${key}`, grants: [grant] }));
  });
}

function asExisting({ role, ...grant }: RoleGrantFacts, name: string, general: readonly string[]): RoleGrantFacts {
  return {
    ...grant,
    existingRole: name,
    existingName: name,
    existingPermissions: role?.permissions ?? [],
    ...(general.length > 0 && { existingGeneral: general }),
  };
}
