/** The register for the summary of a job, a wiki or a mail: the riskiest first, capped, and what is left out is counted. Text of others is shown in code spans. */
import type { BlockContent, PhrasingContent } from "mdast";
import { itemName } from "../../../access/register/compare.ts";
import type {
  Register,
  RegisterChanges,
  RegisterGrant,
  RegisterItem,
  RegisterOrg,
  RegisterOrgChanges,
  RegisterSubject,
} from "../../../access/register/model.ts";
import { code, prose } from "../../../access/report/comment/code.ts";
import { bullets, commas, heading, paragraph, strong, table } from "../../../access/report/comment/nodes.ts";
import { serialise } from "../../../access/report/comment/serialise.ts";
import { sortedOnce } from "../../../access/values/text.ts";

/** Platforms cut long texts: most subjects of an org, rows of a subject, findings of an org, names in a cell, changes of a kind. */
const MOST = { subjects: 100, rows: 12, findings: 50, names: 5, changes: 50 };

export function renderRegisterMarkdown(register: Register): string {
  const { orgs, atoms, digest, day, complete, catalogueDate, changes } = register;
  return serialise([
    heading(3, "Access register"),
    ...bullets([
      [`${countOf(orgs.length, "organization")}, ${countOf(atoms, "access atom")}, on ${day}`],
      ["SHA-256 ", code(digest)],
      [`catalogue of ${catalogueDate}`],
      ...(complete ? [] : [[strong("Not everything was read: there is more access than is said here.")]]),
    ]),
    ...(changes ? changesBlocks(changes) : []),
    ...orgs.flatMap(orgBlocks),
  ]);
}

function countOf(amount: number, noun: string): string {
  return `${amount} ${noun}${amount === 1 ? "" : "s"}`;
}

function rest(count: number, most: number, noun: string): BlockContent[] {
  return count <= most ? [] : [paragraph(`And ${countOf(count - most, noun)} more: the forms csv and json have all.`)];
}

function orgBlocks(org: RegisterOrg): BlockContent[] {
  const { stack, organization, source, subjects, digest, atoms, coverage } = org;
  return [
    heading(3, "Stack ", code(stack), " of ", code(organization.name || organization.id)),
    ...bullets([
      ["from ", code(source.label), ...(source.commit ? [" at commit ", code(source.commit)] : [])],
      ...(source.readAt ? [["the org was read at ", code(source.readAt), ...by(source.readBy)]] : []),
      [`${countOf(subjects.length, "subject")}, ${countOf(atoms, "access atom")}, SHA-256 `, code(digest)],
    ]),
    ...(coverage.some(({ state }) => state !== "read")
      ? [
          table(
            ["Part", "State", "Count", "Missing"],
            coverage.map(({ part, state, count, reason = "" }) => [
              [code(part)],
              [state],
              [String(count)],
              prose(reason),
            ]),
          ),
        ]
      : []),
    ...subjects.slice(0, MOST.subjects).flatMap((subject) => subjectBlocks(org, subject)),
    ...rest(subjects.length, MOST.subjects, "subject"),
    ...promiseBlocks(org),
    ...evidenceBlocks(org),
    ...waiverBlocks(org),
    ...findingBlocks(org),
    ...driftBlocks(org),
    heading(4, "Not covered"),
    ...bullets(org.notCovered.map((line) => prose(line))),
  ];
}

function by(reader: { readonly name: string } | undefined): (string | PhrasingContent)[] {
  return reader ? [" by ", code(reader.name)] : [];
}

function subjectBlocks(org: RegisterOrg, subject: RegisterSubject): BlockContent[] {
  const { kind, key, name, risk, atoms, grants } = subject;
  const all = grants.filter(({ everywhere }) => everywhere);
  return [
    heading(4, `${kind.replace("-", " ")} `, code(key), ...(name === key ? [] : [" ", code(name)])),
    ...bullets([
      [strong(risk ?? "nothing held"), `, ${countOf(atoms, "access atom")}`],
      ...said(subject),
      ...all.map((grant) => ["all divisions: ", ...justification(grant)]),
    ]),
    ...accessTable(org, subject),
  ];
}

function justification({ justification: reason, path }: RegisterGrant): (string | PhrasingContent)[] {
  return reason === undefined ? ["nobody says why, at ", code(path)] : [code(reason)];
}

