import { describe, expect, it } from "vitest";
import type { ReportResult } from "../../../access/report/model.ts";
import { type CheckInput, type CheckOutcome, checkSpecs } from "../../../toolkit/check/checkSpecs.ts";
import type { BaseRef } from "../../../toolkit/open/base.ts";

const ORGANIZATION = "organization: { id: 7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101 }\n";
const WRITER = `${ORGANIZATION}divisions: { EMEA: {} }
roles:
  sync:
    name: Sync
    purpose: Keeps queues in step
    permissions: ["routing:queue:edit"]
groups:
  Team: { grants: [{ role: sync, divisions: [EMEA] }] }
`;
const FINDING = "no-write-permission/role/sync/routing:queue:edit";

function waiver(expires: string, finding = FINDING): string {
  return `waivers: [{ finding: "${finding}", reason: Migration, owner: team@contoso.example, expires: ${expires} }]\n`;
}

function check(texts: Record<string, string>, input: Partial<CheckInput> = {}): CheckOutcome {
  return checkSpecs({
    files: Object.keys(texts).map((file) => ({ name: file.replace(".yaml", ""), file })),
    readText: textsOf(texts),
    strict: false,
    today: "2026-11-21",
    ...input,
  });
}

function textsOf(texts: Record<string, string>): (file: string) => string {
  return (file) => {
    const text = texts[file];
    if (text === undefined) throw Object.assign(new Error("no such file"), { code: "ENOENT" });
    return text;
  };
}

function resultsOf({ report }: CheckOutcome, rule?: string): ReportResult[] {
  return report.stacks.flatMap(({ results }) => results).filter((result) => rule === undefined || result.rule === rule);
}

describe("a check", () => {
  it("refuses an open mandatory finding and says where it stands", () => {
    const outcome = check({ "a.yaml": WRITER });
    expect(outcome.exitCode).toBe(1);
    expect(resultsOf(outcome, "no-write-permission")).toEqual([
      expect.objectContaining({
        id: FINDING,
        level: "mandatory",
        status: "open",
        waivable: true,
        position: { file: "a.yaml", line: 7, column: 19 },
        path: "roles.sync.permissions[0]",
      }),
    ]);
  });

  it("describes every rule that a result names", () => {
    const outcome = check({ "a.yaml": WRITER, "b.yaml": "roles: 5", "c.yaml": WRITER + waiver("2026-01-01") });
    const described = new Set(outcome.report.rules.map(({ id }) => id));
    expect(resultsOf(outcome).filter(({ rule }) => !described.has(rule))).toEqual([]);
  });

  it("lets a waiver cover a finding, and shows it", () => {
    const outcome = check({ "a.yaml": WRITER + waiver("2026-11-21") });
    expect(resultsOf(outcome, "no-write-permission")).toEqual([
      expect.objectContaining({
        status: "waived",
        waiver: { reason: "Migration", owner: "team@contoso.example", expires: "2026-11-21" },
      }),
    ]);
    expect(outcome.exitCode).toBe(0);
  });

  it("opens the finding again the day after the waiver's last", () => {
    const outcome = check({ "a.yaml": WRITER + waiver("2026-11-20") });
    expect(outcome.exitCode).toBe(1);
    expect(resultsOf(outcome, "no-write-permission")).toEqual([expect.objectContaining({ status: "open" })]);
    expect(resultsOf(outcome, "waiver")).toEqual([
      expect.objectContaining({ level: "mandatory", waivable: false, path: "waivers[0].expires" }),
    ]);
  });

  it("keeps to the longest time that the policies set for waivers", () => {
    const limited = `policies: { waiver: { maximumDays: 30 } }\n${waiver("2027-03-31")}`;
    expect(check({ "a.yaml": WRITER + waiver("2027-03-31") }).exitCode).toBe(0);
    expect(check({ "a.yaml": WRITER + limited }).exitCode).toBe(1);
  });

  it("follows the levels that the spec sets, and names what is disabled", () => {
    const advised = check({ "a.yaml": `${WRITER}policies: { no-write-permission: advisory }` });
    expect(advised.exitCode).toBe(0);
    expect(resultsOf(advised, "no-write-permission")).toEqual([expect.objectContaining({ level: "advisory" })]);
    const disabled = check({ "a.yaml": `${WRITER}policies: { no-write-permission: disabled }` });
    expect(resultsOf(disabled, "no-write-permission")).toEqual([]);
    expect(disabled.report.stacks[0]?.disabled).toContain("no-write-permission");
  });

  it("refuses advice as well when it is strict", () => {
    const texts = { "a.yaml": `${WRITER}policies: { no-write-permission: advisory }` };
    const outcome = check(texts, { strict: true });
    expect(outcome.exitCode).toBe(1);
    expect(resultsOf(outcome, "no-write-permission")).toEqual([expect.objectContaining({ level: "mandatory" })]);
  });

  it("reports problems of the language by their code, and judges the other stacks all the same", () => {
    const outcome = check({ "a.yaml": `${WRITER}rolles: {}`, "b.yaml": WRITER });
    expect(outcome.exitCode).toBe(3);
    expect(resultsOf(outcome, "unknown-key")).toEqual([
      expect.objectContaining({
        level: "mandatory",
        waivable: false,
        position: { file: "a.yaml", line: 10, column: 1 },
        message: 'the key "rolles" is not known here. Nearest: roles.',
      }),
    ]);
    expect(resultsOf(outcome, "no-write-permission")).toHaveLength(1);
    expect(outcome.report.notes).toEqual(["a.yaml is not valid, so no rule has looked at it yet."]);
  });

  it("takes a rule or an option that does not exist for a problem of the language", () => {
    const outcome = check({ "a.yaml": `${WRITER}policies: { no-write-permision: disabled }` });
    expect(outcome.exitCode).toBe(3);
    expect(resultsOf(outcome)).toEqual([
      expect.objectContaining({ message: expect.stringContaining("no-write-permission") }),
    ]);
  });

  it("finds what stands in an included file in that file", () => {
    const roles = "roles: { sync: { name: Sync, purpose: Queues, permissions: [routing:queue:edit] } }";
    const outcome = check(
      { "a.yaml": `${ORGANIZATION}include: [roles.yaml]`, "roles.yaml": roles },
      {
        files: [{ name: "a", file: "a.yaml" }],
      },
    );
    expect(resultsOf(outcome, "no-write-permission").map(({ position }) => position.file)).toEqual(["roles.yaml"]);
  });

  it("needs no org: users, groups, roles and divisions that the spec names are taken to exist", () => {
    const spec = `${ORGANIZATION}divisions: { EMEA: {} }
roles: { existing: { existing: Communicate - User } }
users: { emma@contoso.example: { grants: [{ role: existing, divisions: { match: "EMEA*" } }] } }`;
    expect(check({ "a.yaml": spec }).report.rules.filter(({ category }) => category === "language")).toEqual([]);
  });
});

