/** The register as one page that needs nothing else. */
import type {
  Register,
  RegisterFinding,
  RegisterGrant,
  RegisterHolding,
  RegisterOrg,
  RegisterOrgChanges,
  RegisterPosition,
  RegisterSubject,
} from "../../../access/register/model.ts";
import type {
  PageBlock,
  PageFact,
  PageItem,
  PageModel,
  PageSubject,
  PageTable,
} from "../../../access/report/page/model.ts";
import { namedPlace } from "../../../access/report/page/placeName.ts";
import { renderPage } from "../../../access/report/page/renderPage.ts";
import { printDivision } from "../../../access/values/division.ts";

export function renderRegisterHtml(register: Register): string {
  return renderPage(registerPage(register));
}

export function registerPage(register: Register): PageModel {
  const { orgs, tool, catalogueDate, day, digest, atoms, changes } = register;
  const many = orgs.length > 1;
  const only = many ? undefined : orgs[0];
  const subjects: PageSubject[] = [];
  const blocks: PageBlock[] = [];
  for (const org of orgs) {
    for (const subject of org.subjects) {
      blocks.push(...subject.holdings.map((holding) => blockOf(org, subject, holding, subjects.length)));
      subjects.push(subjectOf(org, subject, many, changedAt(register, org, subject)));
    }
  }
  return {
    title: `Access register of ${only ? only.organization.name || only.stack : `${orgs.length} orgs`}`,
    lead: "Who can do what, where, and why.",
    facts: [
      ...(only ? orgFacts(only) : []),
      fact("Day", day),
      fact("Atoms", String(atoms)),
      fact("Digest", digest),
      fact("Catalogue", catalogueDate),
      fact("Written by", `${tool.name} ${tool.version}`),
    ],
    warnings: orgs.flatMap(({ complete, coverage, source }) => (complete ? [] : missing(coverage, source.label))),
    words: {
      parts: ["domain", "entity", "action"],
      atom: "atom",
      place: "division",
      everywhere: printDivision("all"),
      complete: "Every atom is in --format csv and json.",
    },
    subjects,
    blocks,
    tables: [
      ...(many ? [orgTable(orgs)] : []),
      ...(changes
        ? changes.orgs.flatMap((org) => changeTables(org, `since ${changes.day}${many ? ` of ${org.stack}` : ""}`))
        : []),
      ...orgs.flatMap((org) => tablesOf(org, many ? ` of ${org.stack}` : "")),
    ],
    notes: [...new Set(orgs.flatMap(({ notCovered }) => notCovered))],
  };
}

function fact(label: string, value: string): PageFact {
  return { label, value };
}

function missing(coverage: RegisterOrg["coverage"], label: string): string[] {
  const parts = coverage.filter(({ state }) => state !== "read");
  const known = parts.map(
    ({ part, reason = "nobody said why" }) => `Not everything was read of ${label}: ${part}: ${reason}`,
  );
  return known.length > 0 ? known : [`Not everything was read of ${label}: there is more access than this page says.`];
}

function orgFacts({ organization, source }: RegisterOrg): PageFact[] {
  const { readAt, readBy } = source;
  return [
    fact("Org", orgText(organization)),
    fact("From", sourceText(source)),
    ...(readAt === undefined ? [] : [fact("Read at", readAt)]),
    ...(readBy ? [fact("Read by", `${readBy.name} (${readBy.clientId})`)] : []),
  ];
}

function orgText({ name, id, region }: RegisterOrg["organization"]): string {
  return `${name} (${[id, region].filter((text) => text).join(", ")})`;
}

function sourceText({ kind, label, commit }: RegisterOrg["source"]): string {
  return `${kind} ${label}${commit === undefined ? "" : ` at ${commit}`}`;
}

function orgTable(orgs: readonly RegisterOrg[]): PageTable {
  return {
    title: "Orgs",
    columns: ["Stack", "Org", "From", "Read at", "Read by", "Atoms", "Digest"],
    rows: orgs.map(({ stack, organization, source, atoms, digest }) => [
      stack,
      orgText(organization),
      sourceText(source),
      source.readAt ?? "",
      source.readBy ? `${source.readBy.name} (${source.readBy.clientId})` : "",
      String(atoms),
      digest,
    ]),
  };
}

/** The day of the register for whoever changed since the earlier one, else the day of the newest secret. */
function changedAt({ changes, day }: Register, org: RegisterOrg, { id, secrets }: RegisterSubject): string | undefined {
  const own = changes?.orgs.find(
    ({ stack, organization }) => stack === org.stack && organization === org.organization.id,
  );
  const touched = own && [...own.gained, ...own.lost, ...own.said].some(({ subject }) => subject === id);
  if (touched || own?.addedSubjects.includes(id)) return day;
  const made = secrets.flatMap(({ created }) => (created === undefined ? [] : [created.slice(0, "2026-01-01".length)]));
  return made.sort().at(-1);
}

