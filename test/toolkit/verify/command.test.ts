/** `genesys-access verify` as people run it, against embedded orgs. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv } from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { verificationSchema } from "../../../access/verify/model.ts";
import { SEED } from "../../../simulator/index.ts";
import { afterRevocation } from "../../../toolkit/verify/afterRevocation.ts";
import { deployEmbedded, type EmbeddedGround } from "../../../toolkit/verify/embedded.ts";
import { verifyOn } from "../../../toolkit/verify/verifyStack.ts";
import { ORGANIZATION } from "../../access/fixtures/load.ts";
import { genesysAccess } from "../../support/inProcess.ts";
import { SPEC, stackOf } from "./support.ts";

const folder = mkdtempSync(join(tmpdir(), "genesys-access-verify-"));
const schema = new Ajv({ strictTypes: false }).compile(
  JSON.parse(readFileSync("schemas/verification.schema.json", "utf8")),
);
let ground: EmbeddedGround;
let env: Record<string, string>;
const secretOf = (key: string) => ground.credentials.get(key)?.clientSecret.reveal() ?? "";
const idOf = (key: string) => ground.credentials.get(key)?.clientId ?? "";

beforeAll(async () => {
  mkdirSync(join(folder, "stacks"));
  const spec = JSON.stringify({ organization: { id: ORGANIZATION, name: "Contoso" }, ...SPEC }, null, 1);
  writeFileSync(join(folder, "stacks/prod.yaml"), spec);
  writeFileSync(join(folder, "Pulumi.yaml"), "name: access\nruntime: nodejs\n");
  ground = await deployEmbedded(stackOf(SPEC));
  env = { PATH: process.env["PATH"] ?? "", ...ground.simulator.environment };
  // Whoever reads the objects is the administrator of this org.
  env["GENESYSCLOUD_OAUTHCLIENT_ID"] = SEED.console.clientId;
  env["GENESYSCLOUD_OAUTHCLIENT_SECRET"] = SEED.console.clientSecret;
});
afterAll(async () => {
  await ground.simulator.close();
  rmSync(folder, { recursive: true });
});

const run = (args: readonly string[], more: Record<string, string> = {}) =>
  genesysAccess(["verify", ...args], { cwd: folder, env: { ...env, ...more } });
const own = (key: string) => ({
  [`GENESYS_ACCESS_CLIENT_ID_${key.toUpperCase()}`]: idOf(key),
  [`GENESYS_ACCESS_CLIENT_SECRET_${key.toUpperCase()}`]: secretOf(key),
});
const told = () => ground.simulator.requests.length;

describe("verify with credentials of the environment", () => {
  it("proves a client that holds what the spec says, and writes evidence that fits its schema", async () => {
    const file = join(folder, "evidence.json");
    const before = told();
    const { exitCode, stderr } = await run(
      ["reports", "--stack", "prod", "--format", "json", "--output", file],
      own("reports"),
    );
    expect([exitCode, stderr]).toEqual([0, ""]);
    const text = readFileSync(file, "utf8");
    schema(JSON.parse(text));
    expect(schema.errors).toBeNull();
    const evidence = verificationSchema.parse(JSON.parse(text));
    expect(evidence).toMatchObject({
      org: "real",
      complete: true,
      counts: { refuted: 0, notProvable: 0 },
      disagreements: [],
    });
    expect(evidence.clients[0]).toMatchObject({ client: "reports", clientId: idOf("reports"), tokenEnded: true });
    expect(new Set(evidence.clients[0]?.rows.map(({ kind }) => kind))).toEqual(
      new Set(["own token", "grants", "permission", "call", "border", "nested", "listing"]),
    );
    // A promise stands at its own line.
    const lines = readFileSync(join(folder, "stacks/prod.yaml"), "utf8").split("\n");
    const promise = evidence.clients[0]?.rows.find(({ claim }) => claim === "cannot routing:queue:edit");
    expect(lines[(promise?.place.line ?? 0) - 1]).toContain("routing:queue:edit");
    const refusals = evidence.clients[0]?.rows.filter(({ got }) => (got?.status ?? 0) >= 400) ?? [];
    expect(refusals.length).toBeGreaterThan(5);
    for (const { control, got } of refusals) expect([control, got?.correlationId]).not.toContain(null);
    const sent = ground.simulator.requests.slice(before).filter(({ clientId }) => clientId === idOf("reports"));
    expect(sent.length).toBeLessThanOrEqual(60);
    expect(
      sent.filter(({ method, path }) => method !== "GET" && !/details\/query$|tokens\/me$|oauth\/token$/.test(path)),
    ).toEqual([]);
    for (const output of [
      text,
      (await run(["reports", "--stack", "prod", "--format", "markdown"], own("reports"))).stdout,
    ])
      expect(output).not.toContain(secretOf("reports"));
  });

  it("is told by the register: when, counts and digest, and as stale once the spec has changed", async () => {
    const register = () =>
      genesysAccess(["register", "--stack", "prod", "--evidence", "evidence.json"], { cwd: folder, env: {} });
    const fresh = await register();
    expect(fresh.exitCode).toBe(0);
    const digest = createHash("sha256")
      .update(readFileSync(join(folder, "evidence.json")))
      .digest("hex");
    expect(fresh.stdout).toContain("Verified with the clients' own credentials");
    expect(fresh.stdout).toContain(digest);
    expect(fresh.stdout).not.toContain("stale");
    const file = join(folder, "stacks/prod.yaml");
    const before = readFileSync(file, "utf8");
    writeFileSync(file, before.replace('"Queue Reader"', '"Queues Reader"'));
    expect((await register()).stdout).toContain("**stale**: The spec has changed since");
    writeFileSync(file, before);
    writeFileSync(join(folder, "no.json"), "{}");
    const { exitCode, stderr } = await genesysAccess(["register", "--stack", "prod", "--evidence", "no.json"], {
      cwd: folder,
      env: {},
    });
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("no evidence of format 1")]);
  });

  it("leaves open what has no credentials where no client is named, and ends with 4", async () => {
    const { exitCode, stdout } = await run(["--stack", "prod"], own("partner"));
    expect(exitCode).toBe(4);
    expect(stdout).toContain("not provable: no credentials");
    expect((await run(["--stack", "prod", "--allow-unproved"], own("partner"))).exitCode).toBe(0);
  });

  it("calls it refuted where the credentials are another client's, and believes nothing else of it", async () => {
    const mixed = {
      GENESYS_ACCESS_CLIENT_ID_REPORTS: idOf("partner"),
      GENESYS_ACCESS_CLIENT_SECRET_REPORTS: secretOf("partner"),
    };
    const { exitCode, stdout } = await run(["reports", "--stack", "prod"], mixed);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('the client "Partner"');
    expect(stdout).toContain("1 refuted");
    expect(stdout).toContain("not provable: other client");
  });

  it("says that a client cannot log in, without its secret", async () => {
    const wrong = { ...own("reports"), GENESYS_ACCESS_CLIENT_SECRET_REPORTS: "mistyped-secret-value" };
    const { exitCode, stdout, stderr } = await run(["reports", "--stack", "prod"], wrong);
    expect(exitCode).toBe(4);
    expect(stdout).toContain("not provable: not answered");
    expect(stdout + stderr).not.toContain("mistyped-secret-value");
    // Nobody means that by --allow-unproved.
    expect((await run(["--stack", "prod", "--allow-unproved"], { ...own("partner"), ...wrong })).exitCode).toBe(4);
  });
});

describe("names of an org that mean harm", () => {
  it("move no cursor, break no table and carry no secret out", async () => {
    const hostile = `EMEA\u001b[2J\u202e|<script>\n${secretOf("reports")}`;
    const named = await ground.session.client.post(
      "/api/v2/authorization/divisions",
      { name: hostile },
      z.looseObject({ id: z.string() }),
    );
    const roles = await ground.session.client.get(
      "/api/v2/authorization/roles?pageSize=100",
      z.looseObject({ entities: z.array(z.looseObject({ id: z.string(), name: z.string() })) }),
    );
    const role = roles.entities.find(({ name }) => name === "Queue Reader");
    const grant = `/api/v2/authorization/subjects/${idOf("reports")}/divisions/${named.id}/roles/${role?.id}`;
    await ground.session.client.post(`${grant}?subjectType=PC_OAUTH_CLIENT`, undefined, z.unknown(), {
      idempotent: true,
    });
    for (const format of ["text", "markdown", "json"]) {
      const { exitCode, stdout } = await run(["reports", "--stack", "prod", "--format", format], own("reports"));
      expect([format, exitCode]).toEqual([format, 1]);
      expect(stdout).not.toContain(secretOf("reports"));
      for (const sign of ["\u001b", "\u202e"]) expect(stdout.includes(sign)).toBe(false);
      if (format === "markdown") expect(stdout).not.toMatch(/^[^`]*<script>/m);
    }
    await ground.session.client.delete(grant);
  });
});

describe("credentials of a command", () => {
  const command = (text: string) => {
    const file = join(folder, "credentials.txt");
    writeFileSync(file, text);
    return `cat ${file}`;
  };

  it("are lines or JSON", async () => {
    const lines = Object.entries(own("reports")).map(([name, value]) => `export ${name}="${value}"`);
    const json = JSON.stringify({ reports: { clientId: idOf("reports"), clientSecret: secretOf("reports") } });
    for (const text of [lines.join("\n"), json])
      expect((await run(["reports", "--stack", "prod", "--credentials-command", command(text)])).exitCode).toBe(0);
  });

  it("are refused before anything is asked, and never quoted", async () => {
    const before = told();
    for (const [text, wanted] of [
      ["GENESYS_ACCESS_CLIENT_ID_REPORT=abc-secret", "belongs to no client"],
      ["a line with abc-secret", "line 1 is not NAME=value"],
      ["{abc-secret", "no JSON"],
      ["GENESYS_ACCESS_CLIENT_SECRET_REPORTS=abc-secret", "has no id"],
      ["", "There are no credentials"],
    ] as const) {
      const { exitCode, stderr } = await run(["reports", "--stack", "prod", "--credentials-command", command(text)]);
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining(wanted)]);
      expect(stderr).not.toContain("abc-secret");
    }
    const failed = await run(["reports", "--stack", "prod", "--credentials-command", "exit 7"]);
    expect([failed.exitCode, failed.stderr]).toEqual([4, expect.stringContaining("ended with 7")]);
    expect(told()).toBe(before);
  });
});

describe("credentials of the stack's outputs", () => {
  const home = join(folder, "pulumi-home");
  const outputs = (json: unknown) => {
    mkdirSync(join(home, "bin"), { recursive: true });
    const script = `#!/bin/sh\ncase "$*" in *"stack output clients --json --show-secrets --stack prod"*) echo '${JSON.stringify(json)}';; *) exit 3;; esac\n`;
    writeFileSync(join(home, "bin/pulumi"), script, { mode: 0o755 });
    return { PULUMI_HOME: home, HOME: home, PATH: "/usr/bin:/bin" };
  };

  it("are read only where that is allowed", async () => {
    const pulumi = outputs({ reports: { clientId: idOf("reports"), clientSecret: secretOf("reports") } });
    expect((await run(["reports", "--stack", "prod"], pulumi)).exitCode).toBe(2);
    const { exitCode, stdout, stderr } = await run(["reports", "--stack", "prod", "--from-stack-outputs"], pulumi);
    expect([exitCode, stderr]).toEqual([0, expect.not.stringContaining("error")]);
    expect(stdout + stderr).not.toContain(secretOf("reports"));
  });
});

describe("what is asked for", () => {
  it("is refused where no client is called so, before anything is asked", async () => {
    const before = told();
    const { exitCode, stderr } = await run(["report", "--stack", "prod"], own("reports"));
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining("Nearest: reports")]);
    expect(told()).toBe(before);
  });

  it("is told by --plan without a request, credentials or an org", async () => {
    const before = told();
    const { exitCode, stdout } = await genesysAccess(["verify", "reports", "--stack", "prod", "--plan"], {
      cwd: folder,
      env: {},
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain("GET /api/v2/routing/queues/{a queue of NA}");
    expect(stdout).toContain("POST /oauth/token");
    expect(stdout).toMatch(/stacks\/prod\.yaml:\d+/);
    expect(told()).toBe(before);
  });

  it("keeps to a small budget, and says what is left", async () => {
    const before = told();
    const { exitCode, stdout } = await run(["reports", "--stack", "prod", "--max-requests", "10"], own("reports"));
    expect(exitCode).toBe(4);
    expect(stdout).toContain("not provable: budget");
    const sent = ground.simulator.requests.slice(before).filter(({ clientId }) => clientId === idOf("reports"));
    expect(sent.length).toBeLessThanOrEqual(10);
  });

  it("waits as the org says where it is busy, and gives up where it would take too long", async () => {
    ground.simulator.switches.faults.push({
      path: "^/api/v2/authorization/divisionspermitted",
      kind: "status",
      status: 429,
      retryAfter: 1,
      times: 1,
    });
    expect((await run(["partner", "--stack", "prod"], own("partner"))).exitCode).toBe(0);
    ground.simulator.switches.faults.push({
      path: "^/api/v2/authorization/divisionspermitted",
      kind: "status",
      status: 429,
      retryAfter: 9999,
      times: 1,
    });
    const { exitCode, stdout } = await run(["partner", "--stack", "prod"], own("partner"));
    expect([exitCode, stdout]).toEqual([4, expect.stringContaining("not provable: throttled")]);
  });

  it("is told as a fault of this tool where the org holds what the spec says and answers otherwise", async () => {
    ground.simulator.switches.faults.push({
      path: "^/api/v2/routing/queues/[^/]+$",
      kind: "status",
      status: 403,
      code: "missing.permissions",
      times: 1,
    });
    const { exitCode, stdout } = await run(["reports", "--stack", "prod"], own("reports"));
    expect(exitCode).toBe(1);
    expect(stdout).toContain("Faults of this tool, to be reported");
    expect(stdout).toContain("believe the org");
  });

  it("is no fault of this tool where the spec promises what its own grants break", async () => {
    const broken = structuredClone(SPEC) as unknown as { clients: { reports: { cannot: unknown[] } } };
    broken.clients.reports.cannot = ["routing:queue:view"];
    const stack = stackOf(broken);
    const own = await deployEmbedded(stack);
    const { disagreements, clients } = await verifyOn(own, ["reports"], own.credentials, 60);
    await own.simulator.close();
    expect(clients[0]?.rows.filter(({ verdict }) => verdict === "refuted")).toMatchObject([
      { claim: "cannot routing:queue:view", remark: expect.stringContaining("contradicts itself") },
    ]);
    expect(disagreements).toEqual([]);
  });

  it("is proved in an embedded org without credentials", async () => {
    const { exitCode, stdout } = await genesysAccess(["verify", "--stack", "prod", "--embedded"], {
      cwd: folder,
      env: {},
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain("nothing about the real org");
  });
});

async function deactivate(clientId: string): Promise<void> {
  const path = `/api/v2/oauth/clients/${clientId}`;
  const client = await ground.session.client.get(path, z.looseObject({}));
  await ground.session.client.put(path, { ...client, state: "inactive" }, z.unknown());
}

describe("after a revocation", () => {
  const old = () => ({
    GENESYS_ACCESS_OLD_CLIENT_ID_WALL: idOf("wall"),
    GENESYS_ACCESS_OLD_CLIENT_SECRET_WALL: secretOf("wall"),
  });
  const request = { clients: ["wall"], stack: "prod", maxRequests: 60, patience: 60 };

  it("refuses to start without old credentials", async () => {
    const { exitCode, stderr } = await run(["wall", "--stack", "prod", "--after-revocation"]);
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining("GENESYS_ACCESS_OLD_TOKEN_")]);
  });

  it("tells the delay where the credentials worked and then failed, and proves nothing where they never did", async () => {
    let pauses = 0;
    const sleep = async () => {
      // Somebody revokes while this waits: the client is inactive from then on.
      if (++pauses === 2) await deactivate(idOf("wall"));
    };
    const around = { cwd: folder, env: { ...env, ...old() }, waiting: { sleep } };
    const seen = await afterRevocation(request, around);
    expect(seen.clients[0]?.rows[0]).toMatchObject({
      kind: "revocation",
      verdict: "proved",
      control: expect.stringContaining("worked"),
    });
    const unseen = await afterRevocation(request, around);
    expect(unseen.clients[0]?.rows[0]).toMatchObject({ verdict: "not provable", reason: "no control" });
    expect(JSON.stringify([seen, unseen])).not.toContain(secretOf("wall"));
  });

  it("refutes what goes on working", async () => {
    const partner = {
      GENESYS_ACCESS_OLD_CLIENT_ID_PARTNER: idOf("partner"),
      GENESYS_ACCESS_OLD_CLIENT_SECRET_PARTNER: secretOf("partner"),
    };
    const seen = await afterRevocation(
      { ...request, clients: ["partner"], maxRequests: 8 },
      { cwd: folder, env: { ...env, ...partner }, waiting: { sleep: async () => undefined } },
    );
    expect(seen.clients[0]?.rows[0]).toMatchObject({ verdict: "refuted", got: { status: 200 } });
  });
});
