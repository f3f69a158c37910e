/** The report as one page: who has which findings, by category and check, with what each client can do. */
import type { PageBlock, PageFact, PageModel, PageSubject } from "../../../access/report/page/model.ts";
import { renderPage } from "../../../access/report/page/renderPage.ts";
import type { AuditClient, AuditFinding, AuditReport, AuditSubject } from "../model.ts";
import { baselineLines, summaryLines } from "./words.ts";

export function renderAuditHtml(report: AuditReport): string {
  return renderPage(auditPage(report));
}

export function auditPage(report: AuditReport): PageModel {
  const { organization, readAt, readBy, digest, catalogueDate, tool, coverage, skipped, limits, baseline } = report;
  const subjects = subjectsOf(report);
  const indexes = new Map(subjects.map((subject, index) => [keyOf(subject.about), index]));
  const categories = new Map(report.checks.map(({ id, category }) => [id, category]));
  return {
    title: `Audit of ${organization.name}`,
    lead: "What is wrong with the access of one org, and what each client can do. Nothing was changed.",
    facts: [
      { label: "Org", value: `${organization.name} (${organization.id})` },
      { label: "Read at", value: readAt },
      { label: "Read by", value: `${readBy.name} (${readBy.clientId})` },
      { label: "Catalogue", value: catalogueDate },
      { label: "Written by", value: `${tool.name} ${tool.version}` },
      { label: "Digest", value: digest },
      ...[...summaryLines(report), ...baselineLines(report)].map((value) => ({ label: "Found", value })),
    ],
    warnings: coverage
      .filter(({ state }) => state !== "read")
      .map(({ part, reason = "nobody said why" }) => `Not everything was read: ${part}: ${reason}`),
    words: { parts: ["category", "check"], atom: "finding", complete: "Every finding is in --format csv and json." },
    ...(baseline && { views: VIEWS }),
    subjects: subjects.map(({ page }) => page),
    blocks: report.findings.map((finding) =>
      blockOf(finding, indexes.get(keyOf(finding.subject)) ?? 0, categories.get(finding.check) ?? "other"),
    ),
    tables: [
      clientTable(report.clients),
      {
        title: "What was read",
        columns: ["Part", "State", "Count", "Missing"],
        rows: coverage.map(({ part, state, count, reason = "" }) => [part, state, String(count), reason]),
      },
      ...(skipped.length > 0
        ? [
            {
              title: "Checks that did not look",
              columns: ["Check", "Reason"],
              rows: skipped.map(({ check, reason }) => [check, reason]),
            },
          ]
        : []),
      ...(baseline && baseline.gone.length > 0
        ? [
            {
              title: "Gone since the baseline",
              columns: ["Finding", "Subject", "Severity", "State"],
              rows: baseline.gone.map(({ id, subject, severity, change }) => [
                id,
                subject.name,
                severity,
                change === "hidden" ? "gone, or out of sight" : change,
              ]),
            },
          ]
        : []),
    ],
    notes: limits,
  };
}

/** As in the other formats, people see first what is new or changed. */
const VIEWS = [
  { name: "new and changed", changes: ["new", "changed"] },
  { name: "all", changes: ["new", "changed", "unchanged"] },
];

interface Listed {
  readonly about: Pick<AuditSubject, "kind" | "id">;
  readonly page: PageSubject;
}

/** Clients as the report ranks them, then whatever else has a finding, in the order of the findings. */
function subjectsOf({ clients, findings }: AuditReport): Listed[] {
  const listed = new Map<string, Listed>(
    clients.map((client) => {
      const { id, name, grantType } = client;
      const about = { kind: "client", id } as const;
      return [keyOf(about), { about, page: { kind: "client", name, id, grantType, facts: clientFacts(client) } }];
    }),
  );
  for (const { subject } of findings) {
    const { kind, id, name } = subject;
    const key = keyOf(subject);
    if (!listed.has(key)) listed.set(key, { about: subject, page: { kind, name, id, facts: [] } });
  }
  return [...listed.values()];
}

function keyOf({ kind, id }: Pick<AuditSubject, "kind" | "id">): string {
  return `${kind}/${id}`;
}

function clientFacts({ description, state, roles, permissions, writes, wildcards, dangers, requests }: AuditClient) {
  return [
    ...fact("Description", description),
    { label: "State", value: state },
    ...roles.map(({ name, divisions }) => ({ label: "Role", value: `${name} in ${divisions.join(", ")}` })),
    { label: "Permissions", value: `${permissions}, of which ${writes} change things` },
    ...fact("Wildcards", wildcards.join(", ")),
    ...fact("Dangers", dangers.join(", ")),
    { label: "Calls", value: requests === null ? "nobody could look" : String(requests) },
  ];
}

function fact(label: string, value: string): PageFact[] {
  return value === "" ? [] : [{ label, value }];
}

function blockOf(finding: AuditFinding, subject: number, category: string): PageBlock {
  const { id, check, severity, state, items, why, fix, change, waiver } = finding;
  return {
    subject,
    places: [],
    items: [{ path: [category, check], level: state, risk: severity }],
    facts: [
      ...items.map(({ message }) => ({ label: "Finding", value: message })),
      { label: "Why", value: why },
      { label: "Fix", value: fix },
      { label: "Id", value: id },
      ...(waiver ? [{ label: "Waived by", value: `${waiver.owner}: ${waiver.reason}` }] : []),
    ],
    ...(change && { change }),
    ...(waiver && { waived: waiver.expires }),
  };
}

function clientTable(clients: readonly AuditClient[]) {
  return {
    title: "Clients",
    columns: ["Client", "Worst", "Logs in with", "Permissions", "That write", "Divisions", "Calls", "Dangers"],
    rows: clients.map((client) => [
      client.name,
      client.severity ?? "-",
      client.grantType,
      `${client.permissions}${client.unknown ? " and unknown ones" : ""}`,
      String(client.writes),
      client.allDivisions ? "all" : String(new Set(client.roles.flatMap(({ divisions }) => divisions)).size),
      client.requests === null ? "?" : String(client.requests),
      client.dangers.join(", ") || "-",
    ]),
  };
}
