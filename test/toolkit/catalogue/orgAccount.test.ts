/** The catalogue against an org that the vendor changes: over HTTP, in this process. */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { resolveConnection } from "../../../providers/genesys/connection.ts";
import { type Release, SEED, type Simulator, type SimulatorOptions, startSimulator } from "../../../simulator/index.ts";
import { compareFacts } from "../../../toolkit/catalogue/compare.ts";
import type { GuardName } from "../../../toolkit/catalogue/guards.ts";
import type { CatalogueChange, VendorFacts } from "../../../toolkit/catalogue/model.ts";
import { orgAccount } from "../../../toolkit/catalogue/orgAccount.ts";
import { refreshCatalogue } from "../../../toolkit/catalogue/refresh.ts";
import { printRefresh } from "../../../toolkit/catalogue/report.ts";
import { tableFacts } from "../../../toolkit/catalogue/tableFacts.ts";

const TODAY = "2026-12-06";
const own = tableFacts("catalogue", "the catalogue");

async function openOrg(options: SimulatorOptions = {}): Promise<Simulator> {
  const org = await startSimulator(options);
  onTestFinished(() => org.close());
  return org;
}

function factsOf(org: Simulator, organization = SEED.organizationId): Promise<VendorFacts> {
  return orgAccount(organization.toLowerCase(), resolveConnection({ get: () => undefined }, org.environment));
}

/** What a release changes against the catalogue: kind, name, and what is there now. */
async function changesOf(release: Release) {
  const org = await openOrg();
  org.release(release);
  return told(compareFacts(own, await factsOf(org)).changes);
}

function told(changes: readonly CatalogueChange[]) {
  return changes.map(({ kind, what, after }) => [kind, what, after]);
}

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "org-account-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

function tables(): string {
  const made = join(folder(), "catalogue");
  cpSync("catalogue", made, { recursive: true });
  return made;
}

/** A project with one stack that reads queues. */
function project(): { name: string; file: string }[] {
  const made = folder();
  mkdirSync(join(made, "stacks"));
  const file = join(made, "stacks", "prod.yaml");
  writeFileSync(
    file,
    `organization: { id: ${SEED.organizationId} }
roles:
  reader: { name: Reader, purpose: reads queues, endpoints: [GET /api/v2/routing/queues] }
`,
  );
  return [{ name: "prod", file }];
}

function refresh(to: VendorFacts, more: { write?: string; accept?: readonly GuardName[] } = {}) {
  return refreshCatalogue({ to, accept: [], files: project(), today: TODAY, ...more });
}

/** Keys of roles that the catalogue knows by their name: the embedded org makes them up. */
const KEYS = [
  ["default-role-key", "communicateUser", "communicate user"],
  ["default-role-key", "supervisor", "supervisor"],
  ["default-role-key", "user", "user"],
];

describe("what an org says of the vendor's API", () => {
  it("is what the catalogue says, as long as the vendor ships nothing; the org is only read", async () => {
    const org = await openOrg();
    const facts = await factsOf(org);
    expect([told(compareFacts(own, facts).changes), facts.missing]).toEqual([KEYS, []]);
    const wrote = org.requests.filter(({ method, path }) => method !== "GET" && path !== "/oauth/token");
    expect(wrote).toEqual([]);
  });

  it("has what the vendor added, whether divisions limit it, and new scopes", async () => {
    const changes = await changesOf({
      adds: ["routing:queueForecast:view"],
      divisionAware: { "analytics:dataExport:view": false },
      scopes: ["forecasts"],
    });
    expect(changes).toEqual([
      ...KEYS,
      ["division-awareness", "analytics:dataExport:view", "no"],
      ["permission-added", "routing:queueForecast:view", "routing:queueForecast:view"],
      ["scope-added", "forecasts", "forecasts"],
    ]);
  });

  it("tells a permission with another name, and one that is several now", async () => {
    const changes = await changesOf({
      renames: [{ from: "routing:queue:view", to: "routing:queue:read" }],
      splits: [{ from: "quality:evaluation:edit", into: ["quality:evaluation:score", "quality:evaluation:comment"] }],
    });
    expect(changes).toEqual(
      expect.arrayContaining([
        ["permission-renamed", "routing:queue:view", "routing:queue:read"],
        ["permission-split", "quality:evaluation:edit", "quality:evaluation:comment or quality:evaluation:score"],
        ["permission-added", "quality:evaluation:comment", "quality:evaluation:comment"],
      ]),
    );
    expect(changes.filter(([kind]) => kind === "permission-removed")).toEqual([]);
  });

  it("does not take for gone what this org did not buy: its operations ask for it still", async () => {
    const org = await openOrg({
      switches: { permissions: { "routing:queue:view": "unlisted", "reporting:interactions:view": "unlisted" } },
    });
    expect(told(compareFacts(own, await factsOf(org)).changes)).toEqual(KEYS);
  });

  it("knows a back-fill by roles of the vendor that hold what is new; a role that administers proves nothing", async () => {
    const changes = await changesOf({
      adds: ["routing:queueForecast:view", "routing:queueForecast:edit"],
      backfills: [{ holding: "routing:queue:view", adds: "routing:queueForecast:view" }],
    });
    expect(changes.filter(([kind]) => kind === "back-fill")).toEqual([
      ["back-fill", "routing:queueForecast:view", "supervisor user"],
    ]);
  });

  it("is refused where it is another org than that of the spec", async () => {
    await expect(factsOf(await openOrg(), "0f3a5c1e-8a51-4b0e-9d2a-6a3f6e1b7c55")).rejects.toThrow(
      "Use credentials of that org",
    );
  });

  it("is one clear error where the org does not answer", async () => {
    const org = await startSimulator();
    const asked = () => factsOf(org);
    await org.close();
    await expect(asked()).rejects.toThrow(/no answer/);
  });
});

