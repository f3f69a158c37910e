import type { Report, ReportResult } from "../../../access/report/model.ts";

/** A result that renderers are tried with; each test changes what it is about. */
export function result(changes: Partial<ReportResult> = {}): ReportResult {
  return {
    id: "no-write-permission/role/bi/routing:queue:edit",
    rule: "no-write-permission",
    severity: "critical",
    level: "mandatory",
    status: "open",
    waivable: true,
    position: { file: "stacks/prod.yaml", line: 14, column: 9 },
    path: "roles.bi.permissions[0]",
    message: 'Permission "routing:queue:edit" writes.',
    why: "Read-only is a promise.",
    fix: "Remove the permission.",
    ...changes,
  };
}

export function report(results: readonly ReportResult[], changes: Partial<Report> = {}): Report {
  return {
    tool: { name: "genesys-access", version: "1.2.3" },
    catalogueDate: "2026-08-15",
    stacks: [{ name: "prod", file: "stacks/prod.yaml", results, disabled: [] }],
    rules: [
      {
        id: "no-write-permission",
        category: "privilege",
        severity: "critical",
        level: "mandatory",
        title: "Read-only roles read",
        why: "Read-only is a promise.",
        fix: "Remove the permission.",
        bad: "permissions: [routing:queue:edit]",
        good: "permissions: [routing:queue:view]",
        helpUri: "https://git.contoso.example/access/docs/rules/no-write-permission.md",
      },
    ],
    notes: [],
    ...changes,
  };
}

export const WAIVED: Partial<ReportResult> = {
  status: "waived",
  waiver: { reason: "Migration", owner: "bi-team@contoso.example", expires: "2027-03-31" },
};

/** Moves the cursor, turns text around, hides, breaks lines, and is half a character. */
export const HOSTILE = "a\u001b[2J\u202eb\u200bc\u2028d\ud800e\u0085f\r\ng";
