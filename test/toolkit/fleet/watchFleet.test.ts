/** Two embedded orgs with a stack each, watched in one run. */
import { chmodSync, copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEED, type Simulator, startSimulator } from "../../../simulator/index.ts";
import { type DeployedProject, deployedInProcess } from "../../support/deployedInProcess.ts";
import { genesysAccess } from "../../support/inProcess.ts";
import { readable } from "../watch/watchedOrg.ts";

const WEST = "7a1d8f60-51a3-4f0e-9a43-0d6a5f2b1c02";
const spec = (id: string) => `organization: { id: ${id} }
divisions: { EMEA_Operations: {} }
roles:
  reader: { name: Reader, purpose: Weekly report, permissions: ["analytics:conversationDetail:view"] }
clients:
  reporting:
    name: Reporting
    owner: bi@contoso.example
    purpose: Weekly report
    grantType: client-credentials
    grants: [{ role: reader, divisions: [EMEA_Operations] }]
`;

describe("fleet watch", { timeout: 60_000 }, () => {
  const orgs: Simulator[] = [];
  let project: DeployedProject;
  let other: DeployedProject;
  const variables = (org: Simulator) =>
    Object.entries(org.environment)
      .map(([key, value]) => `${key}=${value}\n`)
      .join("");
  const watch = (...args: string[]) => {
    const { HOME, PULUMI_HOME, PATH } = project.env;
    const env = { HOME, PULUMI_HOME, PATH };
    return genesysAccess(["fleet", "watch", "--env-dir", "env", "--state", "watch.json", ...args], {
      cwd: project.folder,
      env,
    });
  };

  beforeAll(async () => {
    const seed = readable();
    const west = JSON.parse(JSON.stringify(seed).replaceAll(SEED.organizationId, WEST));
    orgs.push(await startSimulator({ seed }), await startSimulator({ seed: west }));
    const [one, two] = orgs as [Simulator, Simulator];
    project = await deployedInProcess(one, "east", spec(SEED.organizationId));
    other = await deployedInProcess(two, "west", spec(WEST));
    const { folder } = project;
    mkdirSync(join(folder, "env"));
    writeFileSync(join(folder, "env", "east.env"), variables(one));
    writeFileSync(join(folder, "env", "west.env"), variables(two));
    copyFileSync(join(other.folder, "state.json"), join(folder, "west.json"));
    copyFileSync(join(other.folder, "stacks", "west.yaml"), join(folder, "stacks", "west.yaml"));
    const cli = join(folder, "pulumi/bin/pulumi");
    const script = `case "$*" in *"--stack west "*) exec cat "${folder}/west.json" ;; *"--stack gone "*) echo "error: no stack named 'gone' found" >&2; exit 1 ;; esac\n`;
    writeFileSync(cli, readFileSync(cli, "utf8").replace("\n", `\n${script}`));
    chmodSync(cli, 0o755);
  });
  afterAll(async () => {
    for (const org of orgs) await org.close();
    project?.remove();
    other?.remove();
  });

  it("says of every org whether it is as it was deployed, each by its own credentials", async () => {
    const { exitCode, stdout, stderr } = await watch();
    expect(exitCode, stdout + stderr).toBe(0);
    expect(stdout).toContain('Watch of "east"');
    expect(stdout).toContain(`Watch of "west", org "Contoso (simulated)" (id ${WEST})`);
    expect(stdout).toMatch(/2 orgs: 2 as deployed$/);
  });

  it("ends as the worst org: one that somebody changed, one that cannot be read", async () => {
    const west = orgs[1] as Simulator;
    const token = await fetch(`${west.url}/oauth/token`, {
      method: "POST",
      headers: {
        Authorization: `Basic ${Buffer.from(`${SEED.console.clientId}:${SEED.console.clientSecret}`).toString("base64")}`,
        "Content-Type": "application/x-www-form-urlencoded",
      },
      body: "grant_type=client_credentials",
    });
    const { access_token } = (await token.json()) as { access_token: string };
    const url = `${west.url}/api/v2/authorization/roles/${other.idOf("reader")}`;
    const headers = { Authorization: `Bearer ${access_token}`, "Content-Type": "application/json" };
    const role = (await (await fetch(url, { headers })).json()) as { permissionPolicies: object[] };
    role.permissionPolicies.push({ domain: "routing", entityName: "queue", actionSet: ["view"] });
    const put = await fetch(url, { method: "PUT", headers, body: JSON.stringify(role) });
    expect(put.ok, await put.text()).toBe(true);
    const changed = await watch("--parallel", "1");
    expect(changed.exitCode, changed.stdout).toBe(1);
    expect(changed.stdout).toMatch(/2 orgs: 1 as deployed, 1 changed$/);
    writeFileSync(join(project.folder, "stacks", "gone.yaml"), spec(WEST));
    const { exitCode, stdout } = await watch("--format", "json");
    expect(exitCode).toBe(4);
    const { complete, stacks } = JSON.parse(stdout);
    expect(complete).toBe(false);
    expect(stacks.map((each: { stack: string; complete: boolean }) => [each.stack, each.complete])).toEqual([
      ["east", true],
      ["gone", false],
      ["west", true],
    ]);
  });

  it("takes no option that it has no use for", async () => {
    expect(await watch("--fail-on", "widened", "--timeout", "5m")).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining("fleet watch has no use for --timeout, --fail-on. Leave it out."),
    });
    const preview = await genesysAccess(["fleet", "preview", "--state", "x"], { cwd: project.folder });
    expect(preview).toMatchObject({ exitCode: 2, stderr: expect.stringContaining("--state is of fleet watch") });
  });
});
