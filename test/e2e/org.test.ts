/** A spec of one's own on the embedded org that the command starts for it: from nothing to a proof of isolation, by real commands and calls. */
import { mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureEngine } from "../../dev/engine/index.ts";
import { createWorkspace, type Workspace } from "../../dev/engine/workspace.ts";
import { builtCode } from "../../dev/package/builtCode.ts";
import type { OrgData } from "../../simulator/index.ts";
import { type Api, as, type Body } from "../simulator/support.ts";
import { PROJECT_FOLDER } from "../support/project.ts";
import { POLICY_PACK } from "../support/stackOnSimulator.ts";

const LAUNCHER = resolve("cli/genesys-access.mjs");
const EXISTING_CLIENT = "7f1f0a52-3f0e-4b5b-9d6c-1c9a3f7f2b10";

const SPEC = `
organization: { id: 0b7e4f6a-91d3-4a55-8c2e-5d7f3a1b9c80, name: Fabrikam, region: eu_central_1 }
include: [shared/own-roles.yaml]
divisions:
  Berlin: { name: Berlin Service }
  Wien: {}
  silo: { name: Partner Silo, manage: true, description: Silo of a partner }
clients:
  reports:
    name: Reports
    owner: bi@fabrikam.example
    purpose: Reports about Berlin and the shops
    grantType: client-credentials
    scopes: ["analytics:readonly", "routing:readonly", "workforce-management:readonly"]
    grants:
      - { role: reader, divisions: [Berlin] }
      - { role: adherence, divisions: [silo] }
  shops:
    name: Shop Reports
    owner: bi@fabrikam.example
    purpose: Reports about every shop
    grantType: client-credentials
    scopes: ["analytics:readonly", "routing:readonly"]
    grants:
      - { role: reader, divisions: { match: "Shop_*", exclude: "*_Closed" } }
  crm:
    existing: ${EXISTING_CLIENT}
    grants: [{ role: reader, divisions: [Wien] }]
users:
  Paula.Platform@fabrikam.example:
    grants: [{ role: team-leads, divisions: [Berlin] }]
groups:
  Shop managers:
    grants: [{ role: reader, divisions: { match: "Shop_*", exclude: "*_Closed" } }]
`;
const ROLES = `
roles:
  reader:
    name: Integration - Reader
    purpose: Queues and conversations
    permissions: ["analytics:conversationDetail:view", "routing:queue:view"]
  adherence:
    name: Integration - Adherence
    purpose: Adherence of the partner's agents
    permissions: ["wfm:historicalAdherence:view", "wfm:managementUnit:view"]
  team-leads: { existing: Team Lead }
`;

