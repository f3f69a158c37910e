/** The role that the preflight prints, deployed for a second client, which then deploys the stack; and what happens with less. */

import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { loadSpec } from "../../access/language/loadSpec.ts";
import { SEED } from "../../simulator/index.ts";
import { specOf } from "../access/fixtures/load.ts";
import { type Api, as } from "../simulator/support.ts";
import { type StackOnSimulator, stackOnSimulator, writes } from "../support/stackOnSimulator.ts";

describe("a deployer with the role that the preflight prints", { timeout: 240_000 }, () => {
  let stack: StackOnSimulator;
  let console: Api;
  let env: NodeJS.ProcessEnv;
  let permissions: readonly string[];

  /** Makes the deployer's role hold these, as a person at the console would. */
  async function setPermissions(lines: readonly string[]): Promise<void> {
    const { body } = await console.get("/api/v2/authorization/roles?name=Access*&pageSize=100");
    const role = body.entities.find(({ name }) => name === "Access as Code Deployer - demo");
    const permissionPolicies = lines.map((line) => {
      const [domain, entityName, action] = line.split(":");
      return { domain, entityName, actionSet: [action] };
    });
    const changed = await console.send("PUT", `/api/v2/authorization/roles/${role?.id}`, {
      ...role,
      permissionPolicies,
    });
    expect(changed.status).toBe(200);
  }

  const without = (permission: string) => setPermissions(permissions.filter((one) => one !== permission));
  const pulumi = (...args: string[]) => stack.workspace.pulumi([...args, "--stack", "demo"], { env });
  const up = () => pulumi("up", "--yes", "--skip-preview");
  const ofDeployer = () =>
    writes({
      ...stack.org,
      requests: stack.org.requests.filter(({ clientId }) => clientId === env["GENESYSCLOUD_OAUTHCLIENT_ID"]),
    });

  beforeAll(async () => {
    stack = await stackOnSimulator();
    console = await as(stack.org, SEED.console);
    const printed = await execa(process.execPath, [stack.command, "preflight", "--stack", "demo", "--print-role"], {
      cwd: stack.workspace.dir,
    });
    permissions = Object.values(specOf(loadSpec("deployer.yaml", () => printed.stdout)).value.roles).flatMap((role) =>
      "permissions" in role ? (role.permissions as string[]) : [],
    );
    // An administrator deploys it, as a stack of its own.
    writeFileSync(join(stack.workspace.dir, "stacks", "deployer.yaml"), printed.stdout);
    const admin = {
      GENESYSCLOUD_OAUTHCLIENT_ID: SEED.console.clientId,
      GENESYSCLOUD_OAUTHCLIENT_SECRET: SEED.console.clientSecret,
    };
    const asAdmin = (...args: string[]) => stack.workspace.pulumi(args, { env: admin });
    expect((await asAdmin("stack", "init", "deployer")).exitCode).toBe(0);
    const made = await asAdmin("up", "--yes", "--skip-preview", "--stack", "deployer");
    expect(made.exitCode, made.output).toBe(0);
    const { stdout } = await asAdmin("stack", "output", "clients", "--show-secrets", "--json", "--stack", "deployer");
    const client = JSON.parse(stdout)["access-deployer"];
    env = { GENESYSCLOUD_OAUTHCLIENT_ID: client.clientId, GENESYSCLOUD_OAUTHCLIENT_SECRET: client.clientSecret };
  }, 240_000);
  afterAll(() => stack?.close());

  it.each(["directory:user:view", "authorization:role:add", "oauth:client:add", "authorization:division:add"])(
    "less %s: up is refused before anything is written, and names exactly it",
    async (permission) => {
      await without(permission);
      const result = await up();
      expect(result.exitCode).not.toBe(0);
      const what = permission === "directory:user:view" ? "planned" : "deployed";
      expect(result.output).toContain(
        `stacks/demo.yaml cannot be ${what} with these credentials (1 problem); nothing was changed.`,
      );
      expect(new Set(result.output.match(/lacks [\w:]+/g))).toEqual(new Set([`lacks ${permission}`]));
      expect(result.output).not.toMatch(/^\s+at .*\.[cm]?[jt]s:\d+/m);
      expect(ofDeployer()).toEqual([]);
    },
  );

  it("may have its secret encrypted in the stack's config", async () => {
    await without("oauth:client:delete");
    const { GENESYSCLOUD_OAUTHCLIENT_ID: id = "", GENESYSCLOUD_OAUTHCLIENT_SECRET: secret = "" } = env;
    const config = (...args: string[]) => stack.workspace.pulumi(["config", ...args, "--stack", "demo"]);
    expect((await config("set", "oauthClientId", id)).exitCode).toBe(0);
    expect((await config("set", "--secret", "oauthClientSecret", secret)).exitCode).toBe(0);
    const { GENESYSCLOUD_OAUTHCLIENT_ID: _, GENESYSCLOUD_OAUTHCLIENT_SECRET: __, ...others } = stack.workspace.env;
    const result = await execa(process.execPath, [stack.command, "preflight", "--stack", "demo"], {
      cwd: stack.workspace.dir,
      env: others,
      extendEnv: false,
      reject: false,
    });
    await config("rm", "oauthClientId");
    await config("rm", "oauthClientSecret");
    expect(result.exitCode, result.stderr).toBe(0);
    expect(result.stdout).toContain(`(id ${id})`);
    expect(result.stdout).toContain("1 warning, 3 advice.");
    expect(result.stdout + result.stderr).not.toContain(secret);
  });

  it("that can only read previews the whole change, and is told so in one line", async () => {
    await setPermissions(permissions.filter((one) => one.endsWith(":view")));
    const preview = await pulumi("preview");
    expect(preview.exitCode, preview.output).toBe(0);
    expect(preview.output).toContain("These credentials can only read.");
    expect(preview.output).not.toMatch(/lacks \w+:/);
  });

  it("that cannot even read what planning takes is told only that", async () => {
    await setPermissions(["authorization:grant:view"]);
    const preview = await pulumi("preview");
    expect(preview.exitCode).not.toBe(0);
    expect(preview.output).toContain("stacks/demo.yaml cannot be planned with these credentials (1 problem);");
    expect(new Set(preview.output.match(/lacks [\w:]+/g))).toEqual(new Set(["lacks directory:user:view"]));
  });

  it("less one write: a preview passes and warns", async () => {
    await without("oauth:client:add");
    const preview = await pulumi("preview");
    expect(preview.exitCode, preview.output).toBe(0);
    expect(preview.output).toContain("An update with these credentials would be refused");
    expect(preview.output).toContain("lacks oauth:client:add");
  });

  it("deploys, changes, refreshes and removes the stack", async () => {
    await setPermissions(permissions);
    const before = stack.org.export();
    const made = await up();
    expect(made.exitCode, made.output).toBe(0);
    expect(made.output).not.toMatch(/lacks \w+:/);
    const spec = await stack.readSpec();
    await stack.writeSpec(
      spec.replace(
        "role: bi-analytics-reader, divisions: [EMEA_Operations] }",
        "role: bi-analytics-reader, divisions: [NA_Operations] }",
      ),
    );
    expect((await up()).exitCode).toBe(0);
    const refreshed = await pulumi("refresh", "--preview-only", "--expect-no-changes");
    expect(refreshed.exitCode, refreshed.output).toBe(0);
    const destroyed = await pulumi("destroy", "--yes", "--skip-preview");
    expect(destroyed.exitCode, destroyed.output).toBe(0);
    const after = stack.org.export();
    expect([after.roles.length, after.clients.length]).toEqual([before.roles.length, before.clients.length]);
    await stack.writeSpec(spec);
  });

  it("less a right to take away: up deploys, and warns", async () => {
    await without("authorization:role:delete");
    const made = await up();
    expect(made.exitCode, made.output).toBe(0);
    expect(made.output).toContain("The deploying client lacks what later steps need:");
    expect(made.output).toContain("lacks authorization:role:delete");
  });
});
