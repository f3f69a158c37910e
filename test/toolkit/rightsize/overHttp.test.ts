/** A stack, an org that counts the calls itself, and the proposal tried in that org: everything over HTTP but the update. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { dependenciesOf } from "../../../access/catalogue/dependencies.ts";
import { allOperations, type Operation } from "../../../access/catalogue/operations.ts";
import { allPermissions } from "../../../access/catalogue/permissions.ts";
import { holdable } from "../../../access/intent/endpoint.ts";
import { SEED, type Simulator, seedOrg, startSimulator } from "../../../simulator/index.ts";
import type { SizedRole } from "../../../toolkit/rightsize/model.ts";
import { genesysAccess } from "../../support/inProcess.ts";

const DAY = 86_400_000;
const ROLE = "Legacy Reporting - all";

/** What the embedded org answers with 200. */
const ANSWERED = [
  "/api/v2/authorization/divisions/deleted",
  "/api/v2/authorization/roles",
  "/api/v2/authorization/subjects/rolecounts",
  "/api/v2/integrations/credentials",
  "/api/v2/oauth/authorizations",
  "/api/v2/oauth/clients",
  "/api/v2/quality/evaluations/query",
  "/api/v2/routing/queues",
  "/api/v2/routing/wrapupcodes",
];
const EITHER_OF = "/api/v2/authorization/settings";
const operationOf = (path: string) =>
  allOperations().find((one) => one.method === "GET" && one.path === path) as Operation;
const single = new Map(
  allOperations()
    .filter((one) => one.auth === "oauth" && one.match === "ALL" && holdable(one).length === 1)
    .map((one) => [holdable(one)[0] ?? "", one]),
);
const answered = ANSWERED.map(operationOf);
const either = holdable(operationOf(EITHER_OF));
const known = new Set([...answered.flatMap(holdable), ...either]);
const rest = [...allPermissions()].filter(
  (one) => single.has(one) && !known.has(one) && dependenciesOf(one).length === 0,
);
/** The embedded org knows who may call these, and has no answer of its own. */
const inVain = rest.slice(0, 2);
const called = [...answered.flatMap(holdable), ...inVain];
const idle = rest.slice(2, 49);
const calls = [operationOf(EITHER_OF), ...answered, ...inVain.map((one) => single.get(one) as Operation)];

const policyOf = (permission: string) => {
  const [domain = "", entityName = "", action = ""] = permission.split(":");
  return { domain, entityName, actionSet: [action] };
};
const tokenOf = async ({ url }: Simulator, { clientId, clientSecret }: typeof SEED.legacy) => {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString("base64");
  const headers = { Authorization: `Basic ${basic}`, "Content-Type": "application/x-www-form-urlencoded" };
  const login = await fetch(`${url}/oauth/token`, { method: "POST", headers, body: "grant_type=client_credentials" });
  return ((await login.json()) as { access_token: string }).access_token;
};
/** What the legacy client calls in a day; the operations that were refused. */
const aDay = async (org: Simulator): Promise<string[]> => {
  const headers = { Authorization: `Bearer ${await tokenOf(org, SEED.legacy)}` };
  const refused: string[] = [];
  for (const { method, path } of calls) {
    const place = path.replace(/\{[^}]*\}/g, SEED.organizationId);
    const { status } = await fetch(`${org.url}${place}`, { method, headers });
    if (status === 403) refused.push(`${method} ${path}`);
  }
  return refused;
};

describe("genesys-access rightsize with a stack and its org", { timeout: 60_000 }, () => {
  it("proposes of 60 permissions exactly the 12 that the org counted and the alternative of one, and no call is refused after it", async () => {
    const seed = seedOrg();
    const roleOf = (name: keyof typeof SEED.roles) => seed.roles.find(({ id }) => id === SEED.roles[name]);
    const all = [...called, ...either, ...idle];
    roleOf("Access as Code Deployer")?.permissionPolicies.push(policyOf("usage:organization:view"));
    roleOf(ROLE)?.permissionPolicies.splice(0, Number.POSITIVE_INFINITY, ...all.map(policyOf));
    let back = 0;
    const org = await startSimulator({ seed, now: () => Date.now() - back * DAY });
    onTestFinished(() => org.close());
    for (back = 3; back > 0; back--) expect(await aDay(org)).toEqual([]);

    const dir = await mkdtemp(join(tmpdir(), "genesys-access-rightsize-"));
    onTestFinished(() => rm(dir, { recursive: true, force: true }));
    await mkdir(join(dir, "stacks"));
    await writeFile(join(dir, "Pulumi.yaml"), "name: genesys-access\nruntime: nodejs\n");
    const list = all.map((one) => `      - ${one} # asked for in spring\n`).join("");
    await writeFile(
      join(dir, "stacks/prod.yaml"),
      `organization: { id: ${SEED.organizationId} }
roles:
  legacy:
    name: ${ROLE}
    adopted: ${SEED.roles[ROLE]}
    access: read-write
    permissions:
${list}clients:
  legacy:
    name: ${SEED.legacy.name}
    adopted: ${SEED.legacy.clientId}
    grantType: client-credentials
    access: read-write
    grants: [{ role: legacy, divisions: all, justification: As it was found }]
`,
    );
    const rightsize = (...args: string[]) =>
      genesysAccess(
        ["rightsize", "legacy", "--stack", "prod", "--held-since", "2020-01-01", "--window", "3d", ...args],
        { cwd: dir, env: { ...process.env, ...org.environment } },
      );
    const announced = await rightsize("--notice", "0d", "--format", "json");
    expect(announced.stderr).toContain("Written: stacks/prod.yaml, stacks/prod.rightsize.json");
    const [role] = (JSON.parse(announced.stdout) as { roles: SizedRole[] }).roles;
    const stay = (role?.permissions ?? []).filter(({ use }) => use !== "unused");
    expect(role?.permissions).toHaveLength(60);
    expect(stay.map(({ permission }) => permission).sort()).toEqual([...called, ...either].sort());
    expect(stay.flatMap(({ use, permission }) => (use === "alternative" ? [permission] : []))).toHaveLength(1);
    expect(stay.flatMap(({ use, permission }) => (use === "tried" ? [permission] : []))).toEqual([...inVain].sort());
    expect(role?.holders).toMatchObject([
      { name: "clients.legacy", ids: [SEED.legacy.clientId], requests: 3 * calls.length },
    ]);

    expect(await rightsize()).toMatchObject({ exitCode: 0 });
    const spec = await readFile(join(dir, "stacks/prod.yaml"), "utf8");
    const left = [...spec.matchAll(/^ {6}- (\S+) # asked for in spring$/gm)].map(([, one]) => one ?? "");
    expect(left).toEqual([...called, ...either]);

    const headers = { Authorization: `Bearer ${await tokenOf(org, SEED.console)}`, "Content-Type": "application/json" };
    const hold = (permissions: readonly string[]) =>
      fetch(`${org.url}/api/v2/authorization/roles/${SEED.roles[ROLE]}`, {
        method: "PUT",
        headers,
        body: JSON.stringify({ name: ROLE, permissionPolicies: permissions.map(policyOf) }),
      });
    expect((await hold(left)).status).toBe(200);
    expect(await aDay(org)).toEqual([]);
    expect((await hold(left.slice(1))).status).toBe(200);
    expect(await aDay(org)).toHaveLength(1);
  });
});
