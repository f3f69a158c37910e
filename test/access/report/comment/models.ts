/** Comments to try the renderer with: one name in every place where a name can stand. */
import type { AccessDiff, Change, SubjectDiff } from "../../../../access/diff/model.ts";
import type { CommentModel } from "../../../../access/report/comment/index.ts";
import { result, WAIVED } from "../reports.ts";

export function change(name: string, changes: Partial<Change> = {}): Change {
  return {
    direction: "gained",
    item: `permission:${name}`,
    divisions: [`division:${name}`],
    condition: "",
    narrower: [],
    via: [{ role: name, path: ["clients", name, "grants", 0] }],
    cause: {
      kind: "edited",
      path: ["roles", name, "permissions", 0],
      position: { file: `stacks/${name}.yaml`, line: 3, column: 5 },
    },
    risk: { level: "high", reasons: ["can change things"] },
    ...changes,
  };
}

export function subject(name: string, gained: readonly Change[]): SubjectDiff {
  return {
    subject: { kind: "client", key: name, name: `${name} (display)`, grantType: "CLIENT-CREDENTIALS" },
    standing: "added",
    gained,
    lost: [change(name, { direction: "lost" })],
    unknown: [change(name, { item: `role:${name}` })],
    kept: [],
  };
}

export function diffOf(name: string, subjects: readonly SubjectDiff[]): AccessDiff {
  return {
    stack: name,
    organization: { id: "58f5d08e-c7f5-4f60-b254-92c700bbecf8", name },
    verdict: "mixed",
    counts: { gained: subjects.length, lost: 1, unknown: 1 },
    digest: { full: "0123456789abcdef".repeat(4), short: "0123456789ab" },
    subjects,
    terms: [
      { direction: "gained", present: true, kind: "redirect-uri", owner: `clients.${name}`, value: name, path: [name] },
      { direction: "lost", present: false, kind: "delivery", owner: `clients.${name}`, value: name, path: [name] },
    ],
    renames: [{ kind: "division", from: name, to: `${name}2` }],
    notCovered: [`Permissions of existing roles: ${JSON.stringify(name)}.`],
  };
}

/** Everything that a comment can show, about things that are all called `name`. */
export function fullModel(name: string, changes: Partial<CommentModel> = {}): CommentModel {
  const place = { file: `stacks/${name}.yaml`, line: 14, column: 9 };
  const finding = {
    id: `no-write-permission/role/${name}/routing:queue:edit`,
    position: place,
    path: `roles.${JSON.stringify(name)}.permissions[0]`,
    message: `Role "${name}" writes.`,
    fix: `Remove it from ${name}.`,
  };
  return {
    diff: diffOf(name, [subject(name, [change(name)])]),
    drift: diffOf(name, [subject(name, [change(name, { cause: { kind: "drift", path: ["clients", name] } })])]),
    findings: [
      result(finding),
      result({ ...finding, level: "advisory", severity: "low" }),
      result({ ...finding, ...WAIVED, waiver: { reason: `Because of ${name}`, owner: name, expires: "2027-03-31" } }),
    ],
    violations: [{ policy: name, mandatory: true, message: `Resource ${name} has no tag.` }],
    driftLookedFor: true,
    preview: { state: "failed", errors: [`The preview stopped at ${name}`], missing: 2 },
    gate: { refusals: ["1 atom gained and not approved"], approved: false },
    catalogueDate: "2026-08-15",
    tool: { name: "genesys-access", version: "1.2.3" },
    ...changes,
  };
}