describe("a refresh from an org", () => {
  it("writes what the org says with source and day, stable, and finds nothing to do a second time", async () => {
    const org = await openOrg({
      prepare: (data) => ({
        ...data,
        roles: [
          ...data.roles,
          {
            id: "b0000000-0000-4000-8000-00000000000a",
            name: "Forecast Planner",
            description: "",
            permissions: [],
            permissionPolicies: [{ domain: "wfm", entityName: "shortTermForecast", actionSet: ["view"] }],
            defaultRoleId: "forecastPlanner",
            roleNeedsUpdate: false,
          },
        ],
      }),
    });
    org.release({
      adds: ["routing:queueForecast:view"],
      divisionAware: { "analytics:dataExport:view": true },
      backfills: [{ holding: "routing:queue:view", adds: "routing:queueForecast:view" }],
    });
    const write = tables();
    const { report, exitCode } = await refresh(await factsOf(org), { write });
    expect([exitCode, report.refused, report.missing]).toEqual([0, [], []]);
    const read = (name: string) => readFileSync(join(write, name), "utf8");
    expect(read("permissions.tsv")).toMatch(/^routing:queueForecast:view\tread\tunknown\t/m);
    expect(read("permissions.tsv")).toMatch(/^analytics:dataExport:view\t\w+\tyes\t/m);
    expect(read("default-roles.tsv")).toContain(
      `Forecast Planner\tforecastPlanner\tno\tGET /api/v2/authorization/roles of an org\t${TODAY}\treported`,
    );
    expect(read("default-roles.tsv")).toMatch(/^Supervisor\tsupervisor\tno\t/m);
    expect(read("back-fills.tsv")).toContain("routing:queueForecast:view\tsupervisor user\t");
    expect(read("README.md")).toContain(`[back-fills.tsv](#back-fillstsv-1-rows) | 1 |`);
    expect(read("README.md")).toMatch(new RegExp(`^\\| \\[default-roles.tsv\\].* \\| ${TODAY} \\|`, "m"));
    const again = await refresh(await factsOf(org), { write });
    expect([again.report.written, again.report.changes]).toEqual([[], []]);
  });

  it("names the stack and the profiles that a renamed permission touches, and is refused for them", async () => {
    const org = await openOrg();
    org.release({ renames: [{ from: "routing:queue:view", to: "routing:queue:read" }] });
    const write = tables();
    const { report, exitCode } = await refresh(await factsOf(org), { write });
    expect([exitCode, report.written]).toEqual([1, []]);
    expect(report.refused.map(({ guard, message }) => [guard, /stack prod/.test(message)])).toContainEqual([
      "in-use",
      true,
    ]);
    expect(report.touched.find(({ kind }) => kind === "stack")?.lines).toEqual(
      expect.arrayContaining(["role reader: + routing:queue:read", "role reader: - routing:queue:view"]),
    );
  });

  it("is refused where the org says of a documented leak that there is none", async () => {
    const org = await openOrg();
    org.release({ divisionAware: { "outbound:schedule:view": true } });
    const { report, exitCode } = await refresh(await factsOf(org));
    expect([exitCode, report.refused]).toEqual([
      1,
      [
        {
          guard: "contradicted",
          message:
            "outbound:schedule:view: so far divisions do not limit it, and now they limit it: look whether that is true.",
        },
      ],
    ]);
  });

  it("without a part of it names what is missing, ends with 4 and writes nothing", async () => {
    const faults = [{ path: "^/api/v2/(docs/swagger|oauth/scopes)$", kind: "status" as const, status: 403, times: 50 }];
    const org = await openOrg({ switches: { faults } });
    org.release({ adds: ["routing:queueForecast:view"] });
    const write = tables();
    const { report, exitCode } = await refresh(await factsOf(org), { write });
    expect([exitCode, report.written]).toEqual([4, []]);
    expect(report.missing).toEqual([
      expect.stringContaining("The OAuth scopes could not be read"),
      expect.stringContaining("The OpenAPI document could not be read"),
    ]);
    expect(report.changes.filter(({ kind }) => kind.endsWith("-removed"))).toEqual([]);
    expect(printRefresh(report, "text")).toContain("incomplete, nothing was written");
  });

  it("asks an org that shows neither permissions nor roles, and says so", async () => {
    const faults = [
      { path: "^/api/v2/authorization/(permissions|roles)$", kind: "status" as const, status: 403, times: 50 },
    ];
    const facts = await factsOf(await openOrg({ switches: { faults } }));
    expect([facts.permissions, facts.defaultRoles]).toEqual([undefined, undefined]);
    expect(facts.missing).toHaveLength(2);
  });

  it("takes no name of an org for a row of a table, and shows none as markup", async () => {
    const org = await openOrg({
      prepare: (data) => ({
        ...data,
        roles: data.roles.map((role) =>
          role.defaultRoleId === "employee" ? { ...role, name: "Boss\tboss\tyes`<b>" } : role,
        ),
      }),
    });
    const write = tables();
    const { report, exitCode } = await refresh(await factsOf(org), { write });
    expect(exitCode).toBe(0);
    expect(readFileSync(join(write, "default-roles.tsv"), "utf8")).not.toContain("oss");
    expect(printRefresh(report, "markdown")).not.toContain("``");
  });
});
