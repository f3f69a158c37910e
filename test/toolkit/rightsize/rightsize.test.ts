import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { dependenciesOf } from "../../../access/catalogue/dependencies.ts";
import { allOperations } from "../../../access/catalogue/operations.ts";
import { allPermissions } from "../../../access/catalogue/permissions.ts";
import { holdable } from "../../../access/intent/endpoint.ts";
import type { Snapshot } from "../../../access/snapshot/model.ts";
import type { Usage, UsageRow } from "../../../access/usage/model.ts";
import { SEED, type Simulator, seedOrg, startSimulator, type UsagePast } from "../../../simulator/index.ts";
import type { SizedRole } from "../../../toolkit/rightsize/model.ts";
import { genesysAccess } from "../../support/inProcess.ts";
import { emptySnapshot, snapshotClient, snapshotId, snapshotRole } from "../../support/snapshots.ts";

const ORG = snapshotId(0);
const [CLIENT, OTHER, ROLE] = [1, 2, 3].map(snapshotId) as [string, string, string];
const WINDOW = { from: "2026-08-31", to: "2026-11-28", days: 90 };

const row = (endpoint: string, change: Partial<UsageRow> = {}): UsageRow => {
  const [method = "", path = ""] = endpoint.split(" ");
  const zero = { status200: 0, status300: 0, status400: 0, status429: 0, status500: 0 };
  return { day: "2026-11-20", client: CLIENT, user: "", method, path, requests: 5, ...zero, status200: 5, ...change };
};

const reading = (rows: readonly UsageRow[], change: Partial<Usage> = {}): Usage => ({
  formatVersion: 1,
  organization: { id: ORG, name: "Contoso" },
  readBy: { clientId: snapshotId(9) },
  readAt: "2026-11-29T08:00:00.000Z",
  window: WINDOW,
  scope: "organization",
  read: [
    {
      from: WINDOW.from,
      to: WINDOW.to,
      api: "jobs",
      path: "/api/v2/usage/aggregates/query/jobs",
      execution: "e1",
      rows: rows.length,
      users: false,
    },
  ],
  missing: [],
  rows: [...rows],
  ...change,
});

const org = (change: Partial<Snapshot> = {}): Snapshot => ({
  ...emptySnapshot(),
  clients: [
    snapshotClient(CLIENT, "Power BI", {
      description: "x [genesys-access/prod/clients/powerbi]",
      dateCreated: "2025-01-01T00:00:00Z",
    }),
    snapshotClient(OTHER, "Wallboard", {
      description: "x [genesys-access/prod/clients/wallboard]",
      dateCreated: "2025-01-01T00:00:00Z",
    }),
  ],
  ...change,
});

const counted = (snapshot: Snapshot): Snapshot => {
  const lists: object = snapshot;
  const grants = (kind: string) => snapshot.grants.filter(({ subjectKind }) => subjectKind === kind);
  const of = (part: string): readonly unknown[] =>
    (lists as Record<string, readonly unknown[]>)[part] ?? grants(part.replace("-grants", "").replace(/s$/, ""));
  return {
    ...snapshot,
    coverage: snapshot.coverage.map((one) => ({
      ...one,
      count: one.part === "settings" ? one.count : of(one.part).length,
    })),
  };
};

const SPEC = `organization: { id: ${ORG} }
divisions: { EMEA: {} }
roles:
  reader: # the warehouse
    name: Reader
    access: read-write
    permissions:
      # queues by name
      - routing:queue:view # nightly
      - routing:skill:manage,view
      - outbound:campaign:delete # for the old dialler
clients:
  powerbi: { name: Power BI, grantType: client-credentials, access: read-write, grants: [{ role: reader, divisions: [EMEA] }] }
`;

