/** The register of an org that was read: all of its access, and what an audit found. */
import { effectiveAccess } from "../../access/effective/effectiveAccess.ts";
import type { RegisterOrg, RegisterRole, RegisterWaiver } from "../../access/register/model.ts";
import { clientId, type FindingOf, registerOrg, type SubjectFacts } from "../../access/register/registerOrg.ts";
import { desiredFromSnapshot } from "../../access/snapshot/desired.ts";
import type { Snapshot } from "../../access/snapshot/model.ts";
import { distinctNames, type OrgKeys, orgKeys } from "../../access/snapshot/orgKeys.ts";
import { subjectId } from "../../access/values/subject.ts";
import { compareText, sortedOnce } from "../../access/values/text.ts";
import { type AuditFinding, type AuditReport, messageOf } from "../audit/model.ts";
import { secretAge } from "./secretAge.ts";

/** @param file the file that the snapshot is out of; absent where the org was read now */
export function snapshotRegister(
  snapshot: Snapshot,
  audit: AuditReport,
  { file, today }: { readonly file?: string; readonly today: string },
): RegisterOrg {
  const { organization, readAt, readBy, coverage } = snapshot;
  const keys = orgKeys(snapshot);
  const desired = desiredFromSnapshot(snapshot, { keys });
  const access = effectiveAccess(desired);
  const waivers = waiversOf(audit.findings);
  const { region, ...org } = organization;
  return registerOrg({
    desired,
    access,
    organization: { ...org, ...(region !== null && { region }) },
    source: {
      kind: file === undefined ? "org" : "snapshot",
      label: file ?? organization.name,
      readAt,
      readBy: { ...readBy },
    },
    complete: audit.complete,
    coverage: coverage.map((one) => ({ ...one })),
    roles: [...rolesOf(snapshot, keys, desired.roles), ...rolesBeside(access, desired.roles)],
    facts: factsOf(snapshot, keys, audit, today),
    divisions: divisionsOf(snapshot),
    findings: audit.findings.map((finding) => findingOf(finding, keys, waivers)),
    waivers,
    promises: [],
    notCovered: [
      NO_SPEC,
      ...audit.limits,
      ...audit.skipped.map(({ check, reason }) => `The check ${check} did not look: ${reason}`),
    ],
    at: () => undefined,
  });
}

const NO_SPEC =
  "Owners, purposes, legal bases, justifications and promises, beyond what descriptions in the org say: an org has no place for them.";

function rolesOf(
  { roles }: Snapshot,
  keys: OrgKeys,
  desired: readonly { readonly key: string; readonly access: RegisterRole["access"]; readonly purpose?: string }[],
): Omit<RegisterRole, "permits">[] {
  const byKey = new Map(desired.map((role) => [role.key, role]));
  return roles.map(({ id, name }): Omit<RegisterRole, "permits"> => {
    const key = keys.roles.get(id) ?? id;
    const known = byKey.get(key);
    const role = { key, name, id, purpose: known?.purpose ?? "", origin: "org" as const, follows: [] };
    return { ...role, ...(known?.access !== undefined && { access: known.access }) };
  });
}

/** Roles that grants speak of and the reading does not have, and the part of a role that it does not show. */
function rolesBeside(
  { subjects }: ReturnType<typeof effectiveAccess>,
  known: readonly { readonly key: string }[],
): Omit<RegisterRole, "permits">[] {
  const own = new Set(known.map(({ key }) => key));
  const held = subjects.flatMap(({ products }) => products.flatMap(({ role }) => (role === undefined ? [] : [role])));
  return sortedOnce(held.filter((key) => !own.has(key))).map((key) => ({
    key,
    name: key,
    purpose: "",
    origin: "org",
    follows: [],
  }));
}

function divisionsOf({ divisions }: Snapshot) {
  const names = distinctNames(divisions);
  return new Map(divisions.map(({ id, home }) => [names.get(id) ?? id, { id, home }] as const));
}

function factsOf(
  { clients, people, grants }: Snapshot,
  keys: OrgKeys,
  audit: AuditReport,
  today: string,
): Map<string, SubjectFacts> {
  const calls = new Map(audit.clients.map(({ id, requests }) => [id, requests]));
  const ofClients = clients.map(({ id, description, state, dateCreated }): [string, SubjectFacts] => {
    const counted = calls.get(id);
    const facts = {
      orgId: id,
      ...(description !== "" && { description }),
      state,
      ...(typeof counted === "number" && { calls: counted }),
      secrets: [{ generation: 1, current: true, ...secretAge(dateCreated, today) }],
    };
    return [clientId(keys.clients.get(id) ?? id), facts];
  });
  const ofPeople = people.map(({ kind, id, state }): [string, SubjectFacts] => {
    const key = keys.people.get(id) ?? id;
    return [subjectId({ kind, key, name: key }), { orgId: id, ...(state !== null && { state }) }];
  });
  const hidden = grants
    .filter(({ subjectKind, subject }) => subjectKind === "client" && !keys.clients.has(subject))
    .map(({ subject }): [string, SubjectFacts] => [
      subjectId({ kind: "existing-client", key: subject, name: subject, id: subject }),
      { orgId: subject },
    ]);
  return new Map([...hidden, ...ofClients, ...ofPeople]);
}

function findingOf(finding: AuditFinding, keys: OrgKeys, waivers: readonly RegisterWaiver[]): FindingOf {
  const { id, check, severity, state, status, subject, why, fix } = finding;
  const waived = status === "waived";
  const about = `${subject.kind} ${subject.name}`;
  const shown = {
    id,
    rule: check,
    severity,
    status: waived ? ("waived" as const) : state === "finding" ? ("open" as const) : state,
    message: messageOf(finding),
    why,
    fix,
    about,
    ...(waived && { waiver: waivers.findIndex((waiver) => waiver.finding === id) }),
  };
  return { finding: shown, ...aboutOf(subject, keys) };
}

function aboutOf({ kind, id }: AuditFinding["subject"], keys: OrgKeys): Omit<FindingOf, "finding"> {
  if (kind === "client") return { subjectId: clientId(keys.clients.get(id) ?? id) };
  if (kind === "role") return { role: keys.roles.get(id) ?? id };
  if (kind !== "user" && kind !== "group") return {};
  const key = keys.people.get(id) ?? id;
  return { subjectId: subjectId({ kind, key, name: key }) };
}

function waiversOf(findings: readonly AuditFinding[]): RegisterWaiver[] {
  return findings
    .flatMap(({ id, waiver }): RegisterWaiver[] => (waiver ? [{ finding: id, ...waiver, state: "holds" }] : []))
    .sort((a, b) => compareText(a.finding, b.finding));
}
