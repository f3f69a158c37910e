/** Audits of embedded orgs over HTTP, as the command makes them. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { serialiseSnapshot } from "../../../access/snapshot/serialise.ts";
import { type OrgData, SEED, type Simulator, seedOrg, startSimulator } from "../../../simulator/index.ts";
import { audit, exitCodeOf } from "../../../toolkit/audit/audit.ts";
import { type AuditFinding, type AuditReport, shownFindings } from "../../../toolkit/audit/model.ts";
import { AUDIT_FORMATS } from "../../../toolkit/audit/options.ts";
import { auditorSpec } from "../../../toolkit/audit/readerSpec.ts";
import { renderAudit } from "../../../toolkit/audit/render/index.ts";
import { type OpenedSnapshot, openSnapshot } from "../../../toolkit/open/openSnapshot.ts";
import { hostileOrg } from "../../support/hostileOrg.ts";
import { sarifErrors } from "../../support/sarifSchema.ts";

const folder = mkdtempSync(join(tmpdir(), "genesys-access-audit-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** An org whose reading client holds exactly these permissions, in all divisions. */
function readBy(permissions: readonly string[], org: OrgData = seedOrg()): OrgData {
  const role = org.roles.find(({ id }) => id === SEED.roles["Access as Code Deployer"]);
  role?.permissionPolicies.splice(
    0,
    Number.POSITIVE_INFINITY,
    ...permissions.map((permission) => {
      const [domain = "", entityName = "", action = ""] = permission.split(":");
      return { domain, entityName, actionSet: [action] };
    }),
  );
  return org;
}

const AUDITOR = [...auditorSpec().matchAll(/^ +- (\w+:\w+:\w+)$/gm)].map(([, permission = ""]) => permission);

interface Audited {
  readonly org: Simulator;
  readonly opened: OpenedSnapshot;
  readonly report: AuditReport;
}

async function audited(seed: OrgData): Promise<Audited> {
  const org = await startSimulator({ seed });
  const opened = await openSnapshot({ org: true }, { env: org.environment });
  return { org, opened, report: await audit(opened, { days: 90 }, new Date()) };
}

const found = ({ findings }: AuditReport, check: string, id: string): AuditFinding | undefined =>
  findings.find((one) => one.check === check && one.subject.id === id);

