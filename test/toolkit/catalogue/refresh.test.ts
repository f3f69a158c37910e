import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { GuardName } from "../../../toolkit/catalogue/guards.ts";
import type { VendorFacts } from "../../../toolkit/catalogue/model.ts";
import { readOpenApi } from "../../../toolkit/catalogue/openApi.ts";
import { refreshCatalogue } from "../../../toolkit/catalogue/refresh.ts";
import { printRefresh } from "../../../toolkit/catalogue/report.ts";
import { factsOf, operationNamed } from "./documents.ts";

const TODAY = "2026-11-29";

const SPEC = `organization: { id: 58f5d08e-c7f5-4f60-b254-92c700bbecf8 }
roles:
  reader:
    name: Reader
    purpose: reads queues
    access: read-only
    endpoints:
      - GET /api/v2/routing/queues
      - GET /api/v2/audits/query/{transactionId}
`;

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "refresh-"));
  onTestFinished(() => rmSync(made, { recursive: true }));
  return made;
}

function tables(): string {
  const made = join(folder(), "catalogue");
  cpSync("catalogue", made, { recursive: true });
  return made;
}

function project(): { name: string; file: string }[] {
  const made = folder();
  mkdirSync(join(made, "stacks"));
  writeFileSync(join(made, "stacks", "prod.yaml"), SPEC);
  return [{ name: "prod", file: join(made, "stacks", "prod.yaml") }];
}

async function refresh(
  to: VendorFacts,
  more: { write?: string; accept?: readonly GuardName[]; from?: VendorFacts } = {},
) {
  return refreshCatalogue({ to, accept: [], files: project(), today: TODAY, ...more });
}

const added = operationNamed("GET", "/api/v2/routing/queues/{queueId}/forecast", {
  permissions: ["routing:queueForecast:view"],
});

