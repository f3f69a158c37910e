import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { SEED, type Simulator, seedOrg, startSimulator } from "../../simulator/index.ts";
import { type Api, as } from "../simulator/support.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

const ROLES = "/api/v2/authorization/roles";
const DIVISIONS = "/api/v2/authorization/divisions";
const OTHER = "0f3a5c1e-8a51-4b0e-9d2a-6a3f6e1b7c55";
const SPEC = `organization: { id: ${SEED.organizationId} }
divisions:
  silo: { name: Partner Silo, manage: true }
roles:
  reader:
    name: Queue Reader
    purpose: Figures of the day
    permissions: ["routing:queue:view", "analytics:queueObservation:view"]
groups:
  EMEA Supervisors: { grants: [{ role: reader, divisions: [silo] }] }
`;

describe("a stack that asks its org", { timeout: 240_000 }, () => {
  let stack: StackOnSimulator;
  let other: Simulator;
  let console: Api;

  beforeAll(async () => {
    stack = await stackOnSimulator({ stack: "asks", spec: SPEC });
    console = await as(stack.org, SEED.console);
    const seed = seedOrg();
    other = await startSimulator({ seed: { ...seed, organization: { ...seed.organization, id: OTHER } } });
  }, 240_000);
  afterAll(async () => {
    await stack?.close();
    await other?.close();
  });

  const ofDeployer = () =>
    writes({
      ...stack.org,
      requests: stack.org.requests.filter(({ clientId }) => clientId === SEED.deployer.clientId),
    });
  const roleNamed = (name: string) => stack.org.export().roles.find((role) => role.name === name);

  it("reads nothing but the org itself where the credentials are of another one", async () => {
    const { exitCode, output } = await stack.workspace.pulumi(["up", "--yes", "--skip-preview"], {
      env: other.environment,
    });
    expect(exitCode).not.toBe(0);
    expect(output).toContain("stacks/asks.yaml does not fit the org (1 problem); nothing was changed.");
    expect(output).toContain(`the credentials are of ${OTHER}`);
    expect(other.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
      "POST /oauth/token",
      "GET /api/v2/organizations/me",
    ]);
  });

  it("tells every taken name in a preview, before anything is made", async () => {
    const byHand: string[] = [];
    for (const [path, name] of [
      [DIVISIONS, "Partner Silo"],
      [ROLES, "Queue Reader"],
    ] as const) {
      const { body } = await console.send("POST", path, { name, description: "by hand", permissionPolicies: [] });
      byHand.push(`${path}/${body.id}`);
    }
    const { exitCode, output } = await stack.pulumi("preview");
    expect(exitCode).not.toBe(0);
    expect(output).toContain("stacks/asks.yaml does not fit the org (2 problems); nothing was changed.");
    expect(output).toMatch(/stacks\/asks\.yaml:3:3 divisions\.silo: the org already has a division "Partner Silo"/);
    expect(output).toMatch(/stacks\/asks\.yaml:6:11 roles\.reader\.name: the org already has a role "Queue Reader"/);
    expect(ofDeployer()).toEqual([]);
    for (const path of byHand) await console.send("DELETE", path);
  });

  it("warns of what the org does not list, and is certain of what the org says of divisions", async () => {
    stack.org.switches.permissions = {
      "analytics:queueObservation:view": "unlisted",
      "routing:queue:view": "everywhere",
    };
    const { exitCode, output } = await stack.pulumi("preview");
    expect(exitCode, output).toBe(0);
    expect(output).toContain("The org is not in all as the spec expects it:");
    expect(output).toMatch(
      /asks\.yaml:8:41 roles\.reader\.permissions\[1\]: this org does not list analytics:queueObservation/,
    );
    expect(output).toContain('"routing:queue:view" leaks: this org says that no division limits it');
    expect(output).toContain('"analytics:queueObservation:view" may leak: nobody has verified');
    const made = await stack.up();
    expect(made.exitCode, made.output).toBe(0);
    expect(made.output).toContain("this org does not list analytics:queueObservation:view");
    stack.org.switches.permissions = {};
  });

  it("knows its own role by the state where somebody took the marker away", async () => {
    const role = roleNamed("Queue Reader");
    const { body } = await console.get(`${ROLES}/${role?.id}`);
    await console.send("PUT", `${ROLES}/${role?.id}`, { ...body, description: "my role now" });
    const { exitCode, output } = await stack.pulumi("preview");
    expect(exitCode, output).toBe(0);
    const preflight = await execa(process.execPath, [stack.command, "preflight", "--stack", "asks"], {
      cwd: stack.workspace.dir,
      env: stack.workspace.env,
      reject: false,
    });
    expect(preflight.exitCode, preflight.stdout + preflight.stderr).toBe(0);
  });

  it("refuses a renaming onto a taken name and roles for a client that logs in for a user, at their lines", async () => {
    const spec = await stack.readSpec();
    const redirect = { registeredRedirectUri: ["https://wall.contoso.example/cb"], scope: ["routing:readonly"] };
    const client = { name: "Wallboard", authorizedGrantType: "CODE", ...redirect };
    const { body } = await console.send("POST", "/api/v2/oauth/clients", client);
    const grants = "grants: [{ role: reader, divisions: [silo] }]";
    await stack.writeSpec(`${spec.replace("Queue Reader", "supervisor")}clients:
  wallboard: { existing: ${body.id}, ${grants} }
`);
    const before = ofDeployer();
    const { exitCode, output } = await stack.up();
    expect(exitCode).not.toBe(0);
    expect(output).toContain("(2 problems); nothing was changed.");
    expect(output).toMatch(/asks\.yaml:6:11 roles\.reader\.name: the org already has a role "supervisor"/);
    expect(output).toMatch(/asks\.yaml:12:\d+ clients\.wallboard\.grants: the org's client logs in with "CODE"/);
    expect(output).not.toMatch(/^\s+at .*\.[cm]?[jt]s:\d+/m);
    expect(ofDeployer()).toEqual(before);
    await stack.writeSpec(spec);
  });

  it("says that the name of a key that goes is not free yet, and takes it after `pulumi state rename`", async () => {
    const spec = await stack.readSpec();
    await stack.writeSpec(spec.replace("  reader:", "  queues:").replace("role: reader", "role: queues"));
    const refused = await stack.pulumi("preview");
    expect(refused.exitCode).not.toBe(0);
    expect(refused.output).toContain(
      "it is roles.reader of this stack, which has the name until the end of an update.",
    );
    expect(refused.output).toContain("`pulumi state rename`");
    const urn = /"(urn:[^"]*Role::reader)"/.exec(await stack.state())?.[1] ?? "";
    const renamed = await stack.pulumi("state", "rename", urn, "queues", "--yes");
    expect(renamed.exitCode, renamed.output).toBe(0);
    const { exitCode, output } = await stack.pulumi("preview");
    expect(exitCode, output).toBe(0);
  });
});