describe("a check of several stacks", () => {
  const CLIENT = "6f1a2c3d-0000-4000-8000-000000000001";
  const FLEET_FINDING = `client-across-orgs/fleet/fleet/${CLIENT}`;
  const holder = (org: string, more = "") => `organization: { id: ${org} }
divisions: { EMEA: {} }
roles: { Reader: { existing: Reader } }
clients:
  export: { existing: ${CLIENT}, grants: [{ role: Reader, divisions: [EMEA] }] }
${more}`;
  const ORGS = ["7c1d3c52-6f0e-4d53-9a3c-0d7be1f6a101", "0b0e5d0c-93a4-4b52-8a43-52d6ffb10202"] as const;
  const other = `${ORGANIZATION}divisions: {}\n`;

  it("shows a finding about them in each that holds what it is about, at that place", () => {
    const outcome = check({ "a.yaml": holder(ORGS[0]), "b.yaml": holder(ORGS[1]), "c.yaml": other });
    expect(resultsOf(outcome, "client-across-orgs").map(({ id, path, position }) => [id, path, position])).toEqual([
      [FLEET_FINDING, "clients.export.existing", { file: "a.yaml", line: 5, column: 23 }],
      [FLEET_FINDING, "clients.export.existing", { file: "b.yaml", line: 5, column: 23 }],
    ]);
  });

  it("lets each of them waive it for itself, and does not call that waiver stray when one is checked alone", () => {
    const waived = holder(ORGS[0], waiver("2027-03-31", FLEET_FINDING));
    const together = check({ "a.yaml": waived, "b.yaml": holder(ORGS[1]) });
    expect(resultsOf(together, "client-across-orgs").map(({ status }) => status)).toEqual(["waived", "open"]);
    expect(resultsOf(check({ "a.yaml": waived }), "waiver")).toEqual([]);
  });
});