function subjectOf(org: RegisterOrg, subject: RegisterSubject, many: boolean, since: string | undefined): PageSubject {
  const { kind, key, name, orgId, owner, grantType, secrets, findings, promises } = subject;
  const told = findings.flatMap((index) => org.findings[index] ?? []);
  const waivers = told.flatMap(({ waiver }) => (waiver === undefined ? [] : (org.waivers[waiver] ?? [])));
  const ends = waivers.filter(({ state }) => state === "holds").map(({ expires }) => expires);
  const [waived] = ends.sort();
  return {
    kind: kind === "existing-client" ? "existing client" : kind,
    name,
    ...(orgId !== undefined && { id: orgId }),
    ...(owner !== undefined && { owner }),
    ...(grantType !== undefined && { grantType }),
    ...(waived !== undefined && { waived }),
    ...(since !== undefined && { since }),
    facts: [
      ...(many ? [fact("Stack", org.stack)] : []),
      ...(key === name ? [] : [fact("Key", key)]),
      ...said(subject),
      ...told.map((finding) => fact("Finding", findingText(finding))),
      ...promises.flatMap((index) => (org.promises[index] ? [fact("Promise", promiseText(org.promises[index]))] : [])),
      ...secrets.map(({ generation, ageDays, created }) => {
        const age = ageDays === undefined ? "of unknown age" : `${ageDays} days old`;
        return fact("Secret", `generation ${generation}, ${age}${created === undefined ? "" : `, made ${created}`}`);
      }),
    ],
  };
}

function said(subject: RegisterSubject): PageFact[] {
  const { purpose, legalBasis, nativeMasking, description, access, tokenLifetime, scopes, redirectUris } = subject;
  const { state, calls, position } = subject;
  const texts: [string, string | undefined][] = [
    ["Purpose", purpose],
    ["Legal basis", legalBasis],
    [
      "Masking",
      nativeMasking === undefined
        ? undefined
        : nativeMasking
          ? "masked by Genesys Cloud, its owner says"
          : "not masked",
    ],
    ["Description", description],
    ["Access", access],
    ["Token lifetime", tokenLifetime === undefined ? undefined : `${tokenLifetime} seconds`],
    ["Scopes", scopes.join(", ")],
    ["Redirect URIs", redirectUris.join(", ")],
    ["State", state],
    ["Calls", calls === undefined ? undefined : String(calls)],
    ["Line", position && placeText(position)],
  ];
  return texts.flatMap(([label, value]) => (value === undefined || value === "" ? [] : [fact(label, value)]));
}

function placeText({ file, line, column }: RegisterPosition): string {
  return `${file}:${line}:${column}`;
}

function findingText({ severity, status, rule, message }: RegisterFinding): string {
  return `${severity}${status === "open" ? "" : `, ${status}`}: ${rule}: ${message}`;
}

function promiseText({ words, state, why }: RegisterOrg["promises"][number]): string {
  return `${state}: ${words}${why === undefined ? "" : ` (${why})`}`;
}

function blockOf(org: RegisterOrg, subject: RegisterSubject, holding: RegisterHolding, index: number): PageBlock {
  const divisions = holding.divisions.flatMap((division) => org.divisions[division] ?? []);
  const everywhere = divisions.some(({ kind }) => kind === "all");
  const condition = holding.condition === undefined ? undefined : org.conditions[holding.condition];
  return {
    subject: index,
    places: divisions.map(({ kind, name }) => (kind === "division" ? namedPlace(name) : name)),
    items: holding.items.flatMap((item) => {
      const held = org.items[item];
      return held ? [itemOf(held, everywhere)] : [];
    }),
    facts: [
      ...(condition === undefined ? [] : [fact("Condition", condition)]),
      ...holding.via.flatMap((via) => {
        const grant = subject.grants[via];
        return grant ? grantFacts(org, grant) : [];
      }),
    ],
  };
}

/** @param everywhere it is held in all divisions */
function itemOf(item: RegisterOrg["items"][number], everywhere: boolean): PageItem {
  const { domain, entity, action, access, risk, riskEverywhere } = item;
  const path = [domain, entity, action].filter((part) => part !== "");
  return { path, level: access, risk: (everywhere ? riskEverywhere : risk).level };
}