function said(subject: RegisterSubject): (string | PhrasingContent)[][] {
  const { owner, purpose, legalBasis, nativeMasking, grantType, tokenLifetime, secrets, state, calls, position } =
    subject;
  const isClient = subject.kind === "client";
  const line = (word: string, text: string | undefined) =>
    text === undefined ? (isClient ? [[`${word}: nothing said`]] : []) : [[`${word}: `, code(text)]];
  const secret = secrets.at(-1);
  return [
    ...line("owner", owner),
    ...line("purpose", purpose),
    ...(legalBasis === undefined ? [] : [["legal basis: ", code(legalBasis)]]),
    ...(nativeMasking === undefined
      ? []
      : [["masking: Genesys Cloud masks before the client reads, as its owner says"]]),
    ...(grantType === undefined
      ? []
      : [["grant type ", code(grantType), ...(tokenLifetime ? [`, tokens of ${tokenLifetime} s`] : [])]]),
    ...(secret && isClient ? [[`secret generation ${secret.generation}${ageText(secret.ageDays)}`]] : []),
    ...(state === undefined || state === "active" ? [] : [["state ", code(state)]]),
    ...(calls === undefined ? [] : [[`${countOf(calls, "call")} in the days that the org counts`]]),
    ...(position === undefined ? [] : [["at ", code(`${position.file}:${position.line}`)]]),
  ];
}

function ageText(days: number | undefined): string {
  return days === undefined ? ", age not known" : `, ${countOf(days, "day")} old`;
}

interface Row {
  readonly domain: string;
  readonly items: RegisterItem[];
  readonly where: string;
  readonly condition: string;
  readonly roles: readonly string[];
}

function accessTable(org: RegisterOrg, subject: RegisterSubject): BlockContent[] {
  const rows = subject.holdings.flatMap((holding): Row[] => {
    const items = holding.items.flatMap((index) => org.items[index] ?? []);
    const where = namesText(holding.divisions.flatMap((index) => org.divisions[index]?.name ?? []));
    const condition = holding.condition === undefined ? "" : (org.conditions[holding.condition] ?? "");
    const grants = holding.via.flatMap((index) => subject.grants[index] ?? []);
    const roles = sortedOnce(grants.flatMap(({ role }) => (role === undefined ? [] : (org.roles[role]?.name ?? []))));
    return [...Map.groupBy(items, ({ domain }) => domain)].map(([domain, held]) => ({
      domain,
      items: held,
      where,
      condition,
      roles,
    }));
  });
  if (rows.length === 0) return [];
  return [
    table(
      ["Domain", "May", "Divisions", "Only if", "Through"],
      rows
        .slice(0, MOST.rows)
        .map(({ domain, items, where, condition, roles }) => [
          [code(domain)],
          mayCell(items),
          [code(where)],
          condition === "" ? ["-"] : [code(condition)],
          roles.length === 0 ? ["itself"] : commas(roles.map(code)),
        ]),
    ),
    ...rest(rows.length, MOST.rows, "row"),
  ];
}

function mayCell(items: readonly RegisterItem[]): (string | PhrasingContent)[] {
  const shown = items.slice(0, MOST.names).map((item) => code(itemName(item)));
  const more = items.length - shown.length;
  return [...commas(shown), ...(more > 0 ? [` and ${more} more`] : [])];
}