describe("a check with a base", () => {
  const base = (texts: Record<string, string>): { base: BaseRef } => ({
    base: { ref: "main", has: (file) => file in texts, readText: textsOf(texts) },
  });
  const exempting = `${WRITER}${waiver("2026-12-31")}policies: { no-wildcard-scope: disabled }\n`;

  it("takes waivers and policies from there, so that a change cannot exempt itself", () => {
    expect(check({ "a.yaml": exempting }).exitCode).toBe(0);
    const outcome = check({ "a.yaml": exempting }, base({ "a.yaml": WRITER }));
    expect(outcome.exitCode).toBe(1);
    expect(outcome.report.stacks[0]?.disabled).not.toContain("no-wildcard-scope");
    expect(outcome.report.notes).toEqual(["Waivers and policies of a.yaml are those of main."]);
  });

  it("honours what is there already", () => {
    const outcome = check({ "a.yaml": WRITER }, base({ "a.yaml": exempting }));
    expect(outcome.exitCode).toBe(0);
    expect(outcome.report.stacks[0]?.disabled).toContain("no-wildcard-scope");
  });

  it("excuses nothing in a spec that is new, or that is not valid there", () => {
    const isNew = check({ "a.yaml": exempting }, base({}));
    expect(isNew.exitCode).toBe(1);
    expect(isNew.report.notes).toEqual(["a.yaml is not in main: no waivers, and the rules' own settings."]);
    const broken = check({ "a.yaml": exempting }, base({ "a.yaml": `${exempting}x: 1` }));
    expect(broken.exitCode).toBe(1);
    expect(broken.report.notes).toEqual(["a.yaml is not valid in main: no waivers, and the rules' own settings."]);
  });

  const silo = (permissions: string, promise = "") => `${ORGANIZATION}divisions: { EMEA: {} }
roles: { reader: { name: Reader, purpose: Reads, permissions: [${permissions}] } }
clients:
  partner:
    name: Partner
    owner: partners@contoso.example
    purpose: Queues for the partner
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA] }]
${promise}`;
  const QUEUES = '"routing:queue:view"';
  const SKILLS = '"routing:queue:view", "routing:skill:view"';
  const CANNOT = '    cannot: ["routing:skill:view"]\n';
  const ONLY = 'only: [{ permission: "routing:queue:view", subjects: [clients.partner] }]\n';

  it("holds a change to the promises that stand there, so that it cannot drop the one it breaks", () => {
    const before = base({ "a.yaml": silo(QUEUES, CANNOT) });
    const outcome = check({ "a.yaml": silo(SKILLS) }, before);
    expect(outcome.exitCode).toBe(1);
    expect(resultsOf(outcome, "expectation-cannot")).toEqual([
      expect.objectContaining({
        path: "clients.partner",
        position: expect.objectContaining({ file: "a.yaml", line: 6 }),
      }),
    ]);
    expect(outcome.report.notes.join()).toContain("a.yaml drops promises (cannot, only) of main");
  });

  it("lets a change drop a promise that it keeps, and says so once", () => {
    const before = base({ "a.yaml": silo(QUEUES, CANNOT + ONLY) });
    const outcome = check({ "a.yaml": silo(QUEUES) }, before);
    expect(outcome.exitCode).toBe(0);
    const notesOf = ({ report }: ReturnType<typeof check>) =>
      report.notes.filter((note) => !note.includes("kept to divisions"));
    expect(notesOf(outcome)).toHaveLength(2);
    expect(notesOf(check({ "a.yaml": silo(QUEUES, CANNOT + ONLY) }, before))).toHaveLength(1);
  });

  it("points at a stray waiver where the file under check has it, and at the section where it has none", () => {
    const stray = waiver("2026-12-31", "no-write-permission/role/gone/x");
    const moved = check({ "a.yaml": `${WRITER}${stray}` }, base({ "a.yaml": `\n\n${WRITER}${stray}` }));
    expect(resultsOf(moved, "waiver")).toEqual([
      expect.objectContaining({ path: "waivers[0].finding", position: { file: "a.yaml", line: 10, column: 22 } }),
    ]);
    const removed = check({ "a.yaml": WRITER }, base({ "a.yaml": `${WRITER}${stray}` }));
    expect(resultsOf(removed, "waiver")).toEqual([expect.objectContaining({ path: "waivers" })]);
  });
});
