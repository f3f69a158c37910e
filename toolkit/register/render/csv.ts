/**
 * The register as one table: a row for each atom, so that two versions of the file differ in the rows of what was gained and lost. Days and commits are no
 * part of it. The digest stands in the head, as the name of the last column, which is empty: so every row is an atom.
 */

import { atomsOfRegister, type RegisterAtom } from "../../../access/register/atoms.ts";
import type { Register, RegisterChanges } from "../../../access/register/model.ts";
import { type CsvForm, renderCsv } from "../../../access/report/csv.ts";

const COLUMNS = [
  "organization_id",
  "organization_name",
  "stack",
  "subject_kind",
  "subject_key",
  "subject_name",
  "subject_id",
  "owner",
  "purpose",
  "legal_basis",
  "masking",
  "grant_type",
  "token_lifetime_s",
  "secret_generation",
  "status",
  "item_kind",
  "domain",
  "entity",
  "action",
  "access_level",
  "risk",
  "division",
  "division_kind",
  "division_id",
  "condition",
  "role",
  "source",
  "justification",
  "open_findings",
  "waiver_until",
] as const;

export function renderRegisterCsv(register: Register, form: CsvForm): string {
  return renderCsv(rowsOf(register), form);
}

function* rowsOf(register: Register): Generator<readonly string[]> {
  yield [...COLUMNS, `sha256:${register.digest}`];
  for (const atom of atomsOfRegister(register)) {
    const cells = cellsOf(atom);
    yield [...COLUMNS.map((column) => cells[column]), ""];
  }
}

function cellsOf({
  org,
  subject,
  holding,
  item,
  division,
  condition,
  risk,
}: RegisterAtom): Record<(typeof COLUMNS)[number], string> {
  const grants = holding.via.flatMap((index) => subject.grants[index] ?? []);
  const findings = subject.findings.flatMap((index) => org.findings[index] ?? []);
  const ends = findings.flatMap(({ waiver }) => (waiver === undefined ? [] : (org.waivers[waiver]?.expires ?? [])));
  return {
    organization_id: org.organization.id,
    organization_name: org.organization.name,
    stack: org.stack,
    subject_kind: subject.kind,
    subject_key: subject.key,
    subject_name: subject.name,
    subject_id: subject.orgId ?? "",
    owner: subject.owner ?? "",
    purpose: subject.purpose ?? "",
    legal_basis: subject.legalBasis ?? "",
    masking: subject.nativeMasking === undefined ? "" : "native",
    grant_type: subject.grantType ?? "",
    token_lifetime_s: subject.tokenLifetime?.toString() ?? "",
    secret_generation: subject.secrets.at(-1)?.generation.toString() ?? "",
    status: subject.state ?? "",
    item_kind: item.kind,
    domain: item.domain,
    entity: item.entity,
    action: item.action,
    access_level: item.access,
    risk: risk.level,
    division: division.name,
    division_kind: division.kind,
    division_id: division.id ?? "",
    condition,
    role: grants.flatMap(({ role }) => (role === undefined ? [] : (org.roles[role]?.name ?? []))).join("; "),
    // Without the line: lines move, and the access does not.
    source: grants.map(({ position, path }) => (position ? `${position.file} ${path}` : path)).join("; "),
    justification: grants.flatMap(({ justification }) => justification ?? []).join("; "),
    open_findings: String(findings.filter(({ status }) => status === "open").length),
    // The first to end: from then on somebody has to look again.
    waiver_until: ends.sort()[0] ?? "",
  };
}

const CHANGE_COLUMNS = ["change", "stack", "subject", "item", "division", "condition"] as const;

/** What changed since an earlier register, a row for each atom; the head names the digests of both. */
export function renderChangesCsv({ digest }: Register, changes: RegisterChanges, form: CsvForm): string {
  const rows = changes.orgs.flatMap(({ stack, gained, lost }) =>
    [...gained.map((atom) => ["gained", atom] as const), ...lost.map((atom) => ["lost", atom] as const)].map(
      ([change, atom]) => [change, stack, atom.subject, atom.item, atom.division, atom.condition ?? "", ""],
    ),
  );
  return renderCsv([[...CHANGE_COLUMNS, `sha256:${changes.digest}..${digest}`], ...rows], form);
}