describe("a spec of one's own on the embedded org", { timeout: 240_000 }, () => {
  let workspace: Workspace;
  let org: ReturnType<typeof startOrg>;
  let answer: {
    url: string;
    port: number;
    environment: Record<string, string>;
    existingClients: { clientId: string; clientSecret: string }[];
  };

  let before: OrgData;

  /** The org as a script starts it: it ends with its input. */
  function startOrg(...args: string[]) {
    return execa(process.execPath, [LAUNCHER, "org", "--port", "0", "--json", "--until-stdin-closes", ...args], {
      cwd: workspace.dir,
      reject: false,
    });
  }
  async function firstLine(child: ReturnType<typeof startOrg>): Promise<typeof answer> {
    const printed = new Promise<string>((done) => child.stdout.once("data", (chunk: Buffer) => done(chunk.toString())));
    const ended = child.then(({ stderr }) => Promise.reject(new Error(stderr)));
    return JSON.parse(await Promise.race([printed, ended]));
  }
  const content = async () => (await (await fetch(`${answer.url}/simulator/org`)).json()) as OrgData;
  const pulumi = (...args: string[]) => workspace.pulumi(args, { env: answer.environment });
  const up = (...flags: string[]) => pulumi("up", "--yes", "--skip-preview", ...POLICY_PACK, ...flags);
  const command = (...args: string[]) =>
    execa(process.execPath, [LAUNCHER, ...args], {
      cwd: workspace.dir,
      env: { ...workspace.env, ...answer.environment },
      extendEnv: false,
      reject: false,
    });
  const login = (credentials: { clientId: string; clientSecret: string }) => as(answer, credentials);

  beforeAll(async () => {
    const dir = await mkdtemp(join(tmpdir(), "genesys-access-own-"));
    const engine = await ensureEngine();
    const built = await builtCode();
    workspace = await createWorkspace({ dir, engine, passphrase: "test", env: {}, stacks: PROJECT_FOLDER, built });
    await writeFile(join(dir, "stacks", "own.yaml"), SPEC);
    await writeFile(join(dir, "stacks", "shared", "own-roles.yaml"), ROLES);
    org = startOrg("--from-spec", "own", "--data", "org.json");
    answer = await firstLine(org);
    before = await content();
    const init = await pulumi("stack", "init", "own");
    expect(init.exitCode, init.output).toBe(0);
  }, 240_000);
  afterAll(async () => {
    org?.kill();
    await org;
    await workspace?.remove();
  });

  it("passes the preflight", async () => {
    const { exitCode, stdout, stderr } = await command("preflight", "--stack", "own");
    expect(exitCode, stdout + stderr).toBe(0);
  });

  it("deploys under the policy pack, and again without a change", async () => {
    const first = await up();
    expect(first.exitCode, first.output).toBe(0);
    const second = await up("--expect-no-changes");
    expect(second.exitCode, second.output).toBe(0);
    const refresh = await pulumi("refresh", "--preview-only", "--expect-no-changes");
    expect(refresh.exitCode, refresh.output).toBe(0);
  });

  it("isolates: the new clients see rows of their own divisions, and nothing of the others", async () => {
    const { stdout } = await pulumi("stack", "output", "clients", "--show-secrets", "--json");
    const clients = JSON.parse(stdout);
    const reports = await login(clients.reports);
    expect(await queuesOf(reports)).toEqual(["Berlin Service Sales", "Berlin Service Service"]);
    expect(await queuesOf(await login(clients.shops))).toEqual(["Shop_Sales Sales", "Shop_Sales Service"]);
    const data = await content();
    const divisionId = (wanted: string) => data.divisions.find(({ name }) => name === wanted)?.id;
    expect(data.divisions.map(({ name }) => name).sort()).toEqual([
      "Berlin Service",
      "Home",
      "Partner Silo",
      "Shop_Sales",
      "Shop_Sales_Closed",
      "Wien",
    ]);
    const rows = await conversationsOf(reports);
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) expect(row["divisionIds"]).toEqual([divisionId("Berlin Service")]);
    const foreign = data.queues.find((queue) => queue.divisionId === divisionId("Wien"));
    expect((await reports.get(`/api/v2/routing/queues/${foreign?.id}`)).status).toBe(403);
    const [existing] = answer.existingClients;
    expect(existing?.clientId).toBe(EXISTING_CLIENT);
    expect(existing && (await queuesOf(await login(existing)))).toContain("Wien Sales");
  });

  it("goes on where it was after a new start from the data file, to which nothing is added", async () => {
    org.stdin?.end();
    expect((await org).exitCode).toBe(0);
    org = startOrg("--from-spec", "own", "--data", "org.json");
    answer = await firstLine(org);
    expect(answer).toMatchObject({ kept: true, added: [], notes: [] });
    const refresh = await pulumi("refresh", "--preview-only", "--expect-no-changes");
    expect(refresh.exitCode, refresh.output).toBe(0);
  });

  it("makes everything again in a new org of the same ids, where nothing was kept", async () => {
    org.stdin?.end();
    await org;
    org = startOrg("--from-spec", "own");
    answer = await firstLine(org);
    expect(await content()).toEqual(before);
    const again = await up("--refresh");
    expect(again.exitCode, again.output).toBe(0);
    expect((await up("--expect-no-changes")).exitCode).toBe(0);
  });

  it("is destroyed, and the org is as it was before", async () => {
    const destroy = await pulumi("destroy", "--yes", "--skip-preview");
    expect(destroy.exitCode, destroy.output).toBe(0);
    const { divisions, ...after } = await content();
    const { divisions: first, ...rest } = before;
    expect(after).toEqual(rest);
    expect(divisions.filter(({ deleted }) => !deleted)).toEqual(first);
    org.stdin?.end();
    expect((await org).exitCode).toBe(0);
  });
});

async function queuesOf(api: Api): Promise<unknown[]> {
  const { body } = await api.get("/api/v2/routing/queues?pageSize=100");
  return body.entities.map((queue) => queue["name"]).sort();
}

async function conversationsOf(api: Api): Promise<Body[]> {
  const interval = "2026-06-01T00:00:00.000Z/2026-06-08T00:00:00.000Z";
  const { body } = await api.send("POST", "/api/v2/analytics/conversations/details/query", { interval });
  return (body["conversations"] ?? []) as Body[];
}
