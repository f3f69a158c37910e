/** One org of a register: its held access, and what its spec or its reading says of each subject. */
import { compareRisk } from "../diff/risk.ts";
import type { EffectiveAccess } from "../effective/model.ts";
import type { DesiredAccess } from "../plan/desired.ts";
import type { DesiredClient } from "../resources/client.ts";
import type { DesiredRole } from "../resources/role.ts";
import { conditionText, printCondition } from "../values/condition.ts";
import { subjectId } from "../values/subject.ts";
import { compareText, sortedOnce } from "../values/text.ts";
import type { YamlPath } from "../values/yamlPath.ts";
import { type HeldSubject, heldAccess } from "./heldAccess.ts";
import type {
  RegisterCoverage,
  RegisterDivision,
  RegisterDrift,
  RegisterFinding,
  RegisterOrg,
  RegisterPosition,
  RegisterPromise,
  RegisterRole,
  RegisterSource,
  RegisterSubject,
  RegisterWaiver,
} from "./model.ts";

/** What an org tells of a subject and a plan does not. */
export type SubjectFacts = Partial<Pick<RegisterSubject, "orgId" | "description" | "state" | "calls" | "secrets">>;

/** The subject that a promise is about, by its id. */
export interface PromiseOf extends Omit<RegisterPromise, "subject"> {
  readonly subjectId?: string;
}

/** With the subject that it is about, by its id, or the key of the role. */
export interface FindingOf {
  readonly finding: RegisterFinding;
  readonly subjectId?: string;
  readonly role?: string;
}

export interface OrgParts {
  readonly desired: DesiredAccess;
  readonly access: EffectiveAccess;
  readonly organization: RegisterOrg["organization"];
  readonly source: RegisterSource;
  readonly complete: boolean;
  readonly coverage: readonly RegisterCoverage[];
  /** What they permit is taken from the plan. */
  readonly roles: readonly Omit<RegisterRole, "permits">[];
  /** By the id of the subject in the register. */
  readonly facts: ReadonlyMap<string, SubjectFacts>;
  /** Id and kind of divisions in the org, by name. */
  readonly divisions?: ReadonlyMap<string, Pick<RegisterDivision, "id" | "home">>;
  readonly findings: readonly FindingOf[];
  readonly waivers: readonly RegisterWaiver[];
  readonly promises: readonly PromiseOf[];
  readonly drift?: RegisterDrift;
  readonly notCovered: readonly string[];
  at(path: YamlPath): RegisterPosition | undefined;
}

export function registerOrg(parts: OrgParts): RegisterOrg {
  const { desired, access, organization, source, complete, findings, waivers, promises, facts, drift } = parts;
  const planned = new Map(desired.roles.map((role) => [role.key, role]));
  const roles = parts.roles
    .map((role): RegisterRole => ({ ...role, permits: permitsOf(planned.get(role.key)) }))
    .sort((a, b) => compareText(a.key, b.key));
  const numbers = new Map(roles.map(({ key }, index) => [key, index]));
  const held = heldAccess(access, { at: parts.at, role: (key) => numbers.get(key) });
  const aboutIt = findingsOf(findings);
  const clients = Map.groupBy(desired.clients, ({ key }) => key);
  const withoutPlace = held.subjects.map((subject): RegisterSubject => {
    const generations = subject.kind === "client" ? (clients.get(subject.key) ?? []) : [];
    return {
      ...clientFacts(generations),
      ...facts.get(subject.id),
      ...subject,
      findings: aboutIt(subject, roles),
      promises: [],
    };
  });
  const subjects = withoutPlace.sort(byWeight);
  const places = new Map(subjects.map(({ id }, index) => [id, index]));
  const promised = promises.map(({ subjectId: id, ...promise }): RegisterPromise => {
    const subject = id === undefined ? undefined : places.get(id);
    return { ...promise, ...(subject !== undefined && { subject }) };
  });
  return {
    stack: access.stack,
    organization,
    source,
    complete,
    coverage: [...parts.coverage],
    items: held.items,
    divisions: held.divisions.map((one) =>
      one.kind === "division" ? { ...one, ...parts.divisions?.get(one.name) } : one,
    ),
    conditions: held.conditions,
    roles,
    subjects: subjects.map((subject, number) => ({
      ...subject,
      promises: promised.flatMap((promise, index) => (promise.subject === number ? [index] : [])),
    })),
    findings: findings.map(({ finding }) => finding),
    waivers: [...waivers],
    promises: promised,
    ...(drift && { drift }),
    notCovered: sortedOnce([...parts.notCovered, ...held.notCovered]),
    atoms: held.atoms,
    digest: held.digest,
  };
}

/** Places of the findings about each subject, those about the roles that it holds among them. */
function findingsOf(
  findings: readonly FindingOf[],
): (subject: HeldSubject, roles: readonly RegisterRole[]) => number[] {
  const places = (of: (finding: FindingOf) => string | undefined) =>
    Map.groupBy(findings.keys(), (index) => findings[index] && of(findings[index]));
  const [bySubject, byRole] = [places(({ subjectId: id }) => id), places(({ role }) => role)];
  return ({ id, grants }, roles) => {
    const held = grants.flatMap(({ role }) => (role === undefined ? [] : (byRole.get(roles[role]?.key) ?? [])));
    return [...new Set([...(bySubject.get(id) ?? []), ...held])].sort((a, b) => a - b);
  };
}

function permitsOf(role: DesiredRole | undefined): RegisterRole["permits"] {
  if (!role) return [];
  return [
    ...[...(role.general ?? []), ...role.permissions].map((permission) => ({ permission })),
    ...role.conditional.map(({ permission, condition }) => ({
      permission,
      condition: printCondition(conditionText(condition)),
    })),
  ];
}

const KINDS = ["client", "existing-client", "group", "user"] as const;

function byWeight(a: RegisterSubject, b: RegisterSubject): number {
  const kind = ({ kind: one }: RegisterSubject) => (one === "existing-client" ? 0 : KINDS.indexOf(one));
  return (
    kind(a) - kind(b) ||
    (a.risk === undefined ? 1 : 0) - (b.risk === undefined ? 1 : 0) ||
    (a.risk && b.risk ? compareRisk({ level: a.risk, reasons: [] }, { level: b.risk, reasons: [] }) : 0) ||
    compareText(a.id, b.id)
  );
}

function clientFacts(
  generations: readonly DesiredClient[],
): Pick<RegisterSubject, "scopes" | "redirectUris" | "secrets"> & Partial<RegisterSubject> {
  const client = generations.at(-1);
  if (!client) return { scopes: [], redirectUris: [], secrets: [] };
  const { owner, purpose, dataProtection, description } = client;
  return {
    ...(description !== "" && { description }),
    ...(owner !== undefined && { owner }),
    ...(purpose !== undefined && { purpose }),
    ...(dataProtection?.legalBasis !== undefined && { legalBasis: dataProtection.legalBasis }),
    ...(dataProtection?.nativeMasking !== undefined && { nativeMasking: dataProtection.nativeMasking }),
    access: client.access,
    grantType: client.authorizedGrantType,
    tokenLifetime: client.accessTokenValiditySeconds,
    scopes: [...client.scope],
    redirectUris: [...client.registeredRedirectUri],
    secrets: generations.map(({ generation, current }) => ({ generation, current })),
  };
}

/** The id in the register of a client of a plan. */
export function clientId(key: string): string {
  return subjectId({ kind: "client", key, name: key });
}