describe("an audit of the seed org with the smallest role that can audit", () => {
  let seen: Audited;
  beforeAll(async () => {
    seen = await audited(readBy(AUDITOR));
  });
  afterAll(() => seen.org.close());

  it("reads everything, and changes nothing", () => {
    expect(AUDITOR).toHaveLength(4);
    expect(seen.report.coverage.filter(({ state }) => state !== "read")).toEqual([]);
    expect(exitCodeOf(seen.report, undefined)).toBe(0);
    const writes = seen.org.requests.filter(({ method }) => method !== "GET").map(({ path }) => path);
    expect(new Set(writes)).toEqual(new Set(["/oauth/token", "/api/v2/usage/query"]));
  });

  it("finds the clients that can do anything, with the reasons", () => {
    const { report } = seen;
    const reasons = (id: string) => found(report, "escalation-path", id)?.items.map(({ message }) => message) ?? [];
    expect(reasons(SEED.console.clientId)[0]).toContain('"admin" in all divisions, a role of administrators');
    expect(reasons(SEED.legacy.clientId)).toEqual([
      expect.stringContaining('"authorization:role:edit" lets it add permissions'),
    ]);
    expect(reasons(SEED.deployer.clientId)).toEqual([]);
    expect(report.findings.slice(0, 2).map(({ check }) => check)).toEqual(["escalation-path", "escalation-path"]);
    expect(found(report, "no-admin-role", SEED.console.clientId)?.severity).toBe("critical");
    expect(report.clients.map(({ id }) => id)).toEqual([
      SEED.console.clientId,
      SEED.legacy.clientId,
      SEED.deployer.clientId,
    ]);
  });

  it("finds who makes no calls by the org's own counts", () => {
    const { report } = seen;
    expect(found(report, "dormant-client", SEED.legacy.clientId)).toBeDefined();
    expect(found(report, "dormant-client", SEED.deployer.clientId)).toBeUndefined();
    expect(report.summary.dormant).toBe(2);
  });

  it("says the same with one digest in all formats, and JSON as its schema says", () => {
    const { report } = seen;
    for (const format of AUDIT_FORMATS)
      expect(renderAudit(report, format, { source: "org" }), format).toContain(report.digest);
    expect(sarifErrors(JSON.parse(renderAudit(report, "sarif", { source: "org" })))).toEqual([]);
    const ajv = new Ajv({ allErrors: true, strictTypes: false });
    formats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync("schemas/audit-report.schema.json", "utf8")));
    validate(JSON.parse(renderAudit(report, "json", { source: "org" })));
    expect(validate.errors).toBeNull();
  });

  it("has the same from a file, but for what no file tells", async () => {
    const file = join(folder, "org.json");
    writeFileSync(file, serialiseSnapshot(seen.opened.snapshot));
    const again = await audit(await openSnapshot({ snapshot: file }), { days: 90 }, new Date());
    const ids = ({ findings }: AuditReport) => findings.map(({ id }) => id).filter((id) => !id.startsWith("dormant"));
    expect(ids(again)).toEqual(ids(seen.report));
    expect(again.skipped.map(({ check }) => check)).toEqual(expect.arrayContaining(["dormant-client", "near-limit"]));
    expect(again.summary.dormant).toBeNull();
  });

  it("is silent against its own baseline, and tells what is new, changed and gone", async () => {
    const baseline = join(folder, "baseline.json");
    const first = await audit(seen.opened, { days: 90, baseline }, new Date());
    expect(shownFindings(first)).toHaveLength(seen.report.findings.length);
    expect(renderAudit(first, "text", { source: "org" })).toContain("There is no baseline");
    writeFileSync(baseline, renderAudit(first, "json", { source: "org" }));
    const second = await audit(seen.opened, { days: 90, baseline }, new Date());
    expect(shownFindings(second)).toEqual([]);
    expect(second.baseline?.gone).toEqual([]);
    expect(second.digest).toBe(first.digest);
    expect(exitCodeOf(second, "info")).toBe(0);
    expect(exitCodeOf(first, "critical")).toBe(1);

    const { snapshot } = seen.opened;
    const grants = snapshot.grants.filter(({ subject }) => subject !== SEED.legacy.clientId);
    const roles = snapshot.roles.map((role) =>
      role.id === SEED.roles["Access as Code Deployer"]
        ? {
            ...role,
            policies: [
              ...(role.policies ?? []),
              { domain: "oauth", entity: "client", actions: ["edit"], condition: null },
            ],
          }
        : role,
    );
    const { session: _, ...file } = seen.opened;
    const third = await audit(
      { ...file, snapshot: { ...snapshot, grants, roles } },
      { days: 90, baseline },
      new Date(),
    );
    expect(third.baseline?.gone.map(({ id, change }) => [id, change])).toContainEqual([
      `escalation-path/client/${SEED.legacy.clientId}`,
      "gone",
    ]);
    expect(found(third, "escalation-path", SEED.deployer.clientId)?.change).toBe("new");
    expect(found(third, "unused-role", SEED.roles["Legacy Reporting - all"])?.change).toBe("new");
    const coverage = snapshot.coverage.map((one) =>
      one.part === "roles" ? { ...one, state: "partly" as const, reason: "Some." } : one,
    );
    const blind = await audit(
      { ...file, snapshot: { ...snapshot, grants, coverage } },
      { days: 90, baseline },
      new Date(),
    );
    expect(new Set(blind.baseline?.gone.map(({ change }) => change))).toEqual(new Set(["hidden"]));
  });

  it("takes no file for a baseline that is none, or is of another org", async () => {
    const baseline = join(folder, "wrong.json");
    writeFileSync(baseline, "{}");
    await expect(audit(seen.opened, { days: 90, baseline }, new Date())).rejects.toThrow(/is no report of an audit/);
    const other = JSON.parse(renderAudit(seen.report, "json", { source: "org" }));
    other.organization.id = SEED.divisions.Home;
    writeFileSync(baseline, JSON.stringify(other));
    await expect(audit(seen.opened, { days: 90, baseline }, new Date())).rejects.toThrow(/another org/);
  });

  it("reads a file of waivers, and tells each mistake in it with its line", async () => {
    const waivers = join(folder, "waivers.yaml");
    const id = `escalation-path/client/${SEED.console.clientId}`;
    const line = `  - { finding: ${id}, reason: It is the administrators' own, owner: it@contoso.example, expires: 2027-01-31 }\n`;
    writeFileSync(waivers, `waivers:\n${line}`);
    const report = await audit(seen.opened, { days: 90, waivers }, new Date("2026-11-29T12:00:00Z"));
    expect(found(report, "escalation-path", SEED.console.clientId)?.status).toBe("waived");
    writeFileSync(waivers, `waivers:\n${line}  - { finding: x, reson: y, owner: z, expires: tomorrow }\nextra: 1\n`);
    await expect(audit(seen.opened, { days: 90, waivers }, new Date())).rejects.toMatchObject({
      exitCode: 3,
      details: [
        expect.stringMatching(/:4:\d+ extra: .*Remove it/),
        expect.stringMatching(/:3:\d+ waivers\[1\]\.reson: .*Nearest: reason/),
        expect.stringMatching(/the waiver has no reason/),
        expect.stringMatching(/"tomorrow" is no day/),
      ],
    });
  });
});

