import { describe, expect, it } from "vitest";
import type { UnusedPermission } from "../../../access/plan/unusedPermissions.ts";
import { evaluateRule } from "../../../policies/evaluate.ts";
import { unusedPermission } from "../../../policies/rules/unused-permission.ts";
import { settingOf } from "../../../policies/settings.ts";
import { goodStack } from "../../support/ruleFacts.ts";

const PATH = ["roles", "reader", "permissions", 1];
const ANNOUNCED: UnusedPermission = {
  kind: "announced",
  role: "reader",
  permission: "routing:skill:view",
  path: PATH,
  since: "2026-01-05",
  remove: "2026-01-12",
};
const BY_EVIDENCE: UnusedPermission = {
  kind: "evidence",
  role: "reader",
  permission: "routing:skill:view",
  path: PATH,
  file: "stacks/prod.rightsize.json",
  from: "2025-10-01",
  to: "2025-12-31",
};

const findings = (unused: UnusedPermission, today?: string) =>
  evaluateRule(unusedPermission, goodStack({ unusedPermissions: [unused] }), settingOf(unusedPermission), today);

describe("unused-permission", () => {
  it.each(["2026-01-05", "2026-01-11", undefined])("tells of a running notice and its end, on %s", (today) => {
    const [finding, ...more] = findings(ANNOUNCED, today);
    expect(finding).toMatchObject({
      atom: "reader/routing:skill:view",
      path: PATH,
      enforcementLevel: "advisory",
      message: 'Role "reader" still holds "routing:skill:view", announced on 2026-01-05 to go on 2026-01-12.',
    });
    expect(more).toEqual([]);
  });

  it.each(["2026-01-12", "2027-01-01"])("tells that the notice is over, on %s", (today) => {
    const [finding] = findings(ANNOUNCED, today);
    expect(finding?.message).toBe(
      'Role "reader" still holds "routing:skill:view", and its notice is over since 2026-01-12.',
    );
    expect(finding?.fix).toContain("it removes what is still unused");
  });

  it("is one finding from the announcement to the end: a waiver holds for both", () => {
    const [before] = findings(ANNOUNCED, "2026-01-05");
    const [after] = findings(ANNOUNCED, "2026-01-12");
    expect(after?.id).toBe(before?.id);
  });

  it("tells of what the evidence calls unused, with its window and file", () => {
    const [finding] = findings(BY_EVIDENCE);
    expect(finding?.message).toBe(
      'Role "reader" holds "routing:skill:view", which nobody used from 2025-10-01 to 2025-12-31 by stacks/prod.rightsize.json.',
    );
    expect(finding?.fix).toContain("`keep:`");
  });

  it("tells of evidence that nobody can read, in place of being silent", () => {
    const [finding] = findings({ kind: "unreadable", file: "stacks/prod.rightsize.json", fault: "it is not a file" });
    expect(finding?.message).toBe("The evidence in stacks/prod.rightsize.json tells nothing: it is not a file.");
  });
});