describe("genesys-access rightsize", { timeout: 60_000 }, () => {
  let dir: string;
  let usage: Usage;
  let snapshot: Snapshot;
  const rightsize = async (...args: string[]) => {
    await writeFile(join(dir, "usage.json"), JSON.stringify(usage));
    await writeFile(join(dir, "org.json"), JSON.stringify(counted(snapshot)));
    const files = ["--usage", "usage.json", "--snapshot", "org.json"];
    return genesysAccess(["rightsize", ...args, ...files], { cwd: dir });
  };
  const managed = (...args: string[]) => rightsize("powerbi", "--stack", "prod", "--held-since", "2026-01-01", ...args);
  const spec = () => readFile(join(dir, "stacks/prod.yaml"), "utf8");
  const at = (day: string) => {
    vi.setSystemTime(new Date(`${day}T09:00:00Z`));
    const to = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
    const from = new Date(Date.parse(day) - 90 * 86_400_000).toISOString().slice(0, 10);
    const window = { from, to, days: 90 };
    usage = { ...usage, window, read: usage.read.map((one) => ({ ...one, from, to })) };
  };

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    dir = await mkdtemp(join(tmpdir(), "genesys-access-rightsize-"));
    await mkdir(join(dir, "stacks"));
    await writeFile(join(dir, "stacks/prod.yaml"), SPEC);
    usage = reading([row("GET /api/v2/routing/queues"), row("GET /api/v2/routing/skills")]);
    snapshot = org();
    at("2026-11-29");
  });
  afterEach(async () => {
    vi.useRealTimers();
    await rm(dir, { recursive: true, force: true });
  });

  it("announces, waits for the notice, and removes, with every comment kept", async () => {
    const first = await managed();
    expect(first).toMatchObject({ exitCode: 0 });
    expect(first.stdout).toContain("outbound:campaign:delete: announced, goes from 2026-12-06 on; not used in 90 days");
    const announced = await spec();
    expect(announced).toBe(
      SPEC.replace(
        "      - outbound:campaign:delete # for",
        '      - { permission: "outbound:campaign:delete", unused: { since: 2026-11-29, remove: 2026-12-06 } } # for',
      ).replace(
        "routing:skill:manage,view",
        'routing:skill:view\n      - { permission: "routing:skill:manage", unused: { since: 2026-11-29, remove: 2026-12-06 } }',
      ),
    );
    at("2026-12-05");
    expect(await managed("--check")).toMatchObject({ exitCode: 0 });
    await managed();
    expect(await spec()).toBe(announced);
    at("2026-12-06");
    const due = await managed("--check");
    expect(due.exitCode).toBe(1);
    expect(due.stdout).toContain('-      - { permission: "outbound:campaign:delete"');
    expect(await spec()).toBe(announced);
    await managed();
    expect(await spec()).toBe(
      SPEC.replace("      - outbound:campaign:delete # for the old dialler\n", "").replace("manage,view", "view"),
    );
    const evidence = JSON.parse(await readFile(join(dir, "stacks/prod.rightsize.json"), "utf8"));
    expect(evidence).toMatchObject({
      formatVersion: 1,
      window: { to: "2026-12-05" },
      replay: { operations: 2, closed: 0 },
    });
    expect(await managed("--check")).toMatchObject({ exitCode: 0 });
  });

  it("withdraws what was used in between", async () => {
    await managed();
    usage = {
      ...usage,
      rows: [...usage.rows, row("DELETE /api/v2/outbound/campaigns/{campaignId}", { day: "2026-12-01" })],
    };
    at("2026-12-06");
    const { stdout } = await managed();
    expect(stdout).toContain("outbound:campaign:delete: the announcement is withdrawn");
    expect(await spec()).toContain("      - outbound:campaign:delete # for the old dialler\n");
  });

  it("is told by `check`: what is announced, whose notice is over, and what the evidence calls unused", async () => {
    await managed();
    const check = (day: string) => genesysAccess(["check", "prod", "--today", day], { cwd: dir });
    const before = await check("2026-12-05");
    expect(before.stdout).toContain('"outbound:campaign:delete", announced on 2026-11-29 to go on 2026-12-06.');
    expect((await check("2026-12-06")).stdout).toContain(
      '"outbound:campaign:delete", and its notice is over since 2026-12-06.',
    );
    await writeFile(join(dir, "stacks/prod.yaml"), SPEC);
    expect((await check("2026-12-06")).stdout).toContain(
      'holds "outbound:campaign:delete", which nobody used from 2026-08-31 to 2026-11-28 by stacks/prod.rightsize.json.',
    );
    await rm(join(dir, "stacks/prod.rightsize.json"));
    expect((await check("2026-12-06")).stdout).not.toContain("unused-permission");
  });

  it("does not remove on evidence that ends before the notice does", async () => {
    await managed();
    const announced = await spec();
    at("2026-12-05");
    vi.setSystemTime(new Date("2026-12-08T09:00:00Z"));
    await managed();
    expect(await spec()).toBe(announced);
    at("2026-12-08");
    await managed("--window", "3d");
    expect(await spec()).toBe(announced);
  });

  it("edits a list that stands on one line", async () => {
    const flow = SPEC.replace(
      /permissions:\n[\s\S]*?clients:/,
      'permissions: ["routing:queue:view", "outbound:campaign:delete", "routing:skill:view"] # all\nclients:',
    );
    await writeFile(join(dir, "stacks/prod.yaml"), flow);
    await managed();
    expect(await spec()).toContain(
      'permissions: ["routing:queue:view", { permission: "outbound:campaign:delete", unused: { since: 2026-11-29, remove: 2026-12-06 } }, "routing:skill:view"] # all',
    );
    at("2026-12-07");
    await managed();
    expect(await spec()).toContain('permissions: ["routing:queue:view", "routing:skill:view"] # all');
  });

  it("proposes of 60 permissions exactly those that the calls do not name", async () => {
    const operations = allOperations().filter(
      (one) => one.match === "ALL" && holdable(one).length === 1 && one.auth === "oauth",
    );
    const byPermission = new Map(operations.map((one) => [holdable(one)[0] ?? "", one]));
    const names = [...allPermissions()].filter((one) => byPermission.has(one));
    const used = names.filter((one, index) => index % 7 === 0 && dependenciesOf(one).length === 0).slice(0, 12);
    const rest = names.filter((one) => !used.includes(one)).slice(0, 48);
    const list = [...used, ...rest].map((one) => `      - ${one}\n`).join("");
    await writeFile(
      join(dir, "stacks/prod.yaml"),
      SPEC.replace(/permissions:\n[\s\S]*?clients:/, `permissions:\n${list}clients:`),
    );
    usage = {
      ...usage,
      rows: used.map((one) => row(`${byPermission.get(one)?.method} ${byPermission.get(one)?.path}`)),
    };
    await managed("--notice", "0d");
    await managed("--notice", "0d");
    at("2026-11-30");
    await managed();
    const left = [...(await spec()).matchAll(/^ {6}- (\S+)$/gm)].map(([, one]) => one);
    expect(left).toEqual(used);
  });

  it("unites the holders of a role, and judges none that people hold", async () => {
    const more = `  wallboard: { name: Wallboard, grantType: client-credentials, access: read-write, grants: [{ role: reader, divisions: [EMEA] }] }\n`;
    await writeFile(join(dir, "stacks/prod.yaml"), SPEC + more);
    usage = {
      ...usage,
      rows: [...usage.rows, row("DELETE /api/v2/outbound/campaigns/{campaignId}", { client: OTHER })],
    };
    const { stdout } = await managed("--check");
    expect(stdout).toContain("held by clients.powerbi (10 requests), clients.wallboard (5 requests)");
    expect(stdout).toContain("unused: 1\n    routing:skill:manage");
    await writeFile(
      join(dir, "stacks/prod.yaml"),
      `${SPEC}users: { jane@contoso.example: { grants: [{ role: reader, divisions: [EMEA] }] } }\n`,
    );
    expect(await managed("--check")).toMatchObject({
      exitCode: 0,
      stdout: expect.stringContaining("users or groups hold the role"),
    });
  });

  it("counts what somebody outside of the file does with the same role in the org", async () => {
    let made = "2025-01-01T00:00:00Z";
    const byHand = () =>
      org({
        roles: [snapshotRole(ROLE, "Reader", [])],
        clients: [...org().clients, snapshotClient(snapshotId(7), "By hand", { dateCreated: made })],
        grants: [{ subjectKind: "client", subject: snapshotId(7), role: ROLE, division: "*" }],
      });
    usage = {
      ...usage,
      rows: [...usage.rows, row("DELETE /api/v2/outbound/campaigns/{campaignId}", { client: snapshotId(7) })],
    };
    snapshot = byHand();
    const { stdout } = await managed("--check");
    expect(stdout).toContain("outbound:campaign:delete: 5 requests");
    expect(stdout).toContain("routing:skill:manage: announced");
    made = "2026-11-01T00:00:00Z";
    snapshot = byHand();
    expect((await managed("--check")).stdout).toContain(
      "holds the role outside of the file, and was not made before 2026-08-31",
    );
  });

  it("finds an adopted client and role by their ids, where neither has a marker nor the name of the file", async () => {
    const adopted = SPEC.replace("name: Reader\n", `name: Reader\n    adopted: ${ROLE.toUpperCase()}\n`).replace(
      "name: Power BI,",
      `name: Power BI, adopted: ${CLIENT.toUpperCase()},`,
    );
    await writeFile(join(dir, "stacks/prod.yaml"), adopted);
    const made = { dateCreated: "2025-01-01T00:00:00Z" };
    snapshot = org({
      roles: [snapshotRole(ROLE, "Renamed in the console", [])],
      clients: [snapshotClient(CLIENT, "Renamed as well", made), snapshotClient(OTHER, "By hand", made)],
      grants: [{ subjectKind: "client", subject: OTHER, role: ROLE, division: "*" }],
    });
    usage = {
      ...usage,
      rows: [...usage.rows, row("DELETE /api/v2/outbound/campaigns/{campaignId}", { client: OTHER })],
    };
    const { stdout, exitCode } = await managed();
    expect(exitCode).toBe(0);
    expect(stdout).toContain("held by clients.powerbi (10 requests), By hand (5 requests)");
    expect(stdout).toContain("unused: 1\n    routing:skill:manage: announced");
    await writeFile(join(dir, "stacks/prod.yaml"), adopted.replace(` adopted: ${CLIENT.toUpperCase()},`, ""));
    expect((await managed("--check")).stdout).toContain("the org has no client with the marker of clients.powerbi");
  });

  it("keeps what the role lists under keep and what a client can", async () => {
    const kept = SPEC.replace(
      "    permissions:\n",
      '    keep: [{ endpoint: "DELETE /api/v2/outbound/campaigns/{campaignId}", reason: The year-end closing }]\n    permissions:\n',
    ).replace("grants: [", 'can: ["routing:skill:manage"], grants: [');
    await writeFile(join(dir, "stacks/prod.yaml"), kept);
    const { stdout, exitCode } = await managed("--check");
    expect(stdout).toContain(
      "outbound:campaign:delete: DELETE /api/v2/outbound/campaigns/{campaignId}: The year-end closing",
    );
    expect(stdout).toContain("routing:skill:manage: clients.powerbi is relied on to be able to");
    expect(exitCode).toBe(0);
  });

  it("does not judge what nobody knows to be older than the window", async () => {
    const { stdout, exitCode } = await rightsize("powerbi", "--stack", "prod");
    expect(stdout).toContain("say with --held-since");
    expect(exitCode).toBe(0);
    expect(await spec()).toBe(SPEC);
  });

  it("takes what an older commit gives as held, and what came later as too young", async () => {
    const git = (date: string, ...args: string[]) =>
      execFileSync("git", ["-c", "user.name=Test", "-c", "user.email=test@contoso.example", ...args], {
        cwd: dir,
        env: { ...process.env, GIT_COMMITTER_DATE: date, GIT_AUTHOR_DATE: date },
      });
    const old = SPEC.replace("routing:skill:manage,view", "routing:skill:view");
    await writeFile(join(dir, "stacks/prod.yaml"), old);
    git("2026-01-01T00:00:00Z", "init", "-q");
    git("2026-01-01T00:00:00Z", "add", "stacks");
    git("2026-01-01T00:00:00Z", "commit", "-qm", "Begin");
    await writeFile(join(dir, "stacks/prod.yaml"), SPEC);
    git("2026-10-01T00:00:00Z", "commit", "-qam", "Manage skills");
    const { stdout } = await rightsize("powerbi", "--stack", "prod", "--check");
    expect(stdout).toContain("routing:skill:manage: granted after 2026-08-31, within the window");
    expect(stdout).toContain("outbound:campaign:delete: announced");
  });

  it.each([
    [
      "days that were not read",
      () => reading([], { missing: [{ from: "2026-09-01", to: "2026-09-02", reason: "HTTP 500." }] }),
      4,
      "HTTP 500",
    ],
    ["a day that no question covers", () => reading([], { read: [] }), 4, "90 days were not read"],
    [
      "fewer days than the window",
      () => reading([], { window: { from: "2026-11-01", to: "2026-11-28", days: 28 } }),
      4,
      "the window is 90 days",
    ],
    [
      "days long ago",
      () => reading([], { window: { from: "2026-01-01", to: "2026-10-01", days: 274 } }),
      4,
      "more than 5 days ago",
    ],
    [
      "another org",
      () => reading([], { organization: { id: snapshotId(8), name: "Other" } }),
      3,
      "The usage is of the org",
    ],
    [
      "clients that do not include a holder",
      () => reading([], { scope: { clients: [OTHER] } }),
      4,
      "does not have the calls of",
    ],
  ])("refuses a usage with %s, and changes nothing", async (_, make, code, message) => {
    usage = make();
    const { exitCode, stderr } = await managed();
    expect(exitCode).toBe(code);
    expect(stderr).toContain(message);
    expect(await spec()).toBe(SPEC);
  });

  it("refuses an org that was not read completely, a client that is not there, and a file that is no usage", async () => {
    expect(await rightsize("powerbl", "--stack", "prod")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("Nearest: powerbi"),
    });
    snapshot = org({
      coverage: org().coverage.map((one) =>
        one.part === "client-grants" ? { ...one, state: "partly", reason: "HTTP 403." } : one,
      ),
    });
    expect(await managed()).toMatchObject({ exitCode: 4, stderr: expect.stringContaining("HTTP 403.") });
    usage = { rows: 1 } as unknown as Usage;
    expect(await managed()).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("is no reading of an org's use"),
    });
  });

  it("prints the smaller role of a client that no spec has, and writes nothing", async () => {
    const policies = [
      { domain: "routing", entity: "queue", actions: ["*"], condition: null },
      { domain: "outbound", entity: "campaign", actions: ["delete"], condition: null },
    ];
    snapshot = org({
      roles: [snapshotRole(ROLE, "Every\u001b[31mthing", policies)],
      grants: [{ subjectKind: "client", subject: CLIENT, role: ROLE, division: "*" }],
    });
    const { stdout, exitCode } = await rightsize("Power BI");
    expect(exitCode).toBe(0);
    expect(stdout).toContain("      - routing:queue:view # used");
    expect(stdout).not.toContain("- outbound:campaign:delete");
    expect(stdout).not.toContain("\u001b");
    expect(await spec()).toBe(SPEC);
  });

  describe("that splits a role for one client", () => {
    const WALLBOARD =
      "  wallboard: { name: Wallboard, grantType: client-credentials, access: read-write, grants: [{ role: reader, divisions: [EMEA] }] }\n";
    const split = (...args: string[]) => managed("--split", "reader", ...args);

    it("copies the entries with their comments, announces in the copy, and leaves everybody else as they are", async () => {
      const shared = `${SPEC.replace("    access: read", `    adopted: ${ROLE}\n    access: read`).replace(
        "old dialler\n",
        "old dialler\n      # the last\n\n",
      )}${WALLBOARD}`;
      await writeFile(join(dir, "stacks/prod.yaml"), shared);
      usage = {
        ...usage,
        rows: [...usage.rows, row("DELETE /api/v2/outbound/campaigns/{campaignId}", { client: OTHER })],
      };
      const looked = await split("--check");
      expect(looked.exitCode).toBe(1);
      expect(looked.stdout).toContain("+  reader-powerbi: # the warehouse");
      expect(await spec()).toBe(shared);
      const { exitCode, stdout } = await split();
      expect(exitCode).toBe(0);
      expect(stdout).toContain("Role reader-powerbi, held by clients.powerbi (10 requests)");
      expect(stdout).toContain("outbound:campaign:delete: announced, goes from 2026-12-06 on");
      expect(stdout).toContain("they remove with --held-since, or with a window that begins after the split");
      expect(await spec()).toBe(
        shared
          .replace(
            "clients:\n",
            `  reader-powerbi: # the warehouse
    name: "Reader (Power BI)"
    access: read-write
    permissions:
      # queues by name
      - routing:queue:view # nightly
      - routing:skill:view
      - { permission: "routing:skill:manage", unused: { since: 2026-11-29, remove: 2026-12-06 } }
      - { permission: "outbound:campaign:delete", unused: { since: 2026-11-29, remove: 2026-12-06 } } # for the old dialler
      # the last
clients:
`,
          )
          .replace("\n\n  reader-powerbi", "\n  reader-powerbi")
          .replace("last\nclients:", "last\n\nclients:")
          .replace("grants: [{ role: reader,", "grants: [{ role: reader-powerbi,"),
      );
      await writeFile(join(dir, "before.yaml"), shared);
      const files = ["--base", "before.yaml", "--head", "stacks/prod.yaml"];
      const gate = await genesysAccess(["diff", ...files], { cwd: dir });
      expect(gate.stdout).toContain("Verdict: widened: 1 gained, 0 lost (0 subjects)");
      expect(gate.stdout).toContain('+ roles.reader-powerbi: read-write "access: read-write"');
      expect(stdout).toContain("The gate tells of `access: read-write` of reader-powerbi as gained");
      expect(JSON.parse(await readFile(join(dir, "stacks/prod.rightsize.json"), "utf8"))).toMatchObject({
        split: { from: "reader", to: "reader-powerbi" },
        replay: { operations: 3, closed: 0 },
      });
      const again = await split();
      expect(again).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining('clients.powerbi does not hold a role "reader" in the spec'),
      });
      const ordinary = await managed("--check");
      expect(ordinary).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("Role reader-powerbi, held by") });
      at("2026-12-06");
      expect((await rightsize("powerbi", "--stack", "prod", "--check")).exitCode).toBe(0);
      expect((await managed("--check")).stdout).toContain('-      - { permission: "outbound:campaign:delete"');
    });

    it.each([
      ["a role that nobody else holds", SPEC, [], "Only clients.powerbi holds role reader in the spec"],
      [
        "a role that only says what it is for",
        SPEC.replace(/permissions:\n[\s\S]*?clients:/, 'endpoints: ["GET /api/v2/routing/queues"]\nclients:') +
          WALLBOARD,
        [],
        "has nothing under `permissions:` that could be cut",
      ],
      [
        "the org's own role",
        SPEC.replace(/roles:[\s\S]*/, "roles: { reader: { existing: Reader } }\nclients:\n") +
          `  powerbi: { existing: ${CLIENT}, grants: [{ role: reader, divisions: [EMEA] }] }\n`,
        [],
        "Role reader is the org's own",
      ],
      ["a role for two clients", SPEC + WALLBOARD, ["wallboard"], "A role is split for one client"],
    ])("refuses %s, and changes nothing", async (_, text, args, message) => {
      await writeFile(join(dir, "stacks/prod.yaml"), text);
      const { exitCode, stderr } = await split(...args);
      expect(stderr).toContain(message);
      expect(exitCode).toBe(2);
      expect(await spec()).toBe(text);
    });

    it("refuses what reaches into another file, or into another stack", async () => {
      const [head = "", roles = "", clients = ""] = (SPEC + WALLBOARD).split(/(?=^roles:|^clients:)/m);
      await mkdir(join(dir, "parts"));
      await writeFile(join(dir, "parts/shared.yaml"), roles);
      await writeFile(join(dir, "stacks/prod.yaml"), `include: [../parts/shared.yaml]\n${head}${clients}`);
      expect(await split()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("split it by hand") });
      await writeFile(join(dir, "parts/shared.yaml"), roles + clients);
      for (const stack of ["prod", "other"])
        await writeFile(join(dir, `stacks/${stack}.yaml`), `include: [../parts/shared.yaml]\n${head}`);
      expect(await split()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("stack other has the role") });
      const without = "override: { roles: { reader: null }, clients: { powerbi: null, wallboard: null } }\n";
      await writeFile(join(dir, "stacks/other.yaml"), `include: [../parts/shared.yaml]\n${head}${without}`);
      expect(await split()).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("would change stack other") });
      expect(await readFile(join(dir, "parts/shared.yaml"), "utf8")).toBe(roles + clients);
      await rm(join(dir, "stacks/other.yaml"));
      expect(await split()).toMatchObject({ exitCode: 0 });
      expect(await readFile(join(dir, "parts/shared.yaml"), "utf8")).toContain("role: reader-powerbi,");
    });

    it("keeps selectors, conditions and justifications, and takes the next free key and name", async () => {
      const rich =
        SPEC.replace(
          "      - routing:queue:view",
          "      - { permission: recording:recording:view, condition: { conjunction: AND, terms: [{ variableName: Conversation.mediaType, operator: EQ, operands: [{ type: SCALAR, value: CALL }] }] } }\n      - routing:queue:view",
        )
          .replace("divisions: [EMEA]", 'divisions: { match: "EM*" }, justification: All of EMEA')
          .replace("roles:\n", "roles:\n  reader-powerbi: { existing: Reader (Power BI) }\n") +
        WALLBOARD +
        `  nobody: { existing: ${snapshotId(6)}, grants: [{ role: reader-powerbi, divisions: all }] }\n`;
      await writeFile(join(dir, "stacks/prod.yaml"), rich);
      const { exitCode, stderr } = await split();
      expect(stderr).not.toContain("error");
      expect(exitCode).toBe(0);
      expect(await spec()).toContain('  reader-powerbi-2: # the warehouse\n    name: "Reader (Power BI 2)"\n');
      expect(await spec()).toContain(
        '[{ role: reader-powerbi-2, divisions: { match: "EM*" }, justification: All of EMEA }]',
      );
    });

    it("has no meaning without a stack", async () => {
      expect(await rightsize("Power BI", "--split", "reader")).toMatchObject({
        exitCode: 2,
        stderr: expect.stringContaining("--split edits the spec of a stack"),
      });
    });
  });

  it("says the same in every run", async () => {
    const { stdout } = await managed("--check", "--format", "json");
    const ajv = new Ajv({ allErrors: true, strictTypes: false });
    const validate = ajv.compile(JSON.parse(readFileSync("schemas/rightsize-report.schema.json", "utf8")));
    validate(JSON.parse(stdout));
    expect(validate.errors).toBeNull();
    expect(stdout).toBe((await managed("--check", "--format", "json")).stdout);
  });
});