describe("catalogue refresh", () => {
  it("writes nothing where nothing has changed: the tables are as sorted and as counted as they were", async () => {
    const write = tables();
    const { report, exitCode } = await refresh(factsOf(), { write });
    expect([exitCode, report.changes, report.written, report.touched]).toEqual([0, [], [], []]);
  });

  it("writes an operation with a new permission at its place, says that its class is a guess, and finds nothing to do a second time", async () => {
    const write = tables();
    const { report, exitCode } = await refresh(factsOf(undefined, [added]), { write });
    expect(exitCode).toBe(0);
    expect(report.changes.map(({ kind, what, note }) => [kind, what, note])).toEqual([
      ["operation-added", "GET /api/v2/routing/queues/{queueId}/forecast", undefined],
      ["permission-added", "routing:queueForecast:view", "class read, guessed from its action"],
    ]);
    const lines = readFileSync(join(write, "permissions.tsv"), "utf8").trimEnd().split("\n");
    expect(lines.slice(1)).toEqual(lines.slice(1).sort());
    expect(lines.find((line) => line.startsWith("routing:queueForecast:view\t"))).toBe(
      "routing:queueForecast:view\tread\tunknown\tno-signal(not inspected)\tView queue forecast (routing)\t1",
    );
    const readme = readFileSync(join(write, "README.md"), "utf8");
    const count = lines.length - 1;
    expect(readme).toContain(`[permissions.tsv](#permissionstsv-${count}-rows) | ${count} |`);
    expect(readme).toContain(`## permissions.tsv (${count} rows)`);
    const reads = lines.filter((line) => line.split("\t")[1] === "read").length;
    expect(readme).toContain(`\`read\` (${reads})`);
    const before = readdirSync(write).map((name) => readFileSync(join(write, name), "utf8"));
    await refresh(factsOf(undefined, [added]), { write });
    expect(readdirSync(write).map((name) => readFileSync(join(write, name), "utf8"))).toEqual(before);
  });

  it("names the stack and the profile whose access another requirement changes", async () => {
    const to = factsOf(({ path, method }) =>
      method === "GET" && path === "/api/v2/routing/queues"
        ? { match: "ALL", permissions: ["routing:queueMember:manage"] }
        : {},
    );
    const { report } = await refresh(to);
    expect(report.touched.find(({ kind }) => kind === "stack")).toMatchObject({
      name: "prod",
      lines: expect.arrayContaining(["role reader: + routing:queueMember:manage", "role reader: - routing:queue:view"]),
    });
    expect(
      report.touched.some(({ kind, lines }) => kind === "profile" && lines.includes("+ routing:queueMember:manage")),
    ).toBe(true);
    expect(printRefresh(report, "text")).toContain("because the catalogue changed");
  });

  it.each<[GuardName, string, Parameters<typeof factsOf>[0]]>([
    ["vanished", "a tenth of the document is missing", ({ path }) => (path.length % 10 === 0 ? undefined : {})],
    [
      "in-use",
      "a permission that a stack names is gone",
      ({ permissions }) => (permissions.includes("audits:audit:view") ? undefined : {}),
    ],
    [
      "unguarded",
      "an operation asks for nothing",
      ({ path }) => (path === "/api/v2/routing/queues" ? { match: "NONE", permissions: [] } : {}),
    ],
    ["domain-jump", "a domain is gone", ({ path }) => (path.startsWith("/api/v2/gamification") ? undefined : {})],
    ["nothing", "it is another API", () => undefined],
  ])("refuses by the guard %s where %s, and writes nothing", async (guard, _, change) => {
    const write = tables();
    const more = guard === "nothing" ? [added] : [];
    const { report, exitCode } = await refresh(factsOf(change, more), { write });
    expect(exitCode).toBe(1);
    expect(report.refused.map((one) => one.guard)).toContain(guard);
    expect(report.written).toEqual([]);
    expect(readFileSync(join(write, "operations.tsv"), "utf8")).toBe(readFileSync("catalogue/operations.tsv", "utf8"));
  });

  it("writes what somebody accepts, and says so", async () => {
    const write = tables();
    const to = factsOf(({ method, path }) =>
      method === "GET" && path === "/api/v2/routing/queues" ? { match: "NONE", permissions: [] } : {},
    );
    const { report, exitCode } = await refresh(to, { write, accept: ["unguarded"] });
    expect([exitCode, report.refused]).toEqual([0, []]);
    expect(report.accepted.map(({ guard }) => guard)).toEqual(["unguarded"]);
    expect(readFileSync(join(write, "operations.tsv"), "utf8")).toMatch(/^GET\t\/api\/v2\/routing\/queues\tNONE\t-\t/m);
  });

  it("replays two stored documents: each line of the tables that differs is a change of the report", async () => {
    const july = readOpenApi("test/fixtures/catalogue/openapi-2026-07.json.gz");
    const write = tables();
    const { report } = await refresh(july, { write, accept: ["vanished", "in-use", "domain-jump"] });
    const changed = (name: string, cells: number) => {
      const [old, now] = ["catalogue", write].map((at) => readFileSync(join(at, name), "utf8").split("\n"));
      const keys = [
        ...(old ?? []).filter((line) => !now?.includes(line)),
        ...(now ?? []).filter((line) => !old?.includes(line)),
      ];
      return new Set(keys.map((line) => line.split("\t").slice(0, cells).join(" ")));
    };
    const named = new Set(report.changes.flatMap(({ what, after }) => [what, after]));
    expect([...changed("operations.tsv", 2)].filter((one) => !named.has(one))).toEqual([]);
    // Besides names that come and go, only the count of operations changes.
    const [old, now] = ["catalogue", write].map((at) =>
      readFileSync(join(at, "permissions.tsv"), "utf8")
        .replace(/\t\d+$/gm, "")
        .split("\n"),
    );
    const lines = [
      ...(old ?? []).filter((line) => !now?.includes(line)),
      ...(now ?? []).filter((line) => !old?.includes(line)),
    ];
    expect(lines.map((line) => line.split("\t")[0]).filter((one) => !named.has(one))).toEqual([]);
    const back = await refreshCatalogue({ from: july, accept: [], files: [], today: TODAY });
    expect(back.report.changes.filter(({ kind }) => kind === "operation-added")).toHaveLength(176);
  });

  it("wants to be told what it writes into, and compares that with nothing else", async () => {
    await expect(refresh(factsOf(), { write: folder() })).rejects.toThrow("has no operations.tsv");
    await expect(refresh(factsOf(), { write: tables(), from: factsOf() })).rejects.toThrow(
      "--write needs --to or --stack, and no --from",
    );
  });

  it("shows names of a hostile document as text in every format", async () => {
    const hostile = operationNamed("GET", "/api/v2/x/`<script>`", { permissions: ["routing:queue:view"] });
    const { report } = await refresh(factsOf(undefined, [hostile]));
    expect(printRefresh(report, "markdown")).not.toContain("``");
    for (const format of ["text", "markdown", "json"] as const)
      expect(printRefresh(report, format)).toContain("<script>");
  });
});
