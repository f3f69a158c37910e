import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import type { ReportStack } from "../../../access/report/model.ts";
import { renderText } from "../../../access/report/text.ts";
import { HOSTILE, report, result, WAIVED } from "./reports.ts";

describe("the report as text", () => {
  it("says where, what, why, what to write instead, and the id that a waiver names", () => {
    expect(renderText(report([result()]), false)).toBe(`stacks/prod.yaml
  14:9  critical  no-write-permission  roles.bi.permissions[0]
        Permission "routing:queue:edit" writes.
        why: Read-only is a promise.
        fix: Remove the permission.
        id:  no-write-permission/role/bi/routing:queue:edit

To accept a finding for a time, name its id in the spec, with a reason, an owner and a last day:
  waivers:
    - { finding: "no-write-permission/role/bi/routing:queue:edit", reason: ..., owner: ..., expires: YYYY-MM-DD }

1 stack, 1 rule, catalogue of 2026-08-15: 1 refused.
`);
  });

  it("aligns what stands below each other in a file", () => {
    const later = result({ position: { file: "stacks/prod.yaml", line: 1234, column: 10 }, level: "advisory" });
    const heads = renderText(report([result(), later]), false).match(/^ +\d+:.*$/gm);
    expect(heads).toEqual([
      "     14:9  critical  no-write-permission  roles.bi.permissions[0]",
      "  1234:10  advice    no-write-permission  roles.bi.permissions[0]",
    ]);
  });

  it("keeps what is waived in sight, with reason, owner and last day, and offers no waiver for it", () => {
    const text = renderText(report([result(WAIVED)]), false);
    expect(text).toMatch(/^ {2}14:9 {2}waived {2}no-write-permission/m);
    expect(text).toContain("waived until 2027-03-31 by bi-team@contoso.example: Migration");
    expect(text).toContain("nothing refused, 1 waived.");
    expect(text).not.toContain("To accept a finding");
  });

  it("offers no waiver for what cannot be waived", () => {
    const text = renderText(report([result({ waivable: false })]), false);
    expect(text).not.toContain("id: ");
    expect(text).not.toContain("To accept a finding");
  });

  it("names the stack for findings in a file that it includes", () => {
    const position = { file: "stacks/shared/roles.yaml", line: 2, column: 1 };
    expect(renderText(report([result({ position })]), false)).toContain(
      "stacks/shared/roles.yaml (included by stack prod)\n",
    );
  });

  it("names disabled rules, and the stacks that disable them where others do not", () => {
    const stack = (name: string, disabled: string[]): ReportStack => ({
      name,
      file: `${name}.yaml`,
      results: [],
      disabled,
    });
    const stacks = [stack("dev", ["name-conventions", "token-lifetime"]), stack("prod", ["name-conventions"])];
    expect(renderText(report([], { stacks }), false)).toBe(
      "2 stacks, 1 rule, catalogue of 2026-08-15: nothing refused.\nDisabled: name-conventions, token-lifetime (in dev).\n",
    );
  });

  it("prints notes about the run", () => {
    expect(renderText(report([], { notes: ["Waivers are those of main."] }), false)).toContain(
      "Note: Waivers are those of main.\n",
    );
  });

  it("is the same text with and without colours", () => {
    const all = report([result(), result({ level: "advisory" }), result(WAIVED)]);
    const colored = renderText(all, true);
    expect(colored).toContain("\u001b[31m");
    expect(stripVTControlCharacters(colored)).toBe(renderText(all, false));
  });

  it("lets no name move the cursor, turn text around or start a line", () => {
    const hostile = result({ path: HOSTILE, message: HOSTILE, fix: HOSTILE, why: HOSTILE, id: HOSTILE });
    const waiver = { reason: HOSTILE, owner: HOSTILE, expires: HOSTILE };
    const text = renderText(report([hostile, result({ ...WAIVED, waiver })], { notes: [HOSTILE] }), false);
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
    expect(text).not.toMatch(/^g/m);
  });
});