describe("genesys-access rightsize with an org", { timeout: 60_000 }, () => {
  const operations = allOperations().filter(
    (one) => one.auth === "oauth" && one.match === "ALL" && holdable(one).length === 1,
  );
  const byPermission = new Map(operations.map((one) => [holdable(one)[0] ?? "", one]));
  const names = [...allPermissions()].filter((one) => byPermission.has(one) && dependenciesOf(one).length === 0);
  const used = names.filter((_, index) => index % 17 === 0).slice(0, 12);
  const all = [...used, ...names.filter((one) => !used.includes(one)).slice(0, 48)];

  /** An org whose legacy client holds exactly these permissions, and where the deploying client may read the use. */
  const orgWith = async (permissions: readonly string[], usage?: UsagePast) => {
    const seed = seedOrg();
    const policy = (permission: string) => {
      const [domain = "", entityName = "", action = ""] = permission.split(":");
      return { domain, entityName, actionSet: [action] };
    };
    const policies = (name: keyof typeof SEED.roles) =>
      seed.roles.find(({ id }) => id === SEED.roles[name])?.permissionPolicies;
    policies("Access as Code Deployer")?.push(policy("usage:organization:view"));
    policies("Legacy Reporting - all")?.splice(0, Number.POSITIVE_INFINITY, ...permissions.map(policy));
    const org = await startSimulator({ seed, ...(usage && { usage }) });
    onTestFinished(() => org.close());
    return org;
  };
  const refused = async (org: Simulator) => {
    const basic = Buffer.from(`${SEED.legacy.clientId}:${SEED.legacy.clientSecret}`).toString("base64");
    const login = await fetch(`${org.url}/oauth/token`, {
      method: "POST",
      headers: { Authorization: `Basic ${basic}`, "Content-Type": "application/x-www-form-urlencoded" },
      body: "grant_type=client_credentials",
    });
    const { access_token: token } = (await login.json()) as { access_token: string };
    const statuses = used.map(async (one) => {
      const { method = "", path = "" } = byPermission.get(one) ?? {};
      const called = await fetch(`${org.url}${path.replace(/\{[^}]*\}/g, snapshotId(5))}`, {
        method,
        headers: { Authorization: `Bearer ${token}` },
      });
      return called.status === 403 ? [one] : [];
    });
    return (await Promise.all(statuses)).flat();
  };

  it("leaves of 60 permissions the 12 that are used, and no call of the window is refused by the smaller role", async () => {
    const loads = used.map((one) => {
      const { method, path } = byPermission.get(one) ?? {};
      return { client: SEED.legacy.clientId, operation: `${method} ${path}`, shape: "steady" as const, perDay: 3 };
    });
    const before = await orgWith(all, { version: 1, loads });
    const args = ["rightsize", SEED.legacy.clientId, "--org", "--held-since", "2020-01-01"];
    const { exitCode, stdout, stderr } = await genesysAccess([...args, "--format", "json"], {
      env: { ...process.env, ...before.environment },
    });
    expect(stderr).not.toContain("error");
    expect(exitCode).toBe(0);
    const [role] = JSON.parse(stdout).roles as SizedRole[];
    const stay = (role?.permissions ?? []).flatMap(({ permission, use }) => (use === "unused" ? [] : [permission]));
    expect(all).toHaveLength(60);
    expect(stay).toEqual([...used].sort());
    expect(await refused(before)).toEqual([]);
    expect(await refused(await orgWith(stay))).toEqual([]);
    expect(await refused(await orgWith(stay.slice(1)))).toEqual(stay.slice(0, 1));
  });
});