describe("an audit that cannot read everything", () => {
  it("says what is missing, judges what is there, and does not end well", async () => {
    const { org, report } = await audited(readBy(["authorization:role:view"]));
    await org.close();
    expect(report.complete).toBe(false);
    expect(exitCodeOf(report, undefined)).toBe(4);
    expect(exitCodeOf(report, "critical")).toBe(4);
    const text = renderAudit(report, "text", { source: "org" });
    expect(text.split("\n")[2]).toBe("Coverage: NOT everything was read");
    expect(text).toMatch(/client-grants .*authorization:grant:view/);
    expect(text).toContain(
      "skipped dormant-client: The reading client lacks oauth:client:view or usage:organization:view.",
    );
    // The roles are judged all the same.
    expect(found(report, "no-self-escalation", SEED.roles["Legacy Reporting - all"])?.severity).toBe("critical");
  });
});

describe("an audit of an org with hostile names", () => {
  let seen: Audited;
  let seconds: number;
  let calls: number;
  beforeAll(async () => {
    const started = performance.now();
    seen = await audited(readBy(AUDITOR, hostileOrg({ clients: 300 })));
    seconds = (performance.now() - started) / 1000;
    calls = seen.org.requests.length;
    await seen.org.close();
  });

  it("takes few calls and seconds", () => {
    expect(seen.report.clients).toHaveLength(300);
    expect(calls).toBeLessThanOrEqual(20 + 30 + 3 + 3 + 2);
    expect(seconds).toBeLessThan(60);
  });

  it("prints no name as anything but text", () => {
    const print = (format: (typeof AUDIT_FORMATS)[number]) => renderAudit(seen.report, format, { source: "org" });
    for (const format of AUDIT_FORMATS)
      expect(print(format).replace(/[\r\n]/g, ""), format).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    const cells = print("csv").split(/,|\r\n/);
    expect(cells.filter((cell) => /^"?[=+@-]/.test(cell) && cell !== "-")).toEqual([]);
    expect(print("markdown")).not.toMatch(/^[^`]*(<script>|!\[x\]|\[link\]\(javascript)/m);
    expect(sarifErrors(JSON.parse(print("sarif")))).toEqual([]);
  });

  it("has an id of its own for each finding, and each client's findings among them", () => {
    const { findings, clients } = seen.report;
    const ids = new Set(findings.map(({ id }) => id));
    expect(ids.size).toBe(findings.length);
    expect(clients.flatMap((client) => client.findings).filter((id) => !ids.has(id))).toEqual([]);
    expect(JSON.stringify(findings)).not.toMatch(/~[\w-]{12}~/);
  });
});