function grantFacts({ roles }: RegisterOrg, { role, path, position, justification }: RegisterGrant): PageFact[] {
  const held = role === undefined ? undefined : roles[role];
  return [
    fact("Role", held ? roleText(held) : "none: by itself, for whoever signs in"),
    fact("Granted at", position ? `${placeText(position)} ${path}` : path),
    ...(held?.position ? [fact("Role stands at", placeText(held.position))] : []),
    ...(held && held.follows.length > 0 ? [fact("Follows from", held.follows.join(", "))] : []),
    ...(justification === undefined ? [] : [fact("Justification", justification)]),
  ];
}

function roleText({ key, name, origin }: RegisterOrg["roles"][number]): string {
  return `${name}${name === key ? "" : ` (${key})`}${origin === "existing" ? ", existing" : ""}`;
}

function changeTables(changes: RegisterOrgChanges, since: string): PageTable[] {
  const { standing, certain, gained, lost, said, addedSubjects, removedSubjects } = changes;
  const told: [string, readonly string[]][] = [
    ["subject added", addedSubjects],
    ["subject removed", removedSubjects],
    ["new finding", changes.newFindings],
    ["finding gone", changes.goneFindings],
    ["new waiver", changes.newWaivers],
    ["waiver gone", changes.goneWaivers],
    ["promise broken", changes.brokenPromises],
    ["promise gone", changes.gonePromises],
  ];
  const rows = [
    ...(standing === "compared" ? [] : [[`org ${standing}`, changes.stack, "", "", ""]]),
    ...(certain ? [] : [["not certain", "one of the two did not see everything", "", "", ""]]),
    ...gained.map(({ subject, item, division, condition = "" }) => ["gained", subject, item, division, condition]),
    ...lost.map(({ subject, item, division, condition = "" }) => ["lost", subject, item, division, condition]),
    ...said.map(({ subject, field, before, after }) => ["said", subject, field, before, after]),
    ...told.flatMap(([what, names]) => names.map((name) => [what, name, "", "", ""])),
  ];
  return [
    {
      title: `Changed ${since}`,
      columns: ["Change", "Of", "Item or field", "Division or before", "Condition or after"],
      rows: rows.length > 0 ? rows : [["nothing", "", "", "", ""]],
    },
  ];
}

function tablesOf(org: RegisterOrg, of: string): PageTable[] {
  const { findings, waivers, promises, coverage, roles, drift, evidence = [] } = org;
  const place = (position: RegisterPosition | undefined) => (position ? placeText(position) : "");
  const tables: PageTable[] = [
    {
      title: `Findings${of}`,
      columns: ["Severity", "State", "Rule", "About", "Message", "Fix", "Line"],
      rows: findings.map((one) => [
        one.severity,
        one.status,
        one.rule,
        one.about,
        one.message,
        one.fix,
        place(one.position),
      ]),
    },
    {
      title: `Waivers${of}`,
      columns: ["Last day", "State", "Owner", "Reason", "Finding"],
      rows: waivers.map(({ expires, state, why = "", owner, reason, finding }) => [
        expires,
        [state, why].filter((text) => text !== "").join(": "),
        owner,
        reason,
        finding,
      ]),
    },
    {
      title: `Promises${of}`,
      columns: ["State", "Promise", "Why", "Line"],
      rows: promises.map(({ state, words, why = "", position }) => [state, words, why, place(position)]),
    },
    {
      title: `Verified with the clients' own credentials${of}`,
      columns: ["Client", "When", "Org", "Proved", "Refuted", "Not provable", "Evidence", "SHA-256", "Stale"],
      rows: evidence.flatMap(({ file, digest, at, org: where, stale = "", clients }) =>
        clients.map(({ key, proved, refuted, notProvable }) => [
          key,
          at,
          where,
          String(proved),
          String(refuted),
          String(notProvable),
          file,
          digest,
          stale,
        ]),
      ),
    },
    {
      title: `Drift${of}`,
      columns: ["Direction", "Subject", "Item", "Divisions", "Condition"],
      rows: (drift?.changes ?? []).map(({ direction, subject, item, divisions, condition = "" }) => [
        direction,
        subject,
        item,
        divisions.join(", "),
        condition,
      ]),
    },
    {
      title: `Roles${of}`,
      columns: ["Role", "Origin", "Access", "Purpose", "Follows from", "Line"],
      rows: roles.map((role) => [
        role.name,
        role.origin,
        role.access ?? "",
        role.purpose,
        role.follows.join(", "),
        place(role.position),
      ]),
    },
    {
      title: `What was read${of}`,
      columns: ["Part", "State", "Count", "Missing"],
      rows: coverage.map(({ part, state, count, reason = "" }) => [part, state, String(count), reason]),
    },
  ];
  return tables.filter(({ rows }) => rows.length > 0);
}