function namesText(names: readonly string[]): string {
  const more = names.length - MOST.names;
  return `${names.slice(0, MOST.names).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
}

function promiseBlocks({ promises }: RegisterOrg): BlockContent[] {
  if (promises.length === 0) return [];
  return [
    heading(4, "Promises"),
    table(
      ["Promise", "State", "Why"],
      promises.map(({ words, state, why = "" }) => [[code(words)], [strong(state)], prose(why)]),
    ),
  ];
}

function evidenceBlocks({ evidence = [] }: RegisterOrg): BlockContent[] {
  if (evidence.length === 0) return [];
  return [
    heading(4, "Verified with the clients' own credentials"),
    table(
      ["Client", "When", "Proved", "Refuted", "Not provable", "Evidence"],
      evidence.flatMap(({ file, digest, at, org, stale, clients }) =>
        clients.map(({ key, proved, refuted, notProvable }) => [
          [code(key)],
          [code(at), ...(org === "embedded" ? [" in an embedded org, not in the real one"] : [])],
          [String(proved)],
          refuted > 0 ? [strong(String(refuted))] : ["0"],
          [String(notProvable)],
          [
            code(file),
            " SHA-256 ",
            code(digest),
            ...(stale === undefined ? [] : [" ", strong("stale"), ": ", ...prose(stale)]),
          ],
        ]),
      ),
    ),
  ];
}

function waiverBlocks({ waivers }: RegisterOrg): BlockContent[] {
  if (waivers.length === 0) return [];
  return [
    heading(4, "Waivers"),
    table(
      ["Finding", "Until", "Owner", "Reason", "State"],
      waivers.map(({ finding, expires, owner, reason, state, why = "" }) => [
        [code(finding)],
        [code(expires)],
        [code(owner)],
        [code(reason)],
        state === "holds" ? ["holds"] : prose(`covers nothing: ${why}`),
      ]),
    ),
  ];
}

function findingBlocks({ findings }: RegisterOrg): BlockContent[] {
  const open = findings.filter(({ status }) => status !== "waived");
  if (open.length === 0) return [];
  return [
    heading(4, `Findings (${open.length})`),
    table(
      ["Severity", "Rule", "About", "What"],
      open
        .slice(0, MOST.findings)
        .map(({ severity, rule, about, message, status }) => [
          [status === "investigate" ? `${severity}, to investigate` : severity],
          [code(rule)],
          [code(about)],
          prose(message),
        ]),
    ),
    ...rest(open.length, MOST.findings, "finding"),
  ];
}

function driftBlocks({ drift }: RegisterOrg): BlockContent[] {
  if (!drift) return [];
  const { verdict, changes } = drift;
  return [
    heading(4, "Drift"),
    paragraph("Seen from the org, the access is ", strong(verdict), "."),
    ...bullets(
      changes
        .slice(0, MOST.changes)
        .map(({ direction, subject, item, divisions, condition }) => [
          direction === "gained" ? "beyond the spec: " : "missing in the org: ",
          code(subject),
          " ",
          code(item),
          " in ",
          code(namesText(divisions)),
          ...(condition === undefined ? [] : [" if ", code(condition)]),
        ]),
    ),
    ...rest(changes.length, MOST.changes, "change"),
  ];
}

function changesBlocks({ file, day, digest, orgs }: RegisterChanges): BlockContent[] {
  return [
    heading(3, "Changed since ", day),
    paragraph("Compared with ", code(file), ", SHA-256 ", code(digest), "."),
    ...orgs.flatMap(changedOrg),
  ];
}

function changedOrg(changes: RegisterOrgChanges): BlockContent[] {
  const { stack, standing, certain, gained, lost } = changes;
  if (standing !== "compared") {
    const said = standing === "added" ? "is not in the earlier register." : "is not in this register.";
    return [paragraph("Stack ", code(stack), ` ${said}`)];
  }
  const lines = [
    ...atoms("gained", gained),
    ...atoms("lost", lost),
    ...named("new subject", changes.addedSubjects),
    ...named("gone subject", changes.removedSubjects),
    ...named("new finding", changes.newFindings),
    ...named("gone finding", changes.goneFindings),
    ...named("new waiver", changes.newWaivers),
    ...named("ended waiver", changes.goneWaivers),
    ...named("broken promise", changes.brokenPromises),
    ...named("dropped promise", changes.gonePromises),
    ...changes.said
      .slice(0, MOST.changes)
      .map(({ subject, field, before, after }) => [
        code(subject),
        ` ${field}: `,
        code(before),
        " is now ",
        code(after),
      ]),
    ...more(changes.said.length, "statement"),
  ];
  return [
    paragraph("Stack ", code(stack), `: ${gained.length} gained, ${lost.length} lost.`),
    ...(certain
      ? []
      : [paragraph(strong("One of the two did not see everything: some of it may have been out of sight."))]),
    ...(lines.length > 0 ? bullets(lines) : [paragraph("Nothing changed.")]),
  ];
}

function atoms(word: string, list: RegisterOrgChanges["gained"]): (string | PhrasingContent)[][] {
  return [
    ...list
      .slice(0, MOST.changes)
      .map(({ subject, item, division, condition }) => [
        `${word}: `,
        code(subject),
        " ",
        code(item),
        " in ",
        code(division),
        ...(condition === undefined ? [] : [" if ", code(condition)]),
      ]),
    ...more(list.length, `${word} atom`),
  ];
}

function named(word: string, list: readonly string[]): (string | PhrasingContent)[][] {
  return [...list.slice(0, MOST.changes).map((text) => [`${word}: `, code(text)]), ...more(list.length, word)];
}

function more(count: number, noun: string): string[][] {
  return count <= MOST.changes ? [] : [[`and ${countOf(count - MOST.changes, noun)} more`]];
}
